// Widgets of dashboards with their numbers, and what lies below them. The context must outlive
// them.
#pragma once

#include <string>
#include <vector>

#include "widget_numbers.h"

namespace tollgate::query {

struct CheckBelow;

class Widgets {
 public:
  // Filters narrow every metric whose entity has the field; without any the dashboard's own do.
  Widgets(const Context& context, const model::Dashboard& dashboard,
          const std::optional<std::vector<messages::DashboardReadRequestFilter>>& filters,
          std::optional<NarrowedDays> days = std::nullopt);

  // Makes the numbers of all widgets with one look at each record.
  void prepare();
  // The metrics that they show and how each is cut.
  metrics::Metrics::Needs needs() const;
  messages::Widget widget(const model::Widget& widget) const;

  // The steps of a drill-down: what each crumb of its path is a key of.
  std::vector<model::Grouping> steps(const model::Widget& widget) const;
  // The metric that a widget's groups and rows are drilled by; nullptr when it names none.
  const model::Metric* metric_of(const model::Widget& widget) const;
  // Groups of the step behind the path's keys.
  std::vector<messages::Group> groups_below(const model::Widget& widget,
                                            const std::vector<Json>& path) const;
  // Ids of the records behind a whole path, and the entity they are of.
  std::vector<int64_t> rows_below(const model::Widget& widget, const std::vector<Json>& path,
                                  std::string& entity) const;
  // What lies below one check of a widget of checks; nullopt where it has none of that id.
  std::optional<CheckBelow> below_check(const model::Widget& widget, std::string_view check) const;
  // The uncovered records of a group, and who is proposed for them.
  Dispatching dispatching(const model::CoverageWidget& widget, const Json& group) const;
  const Texts& texts() const { return numbers_.texts(); }
  std::string label_of(const model::Widget& widget, size_t step, const Json& key) const;
  // What the filter narrows to, nullopt for nothing.
  std::optional<Json> value_of(const model::DashboardFilter& filter) const;
  // The filters that narrow the widget: its records have their field.
  std::vector<messages::DashboardDrillReplyFilter> filters_of(const model::Widget& widget) const;

 private:
  const model::Dashboard& dashboard_;
  WidgetNumbers numbers_;
};

}  // namespace tollgate::query
