#include "tollgate/base/json.h"
#include "widgets/kinds.h"

namespace tollgate::query {

Shown kind_metrics(const live::AppRules& app, const model::BreakdownWidget& widget) {
  return only(app.model->find_metric(widget.metric));
}

Grouping kind_grouping(const live::AppRules&, const model::BreakdownWidget& widget) {
  return widget.group_by;
}

void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::BreakdownWidget& kind, messages::Widget& out) {
  fill_groups(numbers, widget, {kind.metric, kind.group_by, kind.limit, kind.split_by}, out);
  if (kind.side_by_side) out.side_by_side = true;
}

void fill_groups(const WidgetNumbers& numbers, const model::Widget& widget,
                 const GroupedMetric& kind, messages::Widget& out) {
  const model::Metric* metric = numbers.model().find_metric(kind.metric);
  std::vector<messages::Group> groups;
  if (metric) {
    out.format = format_name(*metric);
    if (!metric->help.empty()) out.help = numbers.texts().of(metric->help);
  }
  if (metric && kind.group_by) {
    for (const metrics::GroupValue& value : numbers.read(*metric, {*kind.group_by})) {
      groups.push_back(numbers.group(*metric, *kind.group_by, value));
    }
  }
  const auto empty = [&](const std::string& key) {
    return numbers.group(
        *metric, *kind.group_by,
        {{json_quoted(key)}, numbers.value_of_nothing(*metric, {*kind.group_by}), 0});
  };
  take_groups(std::move(groups), widget, kind.limit, {numbers, kind.group_by, empty}, out);
  if (metric && kind.group_by) {
    fill_parts(numbers, *metric, *kind.group_by, kind.split_by, kMaxParts, out);
  }
}

}  // namespace tollgate::query
