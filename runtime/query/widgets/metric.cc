#include <algorithm>

#include "tollgate/base/temporal.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

constexpr size_t kTrendPoints = 6;

messages::NumberOfDays number_of(const WidgetNumbers& numbers, const model::Metric& metric,
                                 const metrics::DayRange& days) {
  messages::NumberOfDays out;
  out.from = to_text(Date{days.first});
  out.to = to_text(Date{days.last});
  const std::vector<metrics::GroupValue> values = numbers.read(metric, {}, days);
  if (!values.empty()) out.value = value_text(values.front().value);
  out.text = numbers.texts().metric(
      metric, values.empty() ? std::optional<Decimal>() : values.front().value);
  return out;
}

void add_trend(const WidgetNumbers& numbers, const model::Metric& metric, messages::Widget& out) {
  const std::vector<metrics::DayRange> days = trend_days(numbers, metric);
  if (days.empty() || numbers.withholds(metric, {})) return;
  out.trend.emplace();
  for (const metrics::DayRange& each : days) {
    out.trend->push_back(number_of(numbers, metric, each));
  }
  out.before = (*out.trend)[days.size() - 2];
  out.days = messages::DayRange{.from = out.trend->back().from, .to = out.trend->back().to};
}

}  // namespace

Shown kind_metrics(const live::AppRules& app, const model::MetricWidget& widget) {
  return only(app.model->find_metric(widget.metric));
}

Grouping kind_grouping(const live::AppRules&, const model::MetricWidget&) { return std::nullopt; }

std::vector<metrics::DayRange> trend_days(const WidgetNumbers& numbers,
                                          const model::Metric& metric) {
  std::vector<metrics::DayRange> days;
  const std::optional<NarrowedDays> now = numbers.days_of(metric);
  if (!now) return days;
  days.push_back(now->range);
  while (days.size() < kTrendPoints) days.push_back(days_before(days.back(), now->period));
  std::reverse(days.begin(), days.end());
  return days;
}

void fill_kind(const WidgetNumbers& numbers, const model::Widget&, const model::MetricWidget& kind,
               messages::Widget& out) {
  const model::Metric* metric = numbers.model().find_metric(kind.metric);
  if (!metric) return;
  const Texts& texts = numbers.texts();
  out.format = format_name(*metric);
  if (!metric->help.empty()) out.help = texts.of(metric->help);
  const std::vector<metrics::GroupValue> values = numbers.read(*metric, {});
  if (!kind.target.empty()) {
    out.target = kind.target;
    out.target_text = texts.metric(*metric, Decimal::parse(kind.target));
  }
  add_trend(numbers, *metric, out);
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
