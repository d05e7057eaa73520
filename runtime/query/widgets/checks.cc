#include <algorithm>

#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"
#include "tollgate/base/turn.h"
#include "tollgate/insight/check.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

using insight::Health;

// How it is called in replies: the levels of metrics.
std::string level_of(Health health) {
  switch (health) {
    case Health::kHealthy:
      return std::string(name_of(model::Level::kGood));
    case Health::kBetween:
      return std::string(name_of(model::Level::kWarning));
    case Health::kAtRisk:
      return std::string(name_of(model::Level::kRisk));
    case Health::kUnknown:
      break;
  }
  return "none";
}

insight::Check::SliceOf slices_of(const WidgetNumbers& numbers) {
  return [&numbers](const model::Metric& metric,
                    const model::Grouping* by) -> std::optional<metrics::MetricSlice> {
    std::vector<model::Grouping> group_by;
    if (by != nullptr) group_by.push_back(*by);
    if (numbers.withholds(metric, group_by)) return std::nullopt;
    // What it says is of today, whatever days a page is narrowed to.
    metrics::MetricSlice slice = numbers.slice(metric, std::move(group_by));
    slice.days.reset();
    return slice;
  };
}

std::string date_text(int64_t day) { return to_text(Date{day}); }

// Each day back is a look at all rows, of the metrics and once more of their groups; a day of very
// many is left out.
int64_t days_back(const WidgetNumbers& numbers, const std::vector<const model::Metric*>& metrics) {
  constexpr int64_t kMaxLooks = 8'000'000;
  int64_t rows = 1;
  for (const model::Metric* metric : metrics) {
    rows += 2 * numbers.app().metric_reader->rows(metric->entity);
  }
  return std::min(kMaxLooks / rows, insight::Check::kMaxDays);
}

}  // namespace

Shown kind_metrics(const live::AppRules& app, const model::ChecksWidget& widget) {
  Shown shown;
  for (const model::Check& check : widget.checks) {
    for (const std::string& id : check.metrics) {
      const model::Metric* metric = app.model->find_metric(id);
      if (metric && std::find(shown.begin(), shown.end(), metric) == shown.end()) {
        shown.push_back(metric);
      }
    }
  }
  return shown;
}

Grouping kind_grouping(const live::AppRules&, const model::ChecksWidget&) { return std::nullopt; }

void fill_kind(const WidgetNumbers& numbers, const model::Widget&, const model::ChecksWidget& kind,
               messages::Widget& out) {
  const Texts& texts = numbers.texts();
  out.drillable = true;
  out.checks.emplace();
  for (const model::Check& check : kind.checks) {
    messages::Check& row = out.checks->emplace_back();
    row.id = check.id;
    row.label = texts.of(check.label);
    if (!check.help.empty()) row.help = texts.of(check.help);
    row.level = "none";
    row.drillable = check.drill.has_value();
    Result<insight::Check> compiled = insight::Check::compile(numbers.model(), check);
    if (!compiled) continue;  // lint names it
    const insight::Check::SliceOf slices = slices_of(numbers);
    metrics::Metrics& metrics = *numbers.app().metrics;
    const insight::Check::State state =
        compiled->read(metrics, slices, numbers.groups(), numbers.today(), numbers.rules());
    row.level = level_of(state.health);
    if (check.concerned) row.concerned = int64_t(state.concerned.size());
    for (size_t i = 0; i < compiled->metrics().size(); ++i) {
      const model::Metric& metric = *compiled->metrics()[i];
      messages::CheckFigure& figure = row.figures.emplace_back();
      figure.label = texts.of(metric.label);
      figure.text = texts.metric(metric, state.values[i]);
      figure.value = value_text(state.values[i]);
      if (!metric.help.empty()) figure.help = texts.of(metric.help);
    }
    if (Turn::was_left()) return;  // these are no numbers yet
    if (state.health == Health::kUnknown) continue;
    const int64_t days = days_back(numbers, compiled->metrics());
    const live::SeenSince since = numbers.since(check.pointer, int(state.health), [&] {
      const insight::Check::Since found = compiled->since(
          metrics, slices, numbers.groups(), numbers.today(), numbers.rules(), state.health, days);
      return live::SeenSince{numbers.today(), int(state.health), found.day, found.is_earlier};
    });
    row.since = date_text(since.day);
    row.since_is_earlier = since.is_earlier;
  }
}

std::optional<CheckBelow> check_below(const WidgetNumbers& numbers, const model::Widget& widget,
                                      std::string_view check_id) {
  const auto* kind = std::get_if<model::ChecksWidget>(&widget.kind);
  const model::Check* check = kind == nullptr ? nullptr : kind->find_check(check_id);
  if (check == nullptr || check->metrics.empty()) return std::nullopt;
  CheckBelow below;
  below.widget.id = widget.id;
  below.widget.label = check->label;
  below.widget.kind = model::MetricWidget{.metric = check->drilled()};
  below.widget.drill = check->drill;
  below.widget.pointer = check->pointer;
  if (!check->concerned) return below;
  Result<insight::Check> compiled = insight::Check::compile(numbers.model(), *check);
  if (!compiled) return below;
  below.concerned = compiled
                        ->read(*numbers.app().metrics, slices_of(numbers), numbers.groups(),
                               numbers.today(), numbers.rules())
                        .concerned;
  return below;
}

}  // namespace tollgate::query
