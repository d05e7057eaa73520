#include "widgets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "groups_in_time.h"
#include "tollgate/base/json.h"
#include "widgets/coverage.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

// The key of the value that the filter's default gives for the caller, "null" for none.
std::string default_key(const Context& context, const model::DashboardFilter& filter) {
  live::AppRules& app = context.app;
  const model::Entity* entity = app.model->find_entity(filter.entity);
  if (!entity || !filter.default_value || context.sight->hides(filter.entity, filter.field)) {
    return "null";
  }
  const record::Names& names = app.records->names(*entity);
  const record::Rule* rule = app.records->rule(*filter.default_value, names);
  if (!rule) return "null";
  std::vector<feel::Value> slots(names.size());
  slots[names.user()] = context.person();
  return metrics::key_of(record::run(*rule, slots, context.rules()).value);
}

WidgetNumbers::Narrowing narrowing_of(
    const Context& context, const model::Dashboard& dashboard,
    const std::optional<std::vector<messages::DashboardReadRequestFilter>>& filters) {
  WidgetNumbers::Narrowing narrowing;
  if (!filters) {
    for (const model::DashboardFilter& filter : dashboard.filters) {
      std::string key = default_key(context, filter);
      if (key != "null") narrowing.emplace_back(filter.field, std::move(key));
    }
    return narrowing;
  }
  for (const messages::DashboardReadRequestFilter& f : *filters) {
    bool offered =
        std::any_of(dashboard.filters.begin(), dashboard.filters.end(),
                    [&](const auto& d) { return d.entity == f.entity && d.field == f.field; }) &&
        !context.sight->hides(f.entity, f.field);
    if (offered && !f.value.is_null()) narrowing.emplace_back(f.field, write_json(f.value));
  }
  return narrowing;
}

}  // namespace

Widgets::Widgets(const Context& context, const model::Dashboard& dashboard,
                 const std::optional<std::vector<messages::DashboardReadRequestFilter>>& filters,
                 std::optional<NarrowedDays> days)
    : dashboard_(dashboard),
      numbers_(context, narrowing_of(context, dashboard, filters), std::move(days)) {}

const model::Metric* Widgets::metric_of(const model::Widget& widget) const {
  const Shown shown = metrics_of(numbers_.app(), widget);
  return shown.empty() ? nullptr : shown.front();
}

std::vector<model::Grouping> Widgets::steps(const model::Widget& widget) const {
  std::vector<model::Grouping> steps;
  if (Grouping own = grouping_of(numbers_.app(), widget)) steps.push_back(std::move(*own));
  if (widget.drill && widget.drill->group_by) steps.push_back(*widget.drill->group_by);
  return steps;
}

metrics::Metrics::Needs Widgets::needs() const {
  metrics::Metrics::Needs needs;
  for (const model::Widget& widget : dashboard_.widgets) {
    std::vector<model::Grouping> group_by;
    if (Grouping own = grouping_of(numbers_.app(), widget)) group_by.push_back(std::move(*own));
    for (const model::Metric* metric : metrics_of(numbers_.app(), widget)) {
      if (numbers_.withholds(*metric, group_by)) continue;
      needs.emplace_back(metric, numbers_.slice(*metric, group_by));
      const Grouping split = splitting_of(widget);
      if (split && !group_by.empty()) {
        needs.emplace_back(metric, numbers_.slice(*metric, {group_by.front(), *split}));
      }
      if (!std::holds_alternative<model::MetricWidget>(widget.kind)) continue;
      for (const metrics::DayRange& days : trend_days(numbers_, *metric)) {
        needs.emplace_back(metric, numbers_.slice(*metric, group_by, days));
      }
    }
  }
  return needs;
}

void Widgets::prepare() { numbers_.app().metrics->prepare(needs(), numbers_.today()); }

messages::Widget Widgets::widget(const model::Widget& widget) const {
  messages::Widget out;
  out.id = widget.id;
  out.type = type_of(widget);
  out.label = numbers_.texts().of(widget.label);
  out.width = name_of(widget.width);
  out.level = "none";
  out.drillable = widget.drill.has_value();
  fill(numbers_, widget, out);
  return out;
}

std::string Widgets::label_of(const model::Widget& widget, size_t step, const Json& key) const {
  const std::vector<model::Grouping> all = steps(widget);
  const model::Metric* metric = metric_of(widget);
  if (step >= all.size() || !metric) return numbers_.texts().of_any(key);
  return numbers_.group_label(*metric, all[step], key);
}

std::optional<CheckBelow> Widgets::below_check(const model::Widget& widget,
                                               std::string_view check) const {
  return check_below(numbers_, widget, check);
}

Dispatching Widgets::dispatching(const model::CoverageWidget& widget, const Json& group) const {
  Uncovered uncovered = uncovered_of(numbers_, widget, group);
  Dispatching found;
  found.field = widget.dispatch->field;
  found.proposals = proposals_for(numbers_, *widget.dispatch, uncovered);
  found.entity = std::move(uncovered.entity);
  found.records = std::move(uncovered.records);
  return found;
}

std::optional<Json> Widgets::value_of(const model::DashboardFilter& filter) const {
  for (const auto& [field, key] : numbers_.narrowing()) {
    if (field == filter.field) return stored_json(key);
  }
  return std::nullopt;
}

std::vector<messages::DashboardDrillReplyFilter> Widgets::filters_of(
    const model::Widget& widget) const {
  std::vector<messages::DashboardDrillReplyFilter> filters;
  const model::Metric* metric = metric_of(widget);
  const model::Entity* entity = metric ? numbers_.model().find_entity(metric->entity) : nullptr;
  if (!entity) return filters;
  for (const model::DashboardFilter& filter : dashboard_.filters) {
    const std::optional<Json> value = value_of(filter);
    const model::Field* field = entity->find_field(filter.field);
    if (!value || !field) continue;
    const model::Text& label = filter.label.empty() ? field->label : filter.label;
    filters.push_back({.entity = filter.entity,
                       .field = filter.field,
                       .label = numbers_.texts().of(label),
                       .value = *value,
                       .value_label = numbers_.texts().of(*field, *value)});
  }
  return filters;
}

std::vector<messages::Group> Widgets::groups_below(const model::Widget& widget,
                                                   const std::vector<Json>& path) const {
  std::vector<messages::Group> groups;
  std::vector<model::Grouping> all = steps(widget);
  const model::Metric* metric = metric_of(widget);
  if (!metric || path.size() >= all.size()) return groups;
  std::vector<model::Grouping> group_by(all.begin(), all.begin() + ptrdiff_t(path.size()) + 1);
  metrics::GroupKey wanted;
  for (const Json& key : path) wanted.push_back(write_json(key));
  for (const metrics::GroupValue& v : numbers_.read(*metric, group_by)) {
    if (!std::equal(wanted.begin(), wanted.end(), v.keys.begin())) continue;
    groups.push_back(numbers_.group(*metric, group_by.back(), v));
  }
  if (group_by.back().by) {
    const auto empty = [&](const std::string& key) {
      return numbers_.group(*metric, group_by.back(),
                            {{json_quoted(key)}, numbers_.value_of_nothing(*metric, group_by), 0});
    };
    return groups_in_time(numbers_, group_by.back(), std::move(groups), kDefaultGroups, empty);
  }
  // The groups that ask for attention come first: where low is a risk, the lowest.
  order_groups(groups, widget.descending.value_or(false));
  return groups;
}

std::vector<int64_t> Widgets::rows_below(const model::Widget& widget, const std::vector<Json>& path,
                                         std::string& entity) const {
  const model::Metric* metric = metric_of(widget);
  if (metric && metric->aggregate == model::Aggregate::kRatio) {
    metric = numbers_.model().find_metric(metric->numerator);
  }
  if (!metric) return {};
  entity = metric->entity;
  metrics::GroupKey keys;
  for (const Json& key : path) keys.push_back(write_json(key));
  if (numbers_.withholds(*metric, steps(widget))) return {};
  return numbers_.app().metrics->rows(*metric, numbers_.slice(*metric, steps(widget)), keys,
                                      numbers_.today());
}

}  // namespace tollgate::query
