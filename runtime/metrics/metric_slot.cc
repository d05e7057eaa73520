#include "metric_slot.h"

#include <algorithm>

#include "tollgate/metrics/period.h"

namespace tollgate::metrics {
namespace {

std::optional<int64_t> window_of(const model::Metric& metric) {
  if (!metric.window) return std::nullopt;
  return metric.window->days;
}

std::optional<int64_t> day_of(const feel::Value& value) {
  if (value.kind() == feel::Kind::kDate) return value.as_date().days;
  // Date-times of records are in the app's time zone already.
  if (value.kind() == feel::Kind::kDateTime) {
    return floor_divide(value.as_date_time().local_seconds, kSecondsPerDay);
  }
  return std::nullopt;
}

// Durations count as seconds.
std::optional<Decimal> number_of(const feel::Value& value) {
  if (value.is_number()) return admit(value.as_number());
  if (value.kind() == feel::Kind::kDaysTimeDuration) {
    DaysTimeDuration duration = value.as_days_time_duration();
    auto nanoseconds = Decimal::make(false, duration.nanoseconds, -9);
    auto sum = add(Decimal(duration.seconds), *nanoseconds);
    return sum ? admit(*sum) : std::nullopt;
  }
  return std::nullopt;
}

std::string key_in(const feel::Value& value, std::optional<model::TimeUnit> by,
                   const record::RuleContext& context) {
  if (!by) return key_of(value);
  const std::optional<Period> period = Period::of(value, *by, context.time_zone);
  return period ? json_quoted(period->key()) : std::string("null");
}

bool names(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// A referred record with some of its members empty; lists of them item by item.
feel::Value without(const feel::Value& value, const std::vector<std::string>& hidden) {
  if (value.is_list()) {
    std::vector<feel::Value> items;
    for (const feel::Value& item : value.as_list()) items.push_back(without(item, hidden));
    return feel::Value::list(std::move(items));
  }
  if (value.kind() != feel::Kind::kContext) return value;
  std::vector<std::pair<std::string, feel::Value>> members;
  const feel::ContextRep& held = value.as_context();
  for (size_t i = 0; i < held.size(); ++i) {
    members.emplace_back(held.key(i), names(hidden, held.key(i)) ? feel::Value() : held.value(i));
  }
  return feel::Value::context(std::move(members));
}

}  // namespace

Metrics::Slot::Slot(const model::App& app, const model::Metric& m,
                    const std::vector<model::Grouping>& dimensions,
                    std::shared_ptr<const Sight> whose, MetricSource& source)
    : metric(&m),
      cube(m.aggregate, window_of(m)),
      sight(std::move(whose)),
      seen(sight ? sight->of(m.entity) : nullptr),
      work_left(kMaxMetricWork) {
  auto compile = [&](const std::optional<model::Expression>& expression) -> const record::Rule* {
    if (!expression) return nullptr;
    const record::Rule* rule = source.rule(*expression, m.entity);
    if (!rule) broken = true;
    if (rule && rule->reads_clock) reads_clock = true;
    return rule;
  };
  filter = compile(m.filter);
  value = compile(m.value);
  test = compile(m.test);
  for (const model::Grouping& dimension : dimensions) {
    const record::Rule* rule = source.rule(dimension, m.entity);
    if (rule && rule->reads_clock) reads_clock = true;
    keys.push_back({rule, dimension.by});
  }
  if (!sight) return;
  if (seen && seen->condition && seen->condition->reads_clock) reads_clock = true;
  const std::vector<model::Field>& fields = app.find_entity(m.entity)->fields;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    const SeenRecords* target =
        model::is_reference(fields[i].type) ? sight->of(fields[i].entity) : nullptr;
    if (seen && names(seen->hidden, fields[i].id)) {
      hidden_slots.push_back(i);
    } else if (target && !target->hidden.empty()) {
      hidden_members.emplace_back(i, target);
    }
  }
}

bool Metrics::Slot::is_seen(const record::RecordView& view,
                            const record::RuleContext& context) const {
  if (!seen || !seen->condition) return true;
  std::vector<feel::Value> slots = view.slots;
  slots[view.names->user()] = sight->user;
  return record::run(*seen->condition, slots, context).value.is_true();
}

void Metrics::Slot::hide(record::RecordView& view) const {
  for (const uint32_t slot : hidden_slots) view.slots[slot] = {};
  for (const auto& [slot, target] : hidden_members) {
    view.slots[slot] = without(view.slots[slot], target->hidden);
  }
}

void Metrics::Slot::empty() { cube = Cube(metric->aggregate, window_of(*metric)); }

std::optional<Entry> Metrics::Slot::entry_of(const record::RecordView& record,
                                             const record::RuleContext& context) const {
  if (broken || !is_seen(record, context)) return std::nullopt;
  record::RecordView shown;
  if (!hidden_slots.empty() || !hidden_members.empty()) {
    shown = record;
    hide(shown);
  }
  const record::RecordView& view = shown.names ? shown : record;
  auto run = [&](const record::Rule* rule) {
    return record::run(*rule, view.slots, context).value;
  };
  if (filter && !run(filter).is_true()) return std::nullopt;
  Entry entry;
  if (metric->window) {
    entry.day = day_of(view.field(metric->window->field));
    if (!entry.day) return std::nullopt;
  }
  if (test) entry.sample.met = run(test).is_true();
  if (value) {
    feel::Value v = run(value);
    if (metric->aggregate == model::Aggregate::kCountDistinct) {
      if (!v.is_null()) entry.sample.distinct = key_of(v);
    } else {
      entry.sample.number = number_of(v);
    }
  }
  for (const Dimension& key : keys) {
    entry.keys.push_back(key.rule ? key_in(run(key.rule), key.by, context) : std::string("null"));
  }
  return entry;
}

}  // namespace tollgate::metrics
