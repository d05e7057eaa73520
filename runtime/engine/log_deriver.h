// An engine as the one who derives from its log.
#pragma once

#include <vector>

#include "timers.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/log/deriver.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

class Engine::LogDeriver final : public log::Deriver {
 public:
  // `device`: whose tables are made again, where it follows a hub (engine/sync.h).
  LogDeriver(Engine& engine, SyncDevice& device) : engine_(engine), device_(device) {}

  Result<bool> prepare_some(const std::vector<ops::Op>& group) override {
    const Result<bool> settled = settle_some();
    if (!settled || !*settled) return settled;
    return engine_.prepare_again(group);
  }
  Result<bool> settle_some() override {
    const Result<bool> settled = engine_.settle_referrers();
    if (!settled || !*settled) return settled;
    const bool keeps = engine_.app_ != nullptr && engine_.keeps_timers();
    return keeps ? go_on_with_timers(*engine_.app_, *engine_.store_) : Result<bool>(true);
  }
  Status derive(const std::vector<ops::Op>& group) override {
    if (device_.follows()) {
      const bool is_of_records =
          device_.is_on_top(group) || SyncDevice::is_sent(group) || !about_no_record(group);
      if (is_of_records) return ok_status();
    }
    Result<Outcome> derived = engine_.derive_again(group);
    return derived ? ok_status() : Status(std::move(derived).error());
  }
  Result<bool> finish_some() override {
    if (!device_.follows()) return true;
    return device_.derive_some_into(engine_, derived_);
  }
  // What the device wrote since, where its tables follow from more than its log.
  Status catch_up(const std::set<ops::RecordKey>& written) {
    const bool is_begun = !derived_.after.record.empty() || derived_.are_rows_taken;
    return is_begun ? device_.catch_up(engine_, derived_, written) : ok_status();
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
  SyncDevice::Derived derived_;
};

}  // namespace tollgate::engine
