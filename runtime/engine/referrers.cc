#include "referrers.h"

#include "stages.h"
#include "tollgate/base/turn.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"

namespace tollgate::engine {

void refresh_title(live::AppRules& rules, store::Store& store, const ops::RecordKey& key,
                   const feel::Value& person, const Clock& clock) {
  const model::Entity* entity = rules.model->find_entity(key.entity);
  if (entity == nullptr || !entity->title) return;
  const std::optional<store::StoredRecord> record = store.find_record(key.entity, key.record);
  if (!record) return;
  const record::RecordView view = rules.records->view(record->state, person, false);
  const std::string title = rules.records->title(view, record->state, clock);
  if (title != record->title) store.set_title(key.entity, key.record, title);
}

bool refresh_standing(const live::AppRules& rules, store::Store& store, store::StoredRecord& record,
                      const Clock& clock) {
  if (record.state.standing.is_plain()) return false;
  std::vector<std::string> broken = broken_stages(rules, store, record.state, clock);
  if (broken == record.state.standing.broken) return false;
  record.state.standing.broken = std::move(broken);
  store.put_record(record.state, record.title);
  return true;
}

// Some records in one transaction, and then others have their turn: the steps say where it stands,
// so that nothing waits for the disk, and what is lost with the power is done once more.
Result<bool> Engine::settle_referrers() {
  constexpr int64_t kRecordsOfPart = 32;
  const bool holds_itself = !gathers_;  // else whoever asked holds flushes already
  for (int64_t parts = 1; app_; ++parts) {
    std::optional<store::ReferrerStep> step = store_->next_referrer_step();
    if (!step) return true;
    if (holds_itself) store_->hold_flush(true);
    Result<Outcome> part = settle_some_referrers(*step, kRecordsOfPart);
    if (holds_itself) store_->hold_flush(false);
    if (!part) return std::move(part).error();
    for (const store::RecordKey& key : part->touched) {
      app_->metrics->note(key.entity, key.record);
      changes_.add(key, "");
    }
    for (const store::RecordKey& key : part->shown) changes_.add(key, "");
    if (Turn::is_over({parts, parts + 1})) return false;
  }
  return true;
}

Result<Outcome> Engine::settle_some_referrers(store::ReferrerStep& step, int64_t limit) {
  store::Transaction some(*store_);
  Outcome outcome = refresh_some_referrers(step, limit);
  for (const store::RecordKey& key : outcome.touched) {
    store_->mark_metric_row(key.entity, key.record);
  }
  note_for_sync(outcome.touched, step.op_number);
  note_for_sync(outcome.shown, step.op_number);
  if (Status kept = some.commit(); !kept) return std::move(kept).error();
  return outcome;
}

Outcome Engine::refresh_some_referrers(store::ReferrerStep& step, int64_t limit) {
  Outcome outcome;
  const FixedClock clock({step.at_us});
  const feel::Value person = app_->setting(clock, step.user).person;
  const bool has_gates = app_->model->workflow_of(step.entity) != nullptr;
  const std::vector<std::string> ids = store_->next_referrers(step, limit);
  for (const std::string& id : ids) {
    if (!step.reads) {
      outcome.shown.push_back({step.entity, id});
      continue;
    }
    outcome.touched.push_back({step.entity, id});
    refresh_title(*app_, *store_, {step.entity, id}, person, clock);
    std::optional<store::StoredRecord> record;
    if (has_gates) record = store_->find_record(step.entity, id);
    if (record) refresh_standing(*app_, *store_, *record, clock);
  }
  if (ids.empty()) {
    store_->remove_referrer_step(step.number);
  } else {
    store_->go_on_with_referrer_step(step);
  }
  return outcome;
}

// Inside of a transaction: a document that comes into force finds nothing left of the one before.
void Engine::finish_referrers() {
  constexpr int64_t kAtOnce = 1000;
  while (std::optional<store::ReferrerStep> step = store_->next_referrer_step()) {
    const Outcome outcome = refresh_some_referrers(*step, kAtOnce);
    for (const store::RecordKey& key : outcome.touched) {
      store_->mark_metric_row(key.entity, key.record);
    }
  }
}

}  // namespace tollgate::engine
