// A new widget of a dashboard that shows something at once: a metric by what its records have.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/metric_sentence.h"

namespace tollgate::designer {
namespace {

bool is_moment_field(const ConditionField& field) {
  return field.kind == ValueKind::kDate || field.kind == ValueKind::kDateTime;
}

// What tells records apart best: a choice or a reference before a text.
std::string usual_group(const std::vector<ConditionField>& fields) {
  for (const ConditionField& field : fields) {
    const bool few = field.kind == ValueKind::kChoice || field.kind == ValueKind::kPresence;
    if (few && field.path.find('.') == std::string::npos) return field.path;
  }
  for (const ConditionField& field : fields) {
    if (!is_moment_field(field)) return field.path;
  }
  return {};
}

Result<Json> group_of_widget(const Json& document, const AddWidget& command,
                             const std::string& metric) {
  const std::vector<ConditionField> fields = grouping_fields(document, metric, "en");
  if (command.type != "line") {
    const std::string group = usual_group(fields);
    return group.empty() ? Json() : Json(group);
  }
  const auto moment = std::find_if(fields.begin(), fields.end(), is_moment_field);
  if (moment == fields.end()) {
    return make_error("designer.no_date",
                      {"折线按时间画，而这个指标的记录没有日期字段",
                       "a line runs over time, and the metric's records have no date"});
  }
  return Json({{"value", moment->path}, {"by", "week"}});
}

}  // namespace

Result<Change> plan(const Json& document, const AddWidget& command) {
  if (object_at(document, command.dashboard) == nullptr) return gone(command.dashboard);
  const std::string list = pointer_child(command.dashboard, "widgets");
  const Json* widgets = array_at(document, list);
  const size_t position = widgets != nullptr ? std::min(command.position, widgets->size()) : 0;
  const bool funnel = command.type == "funnel";
  const char* source = funnel ? "/workflows" : "/metrics";
  const Json* sources = array_at(document, source);
  if (sources == nullptr || sources->empty()) {
    return make_error("designer.nothing_to_show",
                      funnel ? LocalizedText{"漏斗显示流程的各个阶段：请先建一个流程",
                                             "a funnel shows a workflow's stages: make one first"}
                             : LocalizedText{"图表显示指标：请先建一个指标",
                                             "a widget shows a metric: make one first"});
  }
  std::string shown = pointer_child(source, sources->size() - 1);
  if (!command.of.empty()) shown = pointer_by_id(document, source + 1, command.of);
  const Json* thing = object_at(document, shown);
  if (thing == nullptr) return gone(source);

  Json widget = {{"id", fresh_id("widget", taken_ids(document, list))},
                 {"type", command.type},
                 {"label", thing->value("label", Json::object())}};
  const std::string id = text_member(*thing, "id");
  if (funnel) {
    widget["workflow"] = id;
  } else if (command.type == "table") {
    widget["metrics"] = {id};
    widget["width"] = "full";
  } else if (command.type == "checks") {
    widget["checks"] = Json::array(
        {Json({{"id", "check"}, {"label", widget["label"]}, {"metrics", Json::array({id})}})});
    widget["width"] = "full";
  } else {
    widget["metric"] = id;
  }
  if (command.type == "metric") widget["width"] = "quarter";
  if (command.type == "coverage") widget["width"] = "full";
  if (!funnel && command.type != "metric" && command.type != "checks") {
    Result<Json> group =
        command.group_by.is_null() ? group_of_widget(document, command, shown) : command.group_by;
    if (!group) return std::move(group).error();
    if (!group->is_null()) widget["group_by"] = *std::move(group);
  }
  Change change;
  change.title = {"添加图表", "Add widget"};
  if (widgets == nullptr) change.edits.push_back({EditKind::kSet, list, Json::array()});
  const std::string place = pointer_child(list, position);
  change.edits.push_back({EditKind::kInsert, place, std::move(widget)});
  change.select = place;
  return change;
}

}  // namespace tollgate::designer
