#include "tollgate/base/json_pointer.h"
#include "widgets/widgets.h"

namespace tollgate::lint {

WidgetParts kind_parts(const model::TableWidget& widget) {
  return {widget.metrics, "", "", widget.group_by, widget.split_by};
}

void check_kind(WidgetMembers& members, const model::TableWidget& widget) {
  members.need(!widget.metrics.empty(), "metrics");
  members.need(widget.group_by.has_value(), "group_by");
  for (size_t i = 0; i < widget.metrics.size(); ++i) {
    members.metric(widget.metrics[i], pointer_child(members.pointer_of("metrics"), i));
  }
}

}  // namespace tollgate::lint
