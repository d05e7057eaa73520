// A copy of all that is derived from an engine's log, made again beside its database.
#pragma once

#include <memory>

#include "log_deriver.h"
#include "tollgate/engine/engine.h"
#include "tollgate/log/verify.h"

namespace tollgate::engine {

class Engine::LogCopy {
 public:
  static Result<std::unique_ptr<LogCopy>> make(Engine& of);

  log::Replica& replica() { return replica_; }
  // Follows what the engine wrote since the last call, where that is more than its log says: a
  // device of a hub gets rows. False: the copy is of no use any more.
  Result<bool> catch_up();

 private:
  LogCopy(Engine& of, std::unique_ptr<store::Store> scratch);

  Engine& of_;
  Engine engine_;
  LogDeriver deriver_;
  log::Replica replica_;
  bool followed_ = false;  // a hub
  int64_t moment_ = 0;     // of the store's writes
  int64_t absorbed_ = 0;
  std::string app_hash_;
};

}  // namespace tollgate::engine
