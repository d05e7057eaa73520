#include "widgets/widgets.h"

namespace tollgate::lint {

WidgetParts kind_parts(const model::MetricWidget& widget) {
  return {{widget.metric}, widget.metric, "", {}};
}

void check_kind(WidgetMembers& members, const model::MetricWidget& widget) {
  members.need(!widget.metric.empty(), "metric");
  members.metric(widget.metric, members.pointer_of("metric"));
}

}  // namespace tollgate::lint
