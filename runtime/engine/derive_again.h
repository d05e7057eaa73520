// An engine as the one who derives from its log.
#pragma once

#include <vector>

#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/log/deriver.h"
#include "tollgate/store/store.h"

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

}  // namespace tollgate::engine
