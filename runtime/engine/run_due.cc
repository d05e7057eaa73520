#include "tollgate/engine/run_due.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "due_progress.h"
#include "storage_problems.h"
#include "timers.h"
#include "tollgate/base/civil.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/temporal.h"
#include "tollgate/base/turn.h"
#include "tollgate/engine/sync.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/live/condition_sql.h"
#include "tollgate/query/query.h"
#include "tollgate/record/rule.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

using model::TriggerEvent;
namespace kinds = ops::due_kinds;

// Records for which a time comes in one group of ops, and records of an entity that are looked at
// in one step.
constexpr int64_t kMaxInGroup = 50;
constexpr int64_t kMaxLookedAt = 500;

class RunDue {
 public:
  RunDue(Engine& engine, const DueWork& work)
      : engine_(engine),
        work_(work),
        app_(*engine.app()),
        store_(engine.store()),
        now_ms_(engine.now().microseconds / 1000) {}

  Result<DueStep> step() {
    if (Status watched = watch_metrics(); !watched) return std::move(watched).error();
    if (Turn::was_left()) return step_;
    if (work_.dashboards) {
      if (Status made = prepare_dashboards(); !made) return std::move(made).error();
      if (Turn::was_left()) return step_;
    }
    const std::vector<store::TimerRow> due = store_.timers_due(now_ms_, kMaxInGroup);
    if (!due.empty()) {
      Status came = due.front().record.empty() ? come_for_all(due.front()) : come(of_records(due));
      if (!came) return std::move(came).error();
    }
    if (auto error = store_.take_error()) return *error;
    if (const std::optional<store::TimerRow> next = store_.next_timer()) {
      step_.more = next->due_ms <= now_ms_;
      if (next->due_ms != store::kNeverDue_ms) step_.next_ms = next->due_ms;
    }
    return step_;
  }

 private:
  static std::vector<ops::AutomationDue> of_records(const std::vector<store::TimerRow>& rows) {
    std::vector<ops::AutomationDue> due;
    for (const store::TimerRow& row : rows) {
      if (row.record.empty()) break;
      due.push_back(
          {row.entity, row.record, row.automation, row.due_ms, std::string(kinds::kReached)});
    }
    return due;
  }

  Status commit(const std::vector<ops::AutomationDue>& due) {
    std::vector<ops::Body> bodies(due.begin(), due.end());
    Result<Outcome> outcome = engine_.commit(std::move(bodies), app_itself());
    return outcome ? ok_status() : Status(std::move(outcome).error());
  }

  // One record whose rules cannot be run does not hold up the others, nor does it come again.
  Status come(const std::vector<ops::AutomationDue>& due) {
    if (due.empty()) return ok_status();
    Status done = commit(due);
    if (!done && is_about_storage(done.diagnostics())) return done;
    if (!done) {
      for (const ops::AutomationDue& one : due) {
        Status alone = due.size() > 1 ? commit({one}) : done;
        if (!alone && is_about_storage(alone.diagnostics())) return alone;
        if (!alone) {
          ops::AutomationDue skipped = one;
          skipped.what = kinds::kSkipped;
          skipped.why = to_json(alone.diagnostics());
          if (Status noted = commit({skipped}); !noted) return noted;
        }
      }
    }
    step_.came += int64_t(due.size());
    return ok_status();
  }

  // A schedule, or a metric that crossed: for each record of the entity for which the condition
  // holds now. After a restart those that had their turn are known by their rows.
  Status come_for_all(const store::TimerRow& timer) {
    const model::Automation* automation = app_.model->find_automation(timer.automation);
    const model::Entity* entity = app_.model->find_entity(timer.entity);
    if (automation == nullptr || entity == nullptr) {
      store_.remove_timers(timer.automation);
      return ok_status();
    }
    DueProgress& progress = engine_.due_progress();
    if (progress.automation != timer.automation || progress.due_ms != timer.due_ms) {
      progress.automation = timer.automation;
      progress.due_ms = timer.due_ms;
      progress.after.clear();
    }
    const record::Rule* when = app_.rules_of(entity->id)->automations.condition(automation->id);
    std::vector<ops::AutomationDue> due;
    int64_t looked_at = 0;
    bool full = false;
    store_.scan(records_after(*entity, progress.after, when), [&](store::StoredRecord&& record) {
      const bool has_time = looked_at == 0 || Turn::has_time();
      full = ++looked_at > kMaxLookedAt || due.size() >= size_t{kMaxInGroup} || !has_time;
      if (full) return false;
      progress.after = record.state.id;
      if (comes_for(timer, record.state, when)) {
        due.push_back({timer.entity, record.state.id, timer.automation, timer.due_ms,
                       std::string(kinds::kReached)});
      }
      return true;
    });
    if (Status came = come(due); !came) return came;
    if (full) return ok_status();
    return commit(
        {{timer.entity, "", timer.automation, timer.due_ms, std::string(kinds::kFinished)}});
  }

  store::RecordQuery records_after(const model::Entity& entity, const std::string& after,
                                   const record::Rule* when) {
    store::RecordQuery query{.entity = entity.id, .sort = {{"id"}}};
    store::SqlTest test;
    if (when != nullptr) {
      if (auto sql = live::condition_sql(app_, store_, entity, *when, engine_.clock())) {
        test = std::move(*sql);
        test.text = "(" + test.text + ") AND ";
      }
    }
    test.parameters.push_back(after);
    test.text += "id>?" + std::to_string(test.parameters.size());
    query.test = std::move(test);
    return query;
  }

  bool comes_for(const store::TimerRow& timer, const ops::RecordState& state,
                 const record::Rule* when) {
    const std::optional<store::TimerRow> had = store_.timer(timer.automation, state.id);
    if (had && had->due_ms == timer.due_ms) return false;
    if (when == nullptr) return true;
    const record::RecordView view = app_.records->view(state, {}, true);
    return record::run_boolean(*when, view.slots, app_.records->rules(engine_.clock()))
        .value.is_true();
  }

  int64_t today() const {
    const int64_t seconds = floor_divide(now_ms_, 1000);
    return floor_divide(date_time_at(seconds, 0, app_.compiled->time_zone()).local_seconds,
                        kSecondsPerDay);
  }

  // After a start, behind what was saved and when a day began.
  Status prepare_dashboards() {
    DueProgress& progress = engine_.due_progress();
    const int64_t head = engine_.log().head().number;
    const int64_t day = today();
    if (progress.dashboards_at == head && progress.dashboards_day == day) return ok_status();
    Status made = query::prepare_dashboards(engine_.source(), {.whole_app = true});
    if (!made || Turn::was_left()) return made;
    progress.dashboards_at = head;
    progress.dashboards_day = day;
    return made;
  }

  // Looks at the numbers again once something was saved or a day began.
  Status watch_metrics() {
    DueProgress& progress = engine_.due_progress();
    const int64_t today = this->today();
    const int64_t head = engine_.log().head().number;
    if (progress.metrics_at == head && progress.metrics_day == today) return ok_status();
    // All that is read is made in turns before anything is noted of it.
    std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> read;
    for (const model::Automation& automation : app_.model->automations) {
      if (automation.on.event != TriggerEvent::kMetricCrossed) continue;
      const model::Metric* metric = app_.model->find_metric(automation.on.metric);
      if (metric != nullptr) read.emplace_back(metric, metrics::MetricSlice{});
    }
    app_.metrics->prepare(read, today);
    if (Turn::was_left()) return ok_status();
    for (const model::Automation& automation : app_.model->automations) {
      if (automation.on.event != TriggerEvent::kMetricCrossed) continue;
      if (Status watched = watch(automation, today); !watched) return watched;
    }
    progress.metrics_at = engine_.log().head().number;
    progress.metrics_day = today;
    return ok_status();
  }

  Status watch(const model::Automation& automation, int64_t today) {
    const model::Trigger& on = automation.on;
    const model::Metric* metric = app_.model->find_metric(on.metric);
    const std::optional<Decimal> line = Decimal::parse(on.value);
    if (metric == nullptr || !line) return ok_status();
    const std::vector<metrics::GroupValue> read = app_.metrics->read(*metric, {}, today);
    // A number that cannot be made is on neither side.
    if (app_.metrics->take_refusal() || read.empty() || !read.front().value) return ok_status();
    const int order = compare(*read.front().value, *line);
    const bool beyond = on.crosses == model::Crosses::kBelow ? order < 0 : order > 0;
    const std::optional<store::TimerRow> was = store_.timer(automation.id, "");
    if (was && was->due_ms != store::kNeverDue_ms) return ok_status();
    if (was && was->done == beyond) return ok_status();
    const std::string_view what = !beyond ? kinds::kArmed : was ? kinds::kCrossed : kinds::kBeyond;
    return commit({{on.entity, "", automation.id, now_ms_, std::string(what)}});
  }

  Engine& engine_;
  DueWork work_;
  AppRules& app_;
  store::Store& store_;
  int64_t now_ms_;
  DueStep step_;
};

}  // namespace

Result<DueStep> run_due(Engine& engine, const DueWork& work) {
  if (engine.app() == nullptr) return DueStep{};
  for (int64_t dropped = 1; engine.store().drop_some_leftover(); ++dropped) {
    if (Turn::is_over({dropped, dropped + 1})) return DueStep{};
  }
  const Result<bool> settled = engine.settle_referrers();
  if (!settled) return Failure{settled.diagnostics()};
  if (!*settled) return DueStep{};
  if (!engine.keeps_timers()) return DueStep{};
  const Result<bool> known = go_on_with_timers(*engine.app(), engine.store());
  if (!known) return Failure{known.diagnostics()};
  if (!*known) return DueStep{};
  return RunDue(engine, work).step();
}

}  // namespace tollgate::engine
