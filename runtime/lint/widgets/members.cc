#include "ids.h"
#include "tollgate/base/json_pointer.h"
#include "widgets/widgets.h"

namespace tollgate::lint {

void WidgetMembers::need(bool present, const char* member) {
  if (present) return;
  const std::string type(model::type_of(widget_));
  findings_.error("member_needed", type + " 图表需要 " + member,
                  "a widget of type " + type + " needs " + member, widget_.pointer, {member});
}

void WidgetMembers::metric(const std::string& id, const std::string& pointer) {
  if (!id.empty()) check_id(findings_, kMetric, id, ids_of(app_.metrics), pointer);
}

void WidgetMembers::workflow(const std::string& id, const std::string& pointer) {
  if (!id.empty()) check_id(findings_, kWorkflow, id, ids_of(app_.workflows), pointer);
}

std::string WidgetMembers::pointer_of(const char* member) const {
  return pointer_child(widget_.pointer, member);
}

}  // namespace tollgate::lint
