#include "widgets.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "rows.h"
#include "tollgate/base/json.h"

namespace tollgate::query {
namespace {

constexpr size_t kDefaultGroups = 200;

Json key_json(const std::string& key) { return stored_json(key); }

std::optional<std::string> text_of(const std::optional<Decimal>& value) {
  if (!value) return std::nullopt;
  return value->to_text();
}

// By value, those without one last, then by label.
void order_groups(std::vector<messages::Group>& groups, bool descending) {
  auto number = [](const messages::Group& g) {
    return g.value ? Decimal::parse(*g.value) : std::optional<Decimal>();
  };
  std::sort(groups.begin(), groups.end(), [&](const auto& a, const auto& b) {
    auto x = number(a);
    auto y = number(b);
    if (x.has_value() != y.has_value()) return x.has_value();
    int order = x ? compare(*x, *y) : 0;
    if (order != 0) return descending ? order > 0 : order < 0;
    if (a.label != b.label) return a.label < b.label;
    return a.key < b.key;
  });
}

// The key of the value that the filter's default gives for the caller, "null" for none.
std::string default_key(const Context& context, const model::DashboardFilter& filter) {
  live::AppRules& app = context.app;
  const model::Entity* entity = app.model->find_entity(filter.entity);
  if (!entity || !filter.default_value) return "null";
  const record::Names& names = app.records->names(*entity);
  const record::Rule* rule = app.records->rule(*filter.default_value, names);
  if (!rule) return "null";
  std::vector<feel::Value> slots(names.size());
  slots[names.user()] = context.person();
  return metrics::key_of(record::run(*rule, slots, context.rules()).value);
}

}  // namespace

std::string format_name(const model::Metric& metric) { return std::string(name_of(metric.format)); }

std::string level_name(const model::Metric& metric, const std::optional<Decimal>& value) {
  std::optional<model::Threshold> level = metrics::level_of(metric, value);
  return level ? std::string(name_of(level->level)) : "none";
}

Widgets::Widgets(const Context& context, const model::Dashboard& dashboard,
                 const std::optional<std::vector<messages::DashboardReadRequestFilter>>& filters)
    : app_(context.app), dashboard_(dashboard), texts_(context.texts()), today_(context.today()) {
  if (!filters) {
    for (const model::DashboardFilter& filter : dashboard.filters) {
      std::string key = default_key(context, filter);
      if (key != "null") where_.emplace_back(filter.field, std::move(key));
    }
    return;
  }
  for (const messages::DashboardReadRequestFilter& f : *filters) {
    bool offered =
        std::any_of(dashboard.filters.begin(), dashboard.filters.end(),
                    [&](const auto& d) { return d.entity == f.entity && d.field == f.field; });
    if (offered && !f.value.is_null()) where_.emplace_back(f.field, write_json(f.value));
  }
}

const model::Metric* Widgets::metric_of(const model::Widget& widget) const {
  if (widget.type == model::WidgetType::kFunnel) return app_.funnel_metric(widget.workflow);
  if (!widget.metric.empty()) return app_.model->find_metric(widget.metric);
  return widget.metrics.empty() ? nullptr : app_.model->find_metric(widget.metrics.front());
}

std::vector<model::Expression> Widgets::steps(const model::Widget& widget) const {
  std::vector<model::Expression> steps;
  if (widget.type == model::WidgetType::kFunnel) {
    const model::Workflow* workflow = app_.model->find_workflow(widget.workflow);
    if (workflow) steps.push_back({workflow->stage_field, workflow->pointer});
  } else if (widget.group_by) {
    steps.push_back(*widget.group_by);
  }
  if (widget.drill && widget.drill->group_by) steps.push_back(*widget.drill->group_by);
  return steps;
}

std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> Widgets::needs_of(
    const model::Widget& widget) const {
  std::vector<model::Expression> group_by;
  if (widget.type != model::WidgetType::kMetric) {
    std::vector<model::Expression> all = steps(widget);
    bool own = widget.group_by || widget.type == model::WidgetType::kFunnel;
    if (own && !all.empty()) group_by.push_back(all.front());
  }
  std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> needs;
  if (widget.type == model::WidgetType::kTable) {
    for (const std::string& id : widget.metrics) {
      if (const model::Metric* m = app_.model->find_metric(id))
        needs.emplace_back(m, slice(group_by));
    }
  } else if (const model::Metric* m = metric_of(widget)) {
    needs.emplace_back(m, slice(group_by));
  }
  return needs;
}

void Widgets::prepare() {
  std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> needs;
  for (const model::Widget& widget : dashboard_.widgets) {
    for (auto& need : needs_of(widget)) needs.push_back(std::move(need));
  }
  app_.metrics->prepare(needs, today_);
}

messages::Group Widgets::group(const model::Metric& metric, const model::Expression& group_by,
                               const metrics::GroupValue& value) const {
  messages::Group out;
  out.key = key_json(value.keys.back());
  out.label = group_label(*app_.model, texts_, metric.entity, group_by, out.key);
  out.value = text_of(value.value);
  out.text = texts_.metric(metric, value.value);
  out.level = level_name(metric, value.value);
  out.count = value.count;
  return out;
}

messages::Widget Widgets::widget(const model::Widget& widget) {
  messages::Widget out;
  out.id = widget.id;
  out.type = name_of(widget.type);
  out.label = texts_.of(widget.label);
  out.width = name_of(widget.width);
  out.level = "none";
  out.drillable = widget.drill.has_value() || widget.type == model::WidgetType::kFunnel;
  const model::Metric* metric = metric_of(widget);
  if (metric && widget.type != model::WidgetType::kTable) out.format = format_name(*metric);
  switch (widget.type) {
    case model::WidgetType::kMetric:
      single(widget, out);
      break;
    case model::WidgetType::kBreakdown:
      breakdown(widget, out);
      break;
    case model::WidgetType::kFunnel:
      funnel(widget, out);
      break;
    case model::WidgetType::kTable:
      table(widget, out);
      break;
  }
  return out;
}

void Widgets::single(const model::Widget& widget, messages::Widget& out) {
  const model::Metric* metric = metric_of(widget);
  if (!metric) return;
  if (!metric->help.empty()) out.help = texts_.of(metric->help);
  std::vector<metrics::GroupValue> values = app_.metrics->read(*metric, slice({}), today_);
  if (values.empty()) return;
  const std::optional<Decimal>& value = values.front().value;
  out.value = text_of(value);
  out.text = texts_.metric(*metric, value);
  out.count = values.front().count;
  if (std::optional<model::Threshold> level = metrics::level_of(*metric, value)) {
    out.level = name_of(level->level);
    if (!level->label.empty()) out.level_label = texts_.of(level->label);
  }
}

void Widgets::breakdown(const model::Widget& widget, messages::Widget& out) {
  const model::Metric* metric = metric_of(widget);
  std::vector<messages::Group> groups;
  if (metric && !metric->help.empty()) out.help = texts_.of(metric->help);
  if (metric && widget.group_by) {
    for (const metrics::GroupValue& v :
         app_.metrics->read(*metric, slice({*widget.group_by}), today_)) {
      groups.push_back(group(*metric, *widget.group_by, v));
    }
  }
  take_groups(widget, std::move(groups), out);
}

void Widgets::take_groups(const model::Widget& widget, std::vector<messages::Group> groups,
                          messages::Widget& out) const {
  order_groups(groups, widget.descending.value_or(true));
  const size_t most = widget.limit ? size_t(std::max<int64_t>(0, *widget.limit)) : kDefaultGroups;
  if (groups.size() > most) {
    out.group_total = int64_t(groups.size());
    groups.resize(most);
  }
  out.groups = std::move(groups);
}

void Widgets::table(const model::Widget& widget, messages::Widget& out) {
  out.columns.emplace();
  out.groups.emplace();
  std::vector<const model::Metric*> metrics;
  for (const std::string& id : widget.metrics) {
    const model::Metric* metric = app_.model->find_metric(id);
    if (!metric) continue;
    metrics.push_back(metric);
    out.columns->push_back({metric->id, texts_.of(metric->label), format_name(*metric)});
  }
  if (metrics.empty() || !widget.group_by) return;
  std::map<std::string, messages::Group> groups;
  for (size_t i = 0; i < metrics.size(); ++i) {
    for (const metrics::GroupValue& v :
         app_.metrics->read(*metrics[i], slice({*widget.group_by}), today_)) {
      auto [slot, fresh] = groups.try_emplace(v.keys.back());
      messages::Group& row = slot->second;
      if (fresh) {
        const std::optional<Decimal> nothing = metrics::value_of_nothing(*metrics[0]);
        row = group(*metrics[0], *widget.group_by, {v.keys, nothing, 0});
        row.values.emplace();
        for (const model::Metric* m : metrics) {
          row.values->push_back(cell(*m, metrics::value_of_nothing(*m)));
        }
      }
      (*row.values)[i] = cell(*metrics[i], v.value);
      if (i > 0) continue;
      row.value = text_of(v.value);
      row.text = texts_.metric(*metrics[0], v.value);
      row.level = level_name(*metrics[0], v.value);
      row.count = v.count;
    }
  }
  std::vector<messages::Group> rows;
  for (auto& [key, row] : groups) rows.push_back(std::move(row));
  take_groups(widget, std::move(rows), out);
}

messages::Cell Widgets::cell(const model::Metric& metric,
                             const std::optional<Decimal>& value) const {
  return {value ? Json(value->to_text()) : Json(), texts_.metric(metric, value)};
}

void Widgets::funnel(const model::Widget& widget, messages::Widget& out) {
  out.groups.emplace();
  const model::Metric* metric = metric_of(widget);
  const model::Workflow* workflow = app_.model->find_workflow(widget.workflow);
  if (!metric || !workflow) return;
  std::map<std::string, int64_t> counts;
  model::Expression stage{workflow->stage_field, workflow->pointer};
  for (const metrics::GroupValue& v : app_.metrics->read(*metric, slice({stage}), today_)) {
    counts[v.keys[0]] += v.count;
  }
  for (const model::Stage& s : workflow->stages) {
    int64_t count = counts[json_quoted(s.id)];
    // Records without a stage stand at the first.
    if (&s == &workflow->stages.front()) count += counts["null"];
    out.groups->push_back({s.id, texts_.of(s.label), std::to_string(count),
                           texts_.metric(*metric, Decimal(count)), "none", count, std::nullopt});
  }
}

std::string Widgets::label_of(const model::Widget& widget, size_t step, const Json& key) const {
  std::vector<model::Expression> all = steps(widget);
  const model::Metric* metric = metric_of(widget);
  if (step >= all.size() || !metric) return texts_.of_any(key);
  return group_label(*app_.model, texts_, metric->entity, all[step], key);
}

std::optional<Json> Widgets::value_of(const model::DashboardFilter& filter) const {
  for (const auto& [field, key] : where_) {
    if (field == filter.field) return stored_json(key);
  }
  return std::nullopt;
}

std::vector<messages::DashboardDrillReplyFilter> Widgets::filters_of(
    const model::Widget& widget) const {
  std::vector<messages::DashboardDrillReplyFilter> filters;
  const model::Metric* metric = metric_of(widget);
  const model::Entity* entity = metric ? app_.model->find_entity(metric->entity) : nullptr;
  if (!entity) return filters;
  for (const model::DashboardFilter& filter : dashboard_.filters) {
    const std::optional<Json> value = value_of(filter);
    const model::Field* field = entity->find_field(filter.field);
    if (!value || !field) continue;
    const model::Text& label = filter.label.empty() ? field->label : filter.label;
    filters.push_back(
        {filter.entity, filter.field, texts_.of(label), *value, texts_.of(*field, *value)});
  }
  return filters;
}

std::vector<messages::Group> Widgets::groups_below(const model::Widget& widget,
                                                   const std::vector<Json>& path) {
  std::vector<messages::Group> groups;
  std::vector<model::Expression> all = steps(widget);
  const model::Metric* metric = metric_of(widget);
  if (!metric || path.size() >= all.size()) return groups;
  std::vector<model::Expression> group_by(all.begin(), all.begin() + ptrdiff_t(path.size()) + 1);
  metrics::GroupKey wanted;
  for (const Json& key : path) wanted.push_back(write_json(key));
  for (const metrics::GroupValue& v : app_.metrics->read(*metric, slice(group_by), today_)) {
    if (!std::equal(wanted.begin(), wanted.end(), v.keys.begin())) continue;
    groups.push_back(group(*metric, group_by.back(), v));
  }
  // The groups that ask for attention come first: where low is a risk, the lowest.
  order_groups(groups, widget.descending.value_or(false));
  return groups;
}

std::vector<std::string> Widgets::records_below(const model::Widget& widget,
                                                const std::vector<Json>& path,
                                                std::string& entity) {
  const model::Metric* metric = metric_of(widget);
  if (metric && metric->aggregate == model::Aggregate::kRatio) {
    metric = app_.model->find_metric(metric->numerator);
  }
  if (!metric) return {};
  entity = metric->entity;
  metrics::GroupKey keys;
  for (const Json& key : path) keys.push_back(write_json(key));
  return app_.metrics->records(*metric, slice(steps(widget)), keys, today_);
}

}  // namespace tollgate::query
