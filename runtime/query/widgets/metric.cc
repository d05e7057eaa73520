#include "widgets/kinds.h"

namespace tollgate::query {

Shown kind_metrics(const live::AppRules& app, const model::MetricWidget& widget) {
  return only(app.model->find_metric(widget.metric));
}

Grouping kind_grouping(const live::AppRules&, const model::MetricWidget&) { return std::nullopt; }

void fill_kind(const WidgetNumbers& numbers, const model::Widget&, const model::MetricWidget& kind,
               messages::Widget& out) {
  const model::Metric* metric = numbers.model().find_metric(kind.metric);
  if (!metric) return;
  const Texts& texts = numbers.texts();
  out.format = format_name(*metric);
  if (!metric->help.empty()) out.help = texts.of(metric->help);
  const std::vector<metrics::GroupValue> values = numbers.read(*metric, {});
  if (values.empty()) return;
  const std::optional<Decimal>& value = values.front().value;
  out.value = value_text(value);
  out.text = texts.metric(*metric, value);
  out.count = values.front().count;
  if (std::optional<model::Threshold> level = metrics::level_of(*metric, value)) {
    out.level = name_of(level->level);
    if (!level->label.empty()) out.level_label = texts.of(level->label);
  }
}

}  // namespace tollgate::query
