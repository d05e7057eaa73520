// What lint asks of each kind of widget; one file a kind.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "findings.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

// A drill-down's view and order, to records of the entity `behind` ("" where that is not one).
void check_drill(const model::App& app, Findings& findings, const model::Drill& drill,
                 const std::string& behind, const std::string& pointer);

struct WidgetParts {
  std::vector<std::string> metrics;  // ids whose numbers it shows
  std::string metric_behind;         // whose records a tap leads to, "" where it names no one
  std::string workflow;              // whose records it counts, "" for none
  std::optional<model::Grouping> group_by;
  std::optional<model::Grouping> split_by = std::nullopt;
};

WidgetParts kind_parts(const model::MetricWidget& widget);
WidgetParts kind_parts(const model::BreakdownWidget& widget);
WidgetParts kind_parts(const model::LineWidget& widget);
WidgetParts kind_parts(const model::FunnelWidget& widget);
WidgetParts kind_parts(const model::TableWidget& widget);
WidgetParts kind_parts(const model::ChecksWidget& widget);
WidgetParts kind_parts(const model::CoverageWidget& widget);
inline WidgetParts parts_of(const model::Widget& widget) {
  return std::visit([](const auto& kind) { return kind_parts(kind); }, widget.kind);
}

// Where a widget's kind looks for what it needs, and says what is missing or unknown.
class WidgetMembers {
 public:
  WidgetMembers(const model::App& app, Findings& findings, const model::Widget& widget)
      : app_(app), findings_(findings), widget_(widget) {}

  // lint.member_needed unless it is there.
  void need(bool present, const char* member);
  void metric(const std::string& id, const std::string& pointer);
  void workflow(const std::string& id, const std::string& pointer);
  void twice(const std::string& id, const std::string& pointer);
  // A condition over groups where the drill-down makes none.
  void without_groups(bool fits, const std::string& pointer);
  // The view and the order of a drill-down to the records behind a metric; `pointer` is of what
  // has it.
  void drill(const model::Drill& drill, const std::string& metric, const std::string& pointer);
  // Whom a dispatch sets, and by which metrics people are proposed.
  void dispatch(const model::Dispatch& dispatch);
  std::string pointer_of(const char* member) const;

 private:
  const model::App& app_;
  Findings& findings_;
  const model::Widget& widget_;
};

// The members that a kind needs, and the ids that it names.
void check_kind(WidgetMembers& members, const model::MetricWidget& widget);
void check_kind(WidgetMembers& members, const model::BreakdownWidget& widget);
void check_kind(WidgetMembers& members, const model::LineWidget& widget);
void check_kind(WidgetMembers& members, const model::FunnelWidget& widget);
void check_kind(WidgetMembers& members, const model::TableWidget& widget);
void check_kind(WidgetMembers& members, const model::ChecksWidget& widget);
void check_kind(WidgetMembers& members, const model::CoverageWidget& widget);

}  // namespace tollgate::lint
