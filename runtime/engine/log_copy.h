// A copy of all that is derived from an engine's log, made again beside its database.
#pragma once

#include <memory>

#include "derive_again.h"
#include "tollgate/engine/engine.h"
#include "tollgate/log/verify.h"

namespace tollgate::engine {

class Engine::LogCopy {
 public:
  static Result<std::unique_ptr<LogCopy>> make(Engine& of);

  log::Replica& replica() { return replica_; }

 private:
  LogCopy(Engine& of, std::unique_ptr<store::Store> scratch);

  Engine engine_;
  Again again_;
  log::Replica replica_;
};

}  // namespace tollgate::engine
