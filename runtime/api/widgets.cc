#include "widgets.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "rows.h"
#include "tollgate/base/json.h"

namespace tollgate::api {
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

void limit_groups(std::vector<messages::Group>& groups, const std::optional<int64_t>& limit) {
  size_t most = limit ? size_t(std::max<int64_t>(0, *limit)) : kDefaultGroups;
  if (groups.size() > most) groups.resize(most);
}

}  // namespace

std::string level_name(const model::Metric& metric, const std::optional<Decimal>& value) {
  std::optional<model::Threshold> level = metrics::level_of(metric, value);
  return level ? std::string(name_of(level->level)) : "none";
}

Widgets::Widgets(Call& call, const model::Dashboard& dashboard,
                 const std::optional<std::vector<messages::DashboardReadRequestFilter>>& filters)
    : app_(*call.engine.app()),
      dashboard_(dashboard),
      texts_(*app_.model, call.engine.store(), call.caller.locale),
      today_(call.engine.today()) {
  if (!filters) return;
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

std::vector<std::pair<const model::Metric*, metrics::Cut>> Widgets::needs_of(
    const model::Widget& widget) const {
  std::vector<model::Expression> group_by;
  if (widget.type != model::WidgetType::kMetric) {
    std::vector<model::Expression> all = steps(widget);
    bool own = widget.group_by || widget.type == model::WidgetType::kFunnel;
    if (own && !all.empty()) group_by.push_back(all.front());
  }
  std::vector<std::pair<const model::Metric*, metrics::Cut>> needs;
  if (widget.type == model::WidgetType::kTable) {
    for (const std::string& id : widget.metrics) {
      if (const model::Metric* m = app_.model->find_metric(id))
        needs.emplace_back(m, cut(group_by));
    }
  } else if (const model::Metric* m = metric_of(widget)) {
    needs.emplace_back(m, cut(group_by));
  }
  return needs;
}

void Widgets::prepare() {
  std::vector<std::pair<const model::Metric*, metrics::Cut>> needs;
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
  std::vector<metrics::GroupValue> values = app_.metrics->read(*metric, cut({}), today_);
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
  out.groups.emplace();
  if (!metric || !widget.group_by) return;
  if (!metric->help.empty()) out.help = texts_.of(metric->help);
  for (const metrics::GroupValue& v :
       app_.metrics->read(*metric, cut({*widget.group_by}), today_)) {
    out.groups->push_back(group(*metric, *widget.group_by, v));
  }
  order_groups(*out.groups, widget.descending.value_or(true));
  limit_groups(*out.groups, widget.limit);
}

void Widgets::table(const model::Widget& widget, messages::Widget& out) {
  out.columns.emplace();
  out.groups.emplace();
  std::vector<const model::Metric*> metrics;
  for (const std::string& id : widget.metrics) {
    const model::Metric* metric = app_.model->find_metric(id);
    if (!metric) continue;
    metrics.push_back(metric);
    out.columns->push_back(
        {metric->id, texts_.of(metric->label), std::string(name_of(metric->format)), std::nullopt});
  }
  if (metrics.empty() || !widget.group_by) return;
  std::map<std::string, messages::Group> groups;
  for (size_t i = 0; i < metrics.size(); ++i) {
    for (const metrics::GroupValue& v :
         app_.metrics->read(*metrics[i], cut({*widget.group_by}), today_)) {
      auto [slot, fresh] = groups.try_emplace(v.keys.back());
      messages::Group& row = slot->second;
      if (fresh) {
        row = group(*metrics[0], *widget.group_by, {v.keys, std::nullopt, 0});
        row.values.emplace();
        for (const model::Metric* m : metrics) {
          row.values->push_back({nullptr, texts_.metric(*m, std::nullopt)});
        }
      }
      Json number = v.value ? Json(v.value->to_text()) : Json();
      (*row.values)[i] = {std::move(number), texts_.metric(*metrics[i], v.value)};
      if (i > 0) continue;
      row.value = text_of(v.value);
      row.text = texts_.metric(*metrics[0], v.value);
      row.level = level_name(*metrics[0], v.value);
      row.count = v.count;
    }
  }
  for (auto& [key, row] : groups) out.groups->push_back(std::move(row));
  order_groups(*out.groups, widget.descending.value_or(true));
  limit_groups(*out.groups, widget.limit);
}

void Widgets::funnel(const model::Widget& widget, messages::Widget& out) {
  out.groups.emplace();
  const model::Metric* metric = metric_of(widget);
  const model::Workflow* workflow = app_.model->find_workflow(widget.workflow);
  if (!metric || !workflow) return;
  std::map<std::string, int64_t> counts;
  model::Expression stage{workflow->stage_field, workflow->pointer};
  for (const metrics::GroupValue& v : app_.metrics->read(*metric, cut({stage}), today_)) {
    counts[v.keys[0]] += v.count;
  }
  for (const model::Stage& s : workflow->stages) {
    int64_t count = counts[json_quoted(s.id)];
    // Records without a stage stand at the first.
    if (&s == &workflow->stages.front()) count += counts["null"];
    std::string text = std::to_string(count);
    out.groups->push_back({s.id, texts_.of(s.label), text, text, "none", count, std::nullopt});
  }
}

std::string Widgets::label_of(const model::Widget& widget, size_t step, const Json& key) const {
  std::vector<model::Expression> all = steps(widget);
  const model::Metric* metric = metric_of(widget);
  if (step >= all.size() || !metric) return texts_.of_any(key);
  return group_label(*app_.model, texts_, metric->entity, all[step], key);
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
  for (const metrics::GroupValue& v : app_.metrics->read(*metric, cut(group_by), today_)) {
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
  return app_.metrics->records(*metric, cut(steps(widget)), keys, today_);
}

}  // namespace tollgate::api
