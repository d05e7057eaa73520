// A rebuild that others are answered beside: Engine::begin_rebuild() gives it. Everything is made
// again in a copy, and only what differs is changed.
//
//   for (Result<bool> done = repair.step(); done && !*done; done = repair.step()) {
//     if (Turn::is_over(repair.progress())) return;   // kept until the next turn
//   }
//   Result<log::RebuildReport> report = repair.take();
#pragma once

#include <memory>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

class LogRepair final : public TaskState {
 public:
  static Result<std::unique_ptr<LogRepair>> begin(Engine& engine);
  ~LogRepair() override;

  // True: nothing is left to do but take().
  Result<bool> step();
  Progress progress() const;
  // A table that cannot be read is made again with all others in one go.
  Result<log::RebuildReport> take();

 private:
  // Where what a device of a hub shows moves too much meanwhile, all is made anew in one go.
  static constexpr int kMaxBeginnings = 4;
  explicit LogRepair(Engine& engine);
  Status begin_again();

  Engine& engine_;
  std::unique_ptr<Engine::LogCopy> copy_;
  std::unique_ptr<log::Repair> repair_;
  int begun_ = 0;
};

}  // namespace tollgate::engine
