#include "log_copy.h"

namespace tollgate::engine {

Engine::LogCopy::LogCopy(Engine& of, std::unique_ptr<store::Store> scratch)
    : again_(engine_, *of.sync_device_), replica_{*scratch, again_} {
  engine_.clock_ = of.clock_;
  engine_.random_ = of.random_;
  engine_.keeps_timers_ = of.keeps_timers();
  engine_.store_ = std::move(scratch);
}

Result<std::unique_ptr<Engine::LogCopy>> Engine::LogCopy::make(Engine& of) {
  store::OpenOptions where;
  where.scratch = true;
  Result<std::unique_ptr<store::Store>> scratch = store::Store::open(where);
  if (!scratch) return std::move(scratch).error();
  return std::unique_ptr<LogCopy>(new LogCopy(of, std::move(*scratch)));
}

}  // namespace tollgate::engine
