#include "widgets/widgets.h"

namespace tollgate::lint {

WidgetParts kind_parts(const model::BreakdownWidget& widget) {
  return {{widget.metric}, widget.metric, "", widget.group_by, widget.split_by};
}

void check_kind(WidgetMembers& members, const model::BreakdownWidget& widget) {
  members.need(!widget.metric.empty(), "metric");
  members.need(widget.group_by.has_value(), "group_by");
  members.metric(widget.metric, members.pointer_of("metric"));
}

}  // namespace tollgate::lint
