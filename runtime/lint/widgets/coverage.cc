#include "ids.h"
#include "tollgate/base/json_pointer.h"
#include "widgets/widgets.h"

namespace tollgate::lint {

WidgetParts kind_parts(const model::CoverageWidget& widget) {
  WidgetParts parts{{widget.metric}, widget.metric, "", widget.group_by};
  if (widget.dispatch) parts.metrics.push_back(widget.dispatch->records);
  return parts;
}

void check_kind(WidgetMembers& members, const model::CoverageWidget& widget) {
  members.need(!widget.metric.empty(), "metric");
  members.need(widget.group_by.has_value(), "group_by");
  members.metric(widget.metric, members.pointer_of("metric"));
  if (widget.dispatch) members.dispatch(*widget.dispatch);
}

void WidgetMembers::dispatch(const model::Dispatch& dispatch) {
  metric(dispatch.records, pointer_child(dispatch.pointer, "records"));
  metric(dispatch.experience, pointer_child(dispatch.pointer, "experience"));
  metric(dispatch.load, pointer_child(dispatch.pointer, "load"));
  const std::string pointer = pointer_child(dispatch.pointer, "field");
  const model::Metric* records = app_.find_metric(dispatch.records);
  if (records == nullptr) return;
  if (records->aggregate != model::Aggregate::kCount) {
    findings_.error("dispatch_not_a_count",
                    "派单所看的指标" + quoted(*records).zh + "应是计数，数的是没有覆盖到的记录",
                    "the metric " + quoted(*records).en +
                        " of a dispatch should count: the records that are not covered",
                    pointer_child(dispatch.pointer, "records"));
  }
  const model::Field* field =
      check_field(findings_, app_, records->entity, dispatch.field, pointer);
  if (field == nullptr) return;
  const bool names_people = app_.users && model::is_reference(field->type) &&
                            field->entity == app_.users->entity && !field->computed;
  if (names_people) return;
  findings_.error(
      "dispatch_field", "派单要填的字段" + quoted(*field).zh + "应是引用人员的字段",
      "the field " + quoted(*field).en + " that a dispatch sets should be a reference to a person",
      pointer);
}

}  // namespace tollgate::lint
