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
  if (!id.empty()) check_id(findings_, kMetric, id, app_.metrics, pointer);
}

void WidgetMembers::workflow(const std::string& id, const std::string& pointer) {
  if (!id.empty()) check_id(findings_, kWorkflow, id, app_.workflows, pointer);
}

void WidgetMembers::twice(const std::string& id, const std::string& pointer) {
  findings_.error("duplicate_id", "标识 " + id + " 用了两次", "the id " + id + " is used twice",
                  pointer);
}

void WidgetMembers::without_groups(bool fits, const std::string& pointer) {
  if (fits) return;
  findings_.error("member_of_other_type", "没有下钻的分组方式时，“涉及谁”没有意义",
                  "concerned means nothing without a drill-down that groups", pointer);
}

void WidgetMembers::drill(const model::Drill& drill, const std::string& metric,
                          const std::string& pointer) {
  const model::Metric* found = app_.find_metric(metric);
  if (found != nullptr && found->aggregate == model::Aggregate::kRatio) {
    found = app_.find_metric(found->numerator);
  }
  check_drill(app_, findings_, drill, found == nullptr ? std::string() : found->entity,
              pointer_child(pointer, "drill"));
}

std::string WidgetMembers::pointer_of(const char* member) const {
  return pointer_child(widget_.pointer, member);
}

}  // namespace tollgate::lint
