#include "timers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "tollgate/automation/due.h"

namespace tollgate::engine {
namespace {

using model::TriggerEvent;
namespace kinds = ops::due_kinds;

int64_t ms_of(Instant at) { return at.microseconds / 1000; }

class Timers {
 public:
  Timers(AppRules& rules, store::Store& store, Instant at)
      : rules_(rules), store_(store), at_(at) {}

  void note(const ops::AutomationDue& due) {
    if (due.what == kinds::kReached || due.what == kinds::kSkipped) {
      store_.put_timer({due.automation, due.record, due.entity, due.due_ms, true});
    } else if (due.what == kinds::kFinished) {
      finish(due);
    } else if (due.what == kinds::kCrossed) {
      store_.put_timer({due.automation, "", due.entity, due.due_ms, false});
    } else {
      watch(due.automation, due.entity, due.what == kinds::kBeyond);
    }
  }

  // `changed`: by somebody, just now.
  void follow(const ops::RecordState& state, bool changed) {
    const live::EntityRules* entity = rules_.rules_of(state.entity);
    if (entity == nullptr) return;
    std::optional<record::RecordView> view;
    for (const model::Automation* automation : entity->automations.timed()) {
      if (model::is_for_all(automation->on.event)) continue;
      if (state.status != ops::RecordStatus::kComplete) {
        store_.remove_timer(automation->id, state.id);
        continue;
      }
      if (automation->on.event == TriggerEvent::kUnchanged && !changed) continue;
      if (!view) view = rules_.records->view(state, {}, false);
      put(*automation, state,
          automation::due_of_record(automation->on, *view, {state.updated_ms * 1000}, zone()));
    }
  }

  // For one whose times are not known yet.
  void begin(const model::Automation& automation) {
    if (automation.on.event == TriggerEvent::kSchedule) {
      put_next(automation);
    } else if (automation.on.event != TriggerEvent::kMetricCrossed) {
      follow_all(automation, true);
    }
  }

  // For one that waits as before, while what its records show may have changed.
  void follow_all(const model::Automation& automation, bool changed) {
    store::RecordQuery all{.entity = automation.on.entity, .any_order = true};
    const bool by_change = automation.on.event == TriggerEvent::kUnchanged;
    if (by_change && !changed) return;
    store_.scan(all, [&](store::StoredRecord&& record) {
      const record::RecordView view = rules_.records->view(record.state, {}, false);
      put(automation, record.state,
          automation::due_of_record(automation.on, view, {record.state.updated_ms * 1000}, zone()));
      return true;
    });
  }

 private:
  ZoneRef zone() const { return rules_.compiled->time_zone(); }

  void put(const model::Automation& automation, const ops::RecordState& state,
           std::optional<Instant> due) {
    const std::optional<store::TimerRow> known = store_.timer(automation.id, state.id);
    if (due && known && known->due_ms == ms_of(*due)) return;
    if (due && *due > at_) {
      store_.put_timer({automation.id, state.id, state.entity, ms_of(*due), false});
    } else if (known) {
      store_.remove_timer(automation.id, state.id);
    }
  }

  void put_next(const model::Automation& automation) {
    const std::optional<Instant> next = automation::next_of_schedule(automation.on, at_, zone());
    if (!next) return;
    store_.put_timer({automation.id, "", automation.on.entity, ms_of(*next), false});
  }

  void finish(const ops::AutomationDue& due) {
    store_.remove_record_timers(due.automation);
    const model::Automation* automation = rules_.model->find_automation(due.automation);
    if (automation == nullptr) return;
    if (automation->on.event == TriggerEvent::kSchedule) return put_next(*automation);
    watch(due.automation, due.entity, true);
  }

  void watch(const std::string& automation, const std::string& entity, bool beyond) {
    store_.put_timer({automation, "", entity, store::kNeverDue_ms, beyond});
  }

  AppRules& rules_;
  store::Store& store_;
  Instant at_;
};

const Json* at_pointer(const model::App& app, const std::string& pointer) {
  const Json::json_pointer path(pointer);
  return app.raw->contains(path) ? &app.raw->at(path) : nullptr;
}

// By the same clock, for the same times.
bool waits_as_before(const model::App* before, const model::App& now,
                     const model::Automation& automation) {
  const model::Automation* old = before ? before->find_automation(automation.id) : nullptr;
  if (old == nullptr || before->time_zone != now.time_zone) return false;
  const Json* was = at_pointer(*before, old->on.pointer);
  const Json* is = at_pointer(now, automation.on.pointer);
  return was != nullptr && is != nullptr && *was == *is;
}

bool same_part(const model::App& a, const model::App& b, const char* name) {
  const auto x = a.raw->find(name);
  const auto y = b.raw->find(name);
  if (x == a.raw->end() || y == b.raw->end()) return x == a.raw->end() && y == b.raw->end();
  return *x == *y;
}

}  // namespace

void follow_timers(AppRules& rules, store::Store& store, const std::vector<ops::Op>& group,
                   const std::vector<TouchedRecord>& touched) {
  if (group.empty()) return;
  Timers timers(rules, store, group.front().at());
  for (const ops::Op& op : group) {
    if (const auto* due = std::get_if<ops::AutomationDue>(&op.body)) timers.note(*due);
  }
  for (const TouchedRecord& record : touched) timers.follow(record.state, record.changed);
}

void follow_app_timers(const model::App* before, AppRules& rules, store::Store& store, Instant at) {
  Timers timers(rules, store, at);
  const model::App& now = *rules.model;
  if (before != nullptr) {
    for (const model::Automation& old : before->automations) {
      if (!model::is_timed(old.on.event)) continue;
      const model::Automation* next = now.find_automation(old.id);
      const bool stays = next != nullptr && waits_as_before(before, now, *next);
      if (!stays) store.remove_timers(old.id);
    }
  }
  const bool same_records =
      before != nullptr && same_part(*before, now, "entities") && same_part(*before, now, "forms");
  for (const model::Automation& automation : now.automations) {
    if (!model::is_timed(automation.on.event)) continue;
    if (!waits_as_before(before, now, automation)) {
      timers.begin(automation);
    } else if (!same_records && automation.on.event == TriggerEvent::kDateReached) {
      timers.follow_all(automation, false);
    }
  }
}

}  // namespace tollgate::engine
