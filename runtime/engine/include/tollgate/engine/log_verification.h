// A check of the log that others are answered beside: Engine::begin_verify() gives it.
//
//   while (!verification.step()) {
//     if (Turn::is_over(verification.progress())) return;   // kept until the next turn
//   }
//   log::LogCheck check = verification.take();
#pragma once

#include <memory>

#include "tollgate/engine/engine.h"
#include "tollgate/log/verify.h"

namespace tollgate::engine {

class LogVerification final : public TaskState {
 public:
  // `derived`: derived tables are compared with what the log makes in a copy.
  static Result<std::unique_ptr<LogVerification>> begin(Engine& engine, log::VerifyOptions options,
                                                        bool derived);
  ~LogVerification() override;

  // True: nothing is left to do.
  bool step();
  Progress progress() const;
  log::LogCheck take();

 private:
  // Where others make the copy useless all the time, the rest is done in one go.
  static constexpr int kMaxBeginnings = 4;

  explicit LogVerification(Engine& engine);
  Status begin_again();

  Engine& engine_;
  log::VerifyOptions options_;
  bool derived_ = false;
  int begun_ = 0;
  std::unique_ptr<Engine::LogCopy> copy_;
  std::unique_ptr<log::Verification> verification_;
};

}  // namespace tollgate::engine
