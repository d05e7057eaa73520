#include <map>

#include "tollgate/base/json.h"
#include "widgets/kinds.h"

namespace tollgate::query {

Shown kind_metrics(const live::AppRules& app, const model::FunnelWidget& widget) {
  return only(app.funnel_metric(widget.workflow));
}

Grouping kind_grouping(const live::AppRules& app, const model::FunnelWidget& widget) {
  const model::Workflow* workflow = app.model->find_workflow(widget.workflow);
  if (!workflow) return std::nullopt;
  return model::Grouping(model::Expression{workflow->stage_field, workflow->pointer});
}

void fill_kind(const WidgetNumbers& numbers, const model::Widget&, const model::FunnelWidget& kind,
               messages::Widget& out) {
  out.drillable = true;
  out.groups.emplace();
  const model::Metric* metric = numbers.app().funnel_metric(kind.workflow);
  const model::Workflow* workflow = numbers.model().find_workflow(kind.workflow);
  if (!metric || !workflow) return;
  out.format = format_name(*metric);
  std::map<std::string, int64_t> counts;
  const Grouping stage = kind_grouping(numbers.app(), kind);
  for (const metrics::GroupValue& value : numbers.read(*metric, {*stage})) {
    counts[value.keys[0]] += value.count;
  }
  for (const model::Stage& s : workflow->stages) {
    int64_t count = counts[json_quoted(s.id)];
    // Records without a stage stand at the first.
    if (&s == &workflow->stages.front()) count += counts["null"];
    messages::Group& group = out.groups->emplace_back();
    group.key = s.id;
    group.label = numbers.texts().of(s.label);
    group.value = std::to_string(count);
    group.text = numbers.texts().metric(*metric, Decimal(count));
    group.level = "none";
    group.count = count;
  }
}

}  // namespace tollgate::query
