#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/store/store.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::engine {

class Engine::Again final : public log::Deriver {
 public:
  // `device`: whose tables are made again, where it follows a hub (engine/sync.h).
  Again(Engine& engine, SyncDevice& device) : engine_(engine), device_(device) {}

  Status derive(const std::vector<ops::Op>& group) override {
    if (device_.follows()) {
      const bool on_top = device_.is_on_top(group);
      if (on_top) on_top_.push_back(group);
      if (on_top || SyncDevice::is_sent(group) || !about_no_record(group)) return ok_status();
    }
    Result<Outcome> derived = engine_.derive_again(group);
    return derived ? ok_status() : Status(std::move(derived).error());
  }
  Status finish() override {
    if (!device_.follows()) return ok_status();
    Result<std::vector<store::RecordKey>> derived = device_.derive_into(engine_, on_top_);
    return derived ? ok_status() : Status(std::move(derived).error());
  }

 private:
  static bool about_no_record(const std::vector<ops::Op>& group) {
    for (const ops::Op& op : group) {
      if (!ops::record_of(op.body).empty()) return false;
    }
    return true;
  }

  Engine& engine_;
  SyncDevice& device_;
  std::vector<std::vector<ops::Op>> on_top_;
};

log::LogCheck Engine::verify_log(const std::optional<Sha256Digest>& known_head) {
  return log::verify(*store_, {.known_head = known_head});
}

log::LogCheck Engine::verify_log(const log::VerifyOptions& options) {
  return log::verify(*store_, options);
}

Result<log::LogCheck> Engine::verify_all(log::VerifyOptions options) {
  // Everything is made again beside the database, which is only read.
  Engine copy;
  copy.clock_ = clock_;
  copy.random_ = random_;
  store::OpenOptions where;
  where.scratch = true;
  Result<std::unique_ptr<store::Store>> scratch = store::Store::open(where);
  if (!scratch) return std::move(scratch).error();
  copy.store_ = std::move(*scratch);
  copy.keeps_timers_ = keeps_timers();
  Again again(copy, *sync_device_);
  log::Replica replica{*copy.store_, again};
  options.replica = &replica;
  return log::verify(*store_, options);
}

Result<log::RebuildReport> Engine::rebuild() {
  // The log brings each app into force again.
  std::shared_ptr<AppRules> app_before = std::exchange(app_, nullptr);
  Again again(*this, *sync_device_);
  Result<log::RebuildReport> report = log::rebuild(*store_, again, path_);
  if (report) {
    if (sync_hub_->has_devices()) store::SyncRows(*store_).begin_hub(log_.head().number);
    changes_.all = true;
    return report;
  }
  app_ = std::move(app_before);
  if (app_) app_->records->forget_all();
  return report;
}

}  // namespace tollgate::engine
