#include "timers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "tollgate/automation/due.h"
#include "tollgate/base/turn.h"

namespace tollgate::engine {
namespace {

using model::TriggerEvent;
namespace kinds = ops::due_kinds;

int64_t ms_of(Instant at) { return at.microseconds / 1000; }

// Of so many the times are seen to at once.
constexpr int64_t kMaxAtOnce = 500;

store::RecordQuery complete_ones(const std::string& entity) {
  return {.entity = entity, .any_order = true};
}

class Timers {
 public:
  Timers(AppRules& rules, store::Store& store, Instant at,
         TimersOfAll of_all = TimersOfAll::kAtOnce)
      : rules_(rules), store_(store), at_(at), of_all_(of_all) {}

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
  void follow(const TouchedRecord& record) {
    const ops::RecordState& state = record.state;
    const bool changed = record.changed;
    const live::EntityRules* entity = rules_.rules_of(state.entity);
    if (entity == nullptr) return;
    std::optional<record::RecordView> view;
    for (const model::Automation* automation : entity->automations.timed()) {
      if (model::is_for_all(automation->on.event)) continue;
      if (state.status != ops::RecordStatus::kComplete) {
        store_.remove_timer(automation->id, state.id);
        continue;
      }
      const std::optional<store::TimerStep> step = store_.timer_step(automation->id);
      const bool is_ahead = step && (step->removes || state.id > step->after);
      if (is_ahead) settle_ahead(*automation, *step, record.before, state.id);
      if (automation->on.event == TriggerEvent::kUnchanged && !changed) {
        if (is_ahead) store_.mark_timer(automation->id, state.entity, state.id);
        continue;
      }
      if (!view) view = rules_.records->view(state, {}, false);
      put(*automation, state,
          automation::due_of_record(automation->on, *view, {state.updated_ms * 1000}, zone()));
      if (is_ahead) store_.mark_timer(automation->id, state.entity, state.id);
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
    const bool by_change = automation.on.event == TriggerEvent::kUnchanged;
    if (by_change && !changed) return;
    if (is_later(automation.on.entity) || store_.timer_step(automation.id)) {
      store::TimerStep step = step_of(automation.id, automation.on.entity);
      step.fills = true;
      step.changed = changed;
      store_.put_timer_step(step);
      return;
    }
    store_.scan(complete_ones(automation.on.entity), [&](store::StoredRecord&& record) {
      fill(automation, record.state);
      return true;
    });
  }

  // Its records' times alone, or all.
  void remove(const std::string& automation, const std::string& entity, bool of_records) {
    if (!of_records) store_.remove_timer(automation, "");
    if (!is_later(entity)) return store_.remove_record_timers(automation);
    store::TimerStep step = step_of(automation, entity);
    step.removes = true;
    store_.put_timer_step(step);
  }

  // Some records of a step. False: the turn is over.
  bool go_on(store::TimerStep& step) {
    constexpr int64_t kTimersBetweenLooks = 16;
    while (step.removes) {
      step.removes = store_.remove_some_timers(step.automation);
      if (Turn::is_over({0, 1})) return false;
    }
    const model::Automation* automation = rules_.model->find_automation(step.automation);
    if (!step.fills || automation == nullptr) return true;
    store::RecordQuery rest{.entity = step.entity, .sort = {{"id"}}};
    rest.test = store::SqlTest{"id>?1", {step.after}};
    const int64_t all = std::max<int64_t>(1, store_.rows(step.entity));
    int64_t seen_to = 0;
    bool is_over = false;
    store_.scan(rest, [&](store::StoredRecord&& record) {
      step.after = record.state.id;
      if (!store_.take_timer_mark(step.automation, record.state.id)) {
        fill(*automation, record.state);
      }
      is_over = ++seen_to % kTimersBetweenLooks == 0 && Turn::is_over({0, all});
      return !is_over;
    });
    return !is_over;
  }

 private:
  bool is_later(const std::string& entity) {
    return of_all_ == TimersOfAll::kLater && store_.count(complete_ones(entity)) > kMaxAtOnce;
  }

  // With what of an earlier one is not done.
  store::TimerStep step_of(const std::string& automation, const std::string& entity) {
    store::TimerStep step{.automation = automation, .entity = entity, .at_ms = ms_of(at_)};
    if (const auto known = store_.timer_step(automation)) step.removes = known->removes;
    return step;
  }

  // What the step will do to a record, now that it is about to be written.
  void settle_ahead(const model::Automation& automation, const store::TimerStep& step,
                    const std::optional<ops::RecordState>& before, const std::string& record) {
    if (store_.take_timer_mark(automation.id, record)) return;
    if (step.removes) store_.remove_timer(automation.id, record);
    if (!step.fills || !before || before->status != ops::RecordStatus::kComplete) return;
    Timers(rules_, store_, {step.at_ms * 1000}).fill(automation, *before);
  }

  void fill(const model::Automation& automation, const ops::RecordState& state) {
    const record::RecordView view = rules_.records->view(state, {}, false);
    put(automation, state,
        automation::due_of_record(automation.on, view, {state.updated_ms * 1000}, zone()));
  }

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
    remove(due.automation, due.entity, true);
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
  TimersOfAll of_all_;
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
                   const std::vector<TouchedRecord>& touched, TimersOfAll of_all) {
  if (group.empty()) return;
  Timers timers(rules, store, group.front().at(), of_all);
  for (const ops::Op& op : group) {
    if (const auto* due = std::get_if<ops::AutomationDue>(&op.body)) timers.note(*due);
  }
  for (const TouchedRecord& record : touched) timers.follow(record);
}

void follow_app_timers(const model::App* before, AppRules& rules, store::Store& store, Instant at,
                       TimersOfAll of_all) {
  Timers timers(rules, store, at, of_all);
  const model::App& now = *rules.model;
  if (before != nullptr) {
    for (const model::Automation& old : before->automations) {
      if (!model::is_timed(old.on.event)) continue;
      const model::Automation* next = now.find_automation(old.id);
      const bool stays = next != nullptr && waits_as_before(before, now, *next);
      if (!stays) timers.remove(old.id, old.on.entity, false);
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

Result<bool> go_on_with_timers(AppRules& rules, store::Store& store) {
  while (std::optional<store::TimerStep> step = store.next_timer_step()) {
    store::Transaction some(store);
    const bool done = Timers(rules, store, {step->at_ms * 1000}).go_on(*step);
    if (done) {
      store.remove_timer_step(step->automation);
    } else {
      store.put_timer_step(*step);
    }
    if (Status kept = some.commit(); !kept) return std::move(kept).error();
    if (!done) return false;
  }
  return true;
}

void finish_timers(AppRules& rules, store::Store& store) {
  const AtOnce at_once;
  while (std::optional<store::TimerStep> step = store.next_timer_step()) {
    (void)Timers(rules, store, {step->at_ms * 1000}).go_on(*step);
    store.remove_timer_step(step->automation);
  }
}

}  // namespace tollgate::engine
