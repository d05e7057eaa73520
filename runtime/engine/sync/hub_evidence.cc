// What a hub does when a file comes that records named before.
#include <nlohmann/json.hpp>

#include "evidence_of_device.h"
#include "sync/prepare_group.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/live/records.h"
#include "tollgate/rules/set_fields.h"

namespace tollgate::engine {

// Each record in a group of its own, so that one which may not change holds no other up: then its
// value goes on saying that nobody has looked into the file.
void SyncHub::judge_what_waited(const std::string& sha256) {
  store::Store& store = *engine_.store_;
  const Instant now = engine_.now();
  for (const store::RecordKey& key : store.blob_users(sha256)) {
    const std::optional<store::StoredRecord> stored = store.find_record(key.entity, key.record);
    if (!stored || stored->state.status == ops::RecordStatus::kDiscarded) continue;
    std::vector<TakenOp> bodies = what_came(stored->state, now);
    if (!bodies.empty()) {
      (void)write_group(std::move(bodies), std::nullopt, "", engine_.wall_ms(), {});
    }
  }
}

std::vector<TakenOp> SyncHub::what_came(const ops::RecordState& state, Instant now) {
  store::Store& store = *engine_.store_;
  live::AppRules& app = *engine_.app_;
  const store::RecordKey key{state.entity, state.id};
  std::vector<TakenOp> bodies;
  const Json before = live::wire_values(state);
  const Json values = with_files_that_came(store, *app.model, key, before, now);
  ops::RecordSet set{state.entity, state.id, {}, ""};
  for (const auto& [field, value] : values.items()) {
    if (value != before[field]) set.writes.push_back({field, value, ""});
  }
  if (!set.writes.empty()) {
    rules::Record record = app.record(state);
    record.values = values;
    const FixedClock clock(now);
    for (rules::FieldWrite& fresh :
         rules::stale_computed(*app.compiled, record, app.setting(clock, ""))) {
      set.writes.push_back({std::move(fresh.field), std::move(fresh.value), ""});
    }
    bodies.push_back({std::move(set), ""});
  }
  if (state.draft.is_object() && state.draft.contains("values")) {
    Json draft = state.draft;
    draft["values"] = with_files_that_came(store, *app.model, key, draft["values"], now);
    if (draft != state.draft) {
      bodies.push_back({ops::RecordDraft{state.entity, state.id, std::move(draft)}, ""});
    }
  }
  return bodies;
}

}  // namespace tollgate::engine
