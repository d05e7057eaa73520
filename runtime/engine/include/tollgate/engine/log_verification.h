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
  LogVerification();

  log::VerifyOptions options_;
  std::unique_ptr<Engine::LogCopy> copy_;
  bool at_once_ = false;
  std::unique_ptr<log::Verification> verification_;
};

}  // namespace tollgate::engine
