// What groups are made by: a field chosen by its label, or a formula; of dates the periods that
// they lie in.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/metric_sentence.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr const char* kGroupFormula = "=";  // no field has this path

bool is_moment_of(const ConditionField& field) {
  return field.kind == ValueKind::kDate || field.kind == ValueKind::kDateTime;
}

// The metric whose records are grouped: of the widget around the member, or a quick filter's first.
std::string grouped_metric(const DesignSession& session, const std::string& pointer) {
  for (std::string at(pointer_parent(pointer)); !at.empty(); at = std::string(pointer_parent(at))) {
    const Json* thing = session.at(at);
    if (thing == nullptr || !thing->is_object()) continue;
    std::string id = text_member(*thing, "metric");
    const auto metrics = thing->find("metrics");
    if (id.empty() && metrics != thing->end() && metrics->is_array() && !metrics->empty() &&
        metrics->front().is_string()) {
      id = metrics->front().get<std::string>();
    }
    if (!id.empty()) return pointer_by_id(session.json(), "metrics", id);
  }
  return {};
}

void unit_chooser(DesignSession& session, const std::string& pointer, const Json& formula,
                  const std::string& unit, bool needed) {
  Ui& ui = session.ui;
  std::vector<Choice> choices;
  for (const std::string& one : values_of("time_grouping", "by")) {
    choices.push_back({one, value_words("by", one).in(ui.language()), Icon::kNone});
  }
  const std::string spoken = ui.tr("按时间分组", "Group by time");
  caption(ui, spoken);
  const std::string problem = session.problem_at(pointer_child(pointer, "by"));
  const ComboSpec spec{.name = spoken,
                       .empty_label = ui.tr("（按值分组）", "(by value)"),
                       .problem = problem,
                       .clearable = !needed};
  if (auto picked = combo(ui, (pointer + "#by").c_str(), unit, choices, spec)) {
    if (picked->empty()) {
      session.run(SetProperty{pointer, formula, false});
    } else {
      session.run(SetProperty{pointer, {{"value", formula}, {"by", *picked}}, false});
    }
  }
  gap(ui, 8);
}

}  // namespace

void grouping_editor(DesignSession& session, const std::string& pointer, const Property& property,
                     std::string_view name) {
  Ui& ui = session.ui;
  const Json* value = session.at(pointer);
  // A line runs over time and nothing else.
  const bool only_time = property.kind == PropertyKind::kObject;
  // A quick filter's groups are things, and no periods.
  const bool never_time = property.kind == PropertyKind::kExpression;
  const bool in_time = only_time || (value != nullptr && value->is_object());
  const std::string place = in_time ? pointer_child(pointer, "value") : pointer;
  const Json* held = session.at(place);
  const std::string path =
      held != nullptr && held->is_string() ? held->get<std::string>() : std::string();
  const std::string metric = grouped_metric(session, pointer);
  std::vector<ConditionField> fields;
  if (!metric.empty()) fields = grouping_fields(session.json(), metric, session.locale());
  if (only_time)
    std::erase_if(fields, [](const ConditionField& field) { return !is_moment_of(field); });
  const auto known = std::find_if(fields.begin(), fields.end(),
                                  [&](const ConditionField& field) { return field.path == path; });
  const std::string asked = "formula:" + path_of_ids(session.json(), pointer);
  const bool formula = fields.empty() || (known == fields.end() && !path.empty()) ||
                       session.open_groups.contains(asked);
  if (!fields.empty()) {
    std::vector<Choice> choices;
    for (const ConditionField& field : fields) {
      choices.push_back({field.path, field.label,
                         field.type.empty() ? Icon::kNone : icon_of_field_type(field.type)});
    }
    choices.push_back({kGroupFormula, ui.tr("按公式…", "A formula…"), Icon::kNone});
    caption(ui, name, property.required);
    if (!formula && (session.takes_focus(place) || session.takes_focus(pointer))) {
      ImGui::PushID((pointer + "#field").c_str());
      ui.request_focus(ImGui::GetID("box"));
      ImGui::PopID();
    }
    const std::string problem = formula ? std::string() : session.problem_at(place);
    const auto picked =
        combo(ui, (pointer + "#field").c_str(), formula ? kGroupFormula : path, choices,
              {.name = name,
               .empty_label = ui.tr("（不分组）", "(no groups)"),
               .problem = problem,
               .clearable = !property.required});
    gap(ui, 8);
    if (picked) {
      session.open_groups.erase(asked);
      if (*picked == kGroupFormula) {
        session.open_groups.insert(asked);
        session.focus_on(place);
      } else if (picked->empty()) {
        session.run(UnsetProperty{pointer});
        return;
      } else if (only_time && value == nullptr) {
        session.run(SetProperty{pointer, {{"value", *picked}, {"by", "week"}}, false});
      } else {
        session.run(SetProperty{place, *picked, false});
      }
    }
  }
  if (formula) {
    expression_editor(
        session, place, fields.empty() ? name : ui.tr("分组公式", "Formula of the groups"),
        property.required || in_time, ui.tr("例如：客户的城市", "e.g. Customer.City"));
  }
  if (value == nullptr || never_time) return;
  const bool moment = known != fields.end() &&
                      (known->kind == ValueKind::kDate || known->kind == ValueKind::kDateTime);
  if (!formula && !moment && !in_time) return;
  const Json* now = session.at(place);
  const std::string unit =
      in_time && value->is_object() ? text_member(*value, "by") : std::string();
  unit_chooser(session, pointer, now != nullptr ? *now : Json(""), unit, only_time);
}

}  // namespace tollgate::designer
