// The kinds of widgets. The schema tells them apart by `type`, which is each kind's kType; what
// depends on the kind is an overload for each, so that a kind without one does not compile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tollgate/model/drill.h"
#include "tollgate/model/form.h"
#include "tollgate/model/grouping.h"
#include "tollgate/model/text.h"
#include "tollgate/model/widgets/breakdown.h"
#include "tollgate/model/widgets/checks.h"
#include "tollgate/model/widgets/coverage.h"
#include "tollgate/model/widgets/funnel.h"
#include "tollgate/model/widgets/line.h"
#include "tollgate/model/widgets/metric.h"
#include "tollgate/model/widgets/table.h"

namespace tollgate::model {

using WidgetKind = std::variant<MetricWidget, BreakdownWidget, LineWidget, FunnelWidget,
                                TableWidget, ChecksWidget, CoverageWidget>;

// One part of a dashboard: what all kinds have, and what its kind has.
struct Widget {
  std::string id;
  Text label;
  WidgetKind kind;
  std::optional<bool> descending;
  std::optional<Drill> drill;
  Width width = Width::kHalf;
  std::string pointer;
};

inline std::string_view type_of(const Widget& widget) {
  return std::visit([](const auto& kind) { return kind.kType; }, widget.kind);
}

}  // namespace tollgate::model
