// What a dashboard asks of each kind of widget; one file a kind.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "widget_numbers.h"

namespace tollgate::query {

// The metrics that it shows, without those there are none of; it is drilled by the first.
using Shown = std::vector<const model::Metric*>;
Shown kind_metrics(const live::AppRules& app, const model::MetricWidget& widget);
Shown kind_metrics(const live::AppRules& app, const model::BreakdownWidget& widget);
Shown kind_metrics(const live::AppRules& app, const model::LineWidget& widget);
Shown kind_metrics(const live::AppRules& app, const model::FunnelWidget& widget);
Shown kind_metrics(const live::AppRules& app, const model::TableWidget& widget);
Shown kind_metrics(const live::AppRules& app, const model::ChecksWidget& widget);
Shown kind_metrics(const live::AppRules& app, const model::CoverageWidget& widget);
inline Shown metrics_of(const live::AppRules& app, const model::Widget& widget) {
  return std::visit([&](const auto& kind) { return kind_metrics(app, kind); }, widget.kind);
}

// How it groups by itself, before anybody drills; nullopt: it does not.
using Grouping = std::optional<model::Grouping>;
Grouping kind_grouping(const live::AppRules& app, const model::MetricWidget& widget);
Grouping kind_grouping(const live::AppRules& app, const model::BreakdownWidget& widget);
Grouping kind_grouping(const live::AppRules& app, const model::LineWidget& widget);
Grouping kind_grouping(const live::AppRules& app, const model::FunnelWidget& widget);
Grouping kind_grouping(const live::AppRules& app, const model::TableWidget& widget);
Grouping kind_grouping(const live::AppRules& app, const model::ChecksWidget& widget);
Grouping kind_grouping(const live::AppRules& app, const model::CoverageWidget& widget);
inline Grouping grouping_of(const live::AppRules& app, const model::Widget& widget) {
  return std::visit([&](const auto& kind) { return kind_grouping(app, kind); }, widget.kind);
}

// Its numbers, into a reply that holds what all kinds have.
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::MetricWidget& kind, messages::Widget& out);
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::BreakdownWidget& kind, messages::Widget& out);
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::LineWidget& kind, messages::Widget& out);
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::FunnelWidget& kind, messages::Widget& out);
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::TableWidget& kind, messages::Widget& out);
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::ChecksWidget& kind, messages::Widget& out);
void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::CoverageWidget& kind, messages::Widget& out);
inline void fill(const WidgetNumbers& numbers, const model::Widget& widget, messages::Widget& out) {
  std::visit([&](const auto& kind) { fill_kind(numbers, widget, kind, out); }, widget.kind);
}

// What its groups are split into; nullopt: nothing.
Grouping splitting_of(const model::Widget& widget);

// The days of a number and of the same before, the oldest first; none where it is over all days.
std::vector<metrics::DayRange> trend_days(const WidgetNumbers& numbers,
                                          const model::Metric& metric);

// A widget of the checks' drill-down, as if it stood on the dashboard: one check's number, from its
// concerned groups down. `concerned`: only these groups; nullopt: all.
struct CheckBelow {
  model::Widget widget;
  std::optional<std::vector<std::string>> concerned;
};
std::optional<CheckBelow> check_below(const WidgetNumbers& numbers, const model::Widget& widget,
                                      std::string_view check);

// The groups of one metric, in the widget's order: bars and lines show the same numbers.
struct GroupedMetric {
  const std::string& metric;
  const Grouping& group_by;
  const std::optional<int64_t>& limit;
  const Grouping& split_by = std::nullopt;
};
// A bar in more parts, or more lines, cannot be told apart.
inline constexpr size_t kMaxParts = 8;
inline constexpr size_t kMaxPivotColumns = 24;
// Gives each group of `out` a cell for each part, at most so many: the largest, or the latest.
void fill_parts(const WidgetNumbers& numbers, const model::Metric& metric,
                const model::Grouping& group_by, const Grouping& split_by, size_t most,
                messages::Widget& out);
void fill_groups(const WidgetNumbers& numbers, const model::Widget& widget,
                 const GroupedMetric& shown, messages::Widget& out);

// The metric as all that a widget shows.
inline Shown only(const model::Metric* metric) { return metric ? Shown{metric} : Shown{}; }

}  // namespace tollgate::query
