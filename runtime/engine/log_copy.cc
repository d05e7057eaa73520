#include "log_copy.h"

#include "tollgate/live/app_rules.h"

namespace tollgate::engine {

Engine::LogCopy::LogCopy(Engine& of, std::unique_ptr<store::Store> scratch)
    : of_(of),
      deriver_(engine_, *of.sync_device_),
      replica_{*scratch, deriver_},
      followed_(of.sync_device_->follows()),
      moment_(of.store_->recent_writes().moment()),
      absorbed_(of.sync_device_->absorbed()),
      app_hash_(of.app_ ? of.app_->hash : "") {
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

Result<bool> Engine::LogCopy::catch_up() {
  const SyncDevice& device = *of_.sync_device_;
  if (device.follows() != followed_) return false;
  if (!followed_) return true;
  if (app_hash_ != (of_.app_ ? of_.app_->hash : "")) return false;
  const store::RecentWrites& writes = of_.store_->recent_writes();
  if (writes.moment() == moment_ && device.absorbed() == absorbed_) return true;
  const auto written = writes.since(moment_);
  if (!written) return false;
  // Inside of a transaction or not, as the copy stands.
  store::Savepoint together(replica_.store);
  if (Status caught = deriver_.catch_up(*written); !caught) return std::move(caught).error();
  together.keep();
  moment_ = writes.moment();
  absorbed_ = device.absorbed();
  return true;
}

}  // namespace tollgate::engine
