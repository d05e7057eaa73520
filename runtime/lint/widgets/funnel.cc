#include "widgets/widgets.h"

namespace tollgate::lint {

WidgetParts kind_parts(const model::FunnelWidget& widget) { return {{}, "", widget.workflow, {}}; }

void check_kind(WidgetMembers& members, const model::FunnelWidget& widget) {
  members.need(!widget.workflow.empty(), "workflow");
  members.workflow(widget.workflow, members.pointer_of("workflow"));
}

}  // namespace tollgate::lint
