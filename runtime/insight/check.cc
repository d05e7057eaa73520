#include "tollgate/insight/check.h"

#include <algorithm>

#include "tollgate/base/turn.h"

namespace tollgate::insight {

Result<Check> Check::compile(const model::App& app, const model::Check& check) {
  Check compiled;
  compiled.check_ = &check;
  for (const std::string& id : check.metrics) {
    const model::Metric* metric = app.find_metric(id);
    if (metric == nullptr) continue;
    compiled.metrics_.push_back(metric);
    compiled.scope_.add(id, feel::Type::number());
  }
  compiled.scope_.add("concerned", feel::Type::number());
  Diagnostics problems;
  if (check.healthy) {
    compiled.healthy_ = record::compile_rule(*check.healthy, compiled.scope_, problems);
  }
  if (check.at_risk) {
    compiled.at_risk_ = record::compile_rule(*check.at_risk, compiled.scope_, problems);
  }
  if (check.drill && check.drill->group_by && check.concerned) {
    auto groups = std::make_shared<model::QuickFilter>();
    groups->id = check.id;
    groups->group_by = *check.drill->group_by;
    groups->metrics = check.metrics;
    groups->when = *check.concerned;
    groups->pointer = check.pointer;
    Result<QuickFilter> filter = QuickFilter::compile(app, *groups);
    if (!filter) return std::move(filter).error();
    compiled.groups_model_ = std::move(groups);
    compiled.groups_ = std::make_shared<QuickFilter>(*std::move(filter));
    compiled.group_by_ = check.drill->group_by;
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  return compiled;
}

Check::State Check::read(metrics::Metrics& metrics, const SliceOf& slice_of,
                         record::RecordLookup& groups, int64_t today,
                         const record::RuleContext& context) const {
  return read_as(metrics, slice_of, groups, today, context, false);
}

Check::State Check::read_as(metrics::Metrics& metrics, const SliceOf& slice_of,
                            record::RecordLookup& groups, int64_t day,
                            const record::RuleContext& context, bool as_of) const {
  State state;
  const auto slice = [&](const model::Metric& metric, const model::Grouping* by) {
    std::optional<metrics::MetricSlice> cut = slice_of(metric, by);
    if (cut) cut->as_of = as_of;
    return cut;
  };
  std::vector<feel::Value> slots;
  for (const model::Metric* metric : metrics_) {
    std::optional<Decimal> value;
    if (const auto cut = slice(*metric, nullptr)) {
      const std::vector<metrics::GroupValue> read = metrics.read(*metric, *cut, day);
      if (!read.empty()) value = read.front().value;
    }
    slots.push_back(value ? feel::Value::number(*value) : feel::Value());
    state.values.push_back(value);
  }
  if (groups_) {
    const auto by_group = [&](const model::Metric& metric, const model::Grouping& by) {
      return slice(metric, &by);
    };
    // Columns and cubes are made in turns; the groups are asked in one go, for they are few.
    std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> needs;
    for (const model::Metric* metric : groups_->metrics()) {
      if (auto cut = by_group(*metric, *group_by_)) needs.emplace_back(metric, *std::move(cut));
    }
    metrics.prepare(needs, day);
    if (Turn::was_left()) return state;
    const AtOnce at_once;
    QuickFilterSoFar so_far;
    groups_->find(metrics, by_group, groups, day, context, "en", so_far);
    for (const FoundGroup& group : so_far.found.groups) state.concerned.push_back(group.key);
  }
  slots.push_back(feel::Value::number(Decimal(static_cast<int64_t>(state.concerned.size()))));
  if (state.values.empty() || !state.values.front()) return state;
  const auto holds = [&](const std::optional<record::Rule>& rule) {
    return rule && record::run_boolean(*rule, slots, context).value.is_true();
  };
  if (!healthy_ && !at_risk_) return state;
  state.health = holds(at_risk_)   ? Health::kAtRisk
                 : holds(healthy_) ? Health::kHealthy
                                   : Health::kBetween;
  return state;
}

Check::Since Check::since(metrics::Metrics& metrics, const SliceOf& slice_of,
                          record::RecordLookup& groups, int64_t today,
                          const record::RuleContext& context, Health health,
                          int64_t most_days) const {
  int64_t day = today;
  for (int64_t back = 1; back <= most_days; ++back) {
    const State then = read_as(metrics, slice_of, groups, today - back, context, true);
    if (then.health != health) return {day, false};
    day = today - back;
  }
  return {day, true};
}

}  // namespace tollgate::insight
