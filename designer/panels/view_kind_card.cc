// How a view's records are shown when its page opens: one choice, and the fields that this way of
// showing goes by. Choosing a way fills in the first field that fits.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "card.h"
#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/model/field.h"
#include "view_parts.h"

namespace tollgate::designer {
namespace {

bool is_own(const ConditionField& field) { return field.path.find('.') == std::string::npos; }
bool is_day(const ConditionField& field) {
  return is_own(field) && (field.kind == ValueKind::kDate || field.kind == ValueKind::kDateTime);
}
bool is_one_option(const ConditionField& field) {
  return is_own(field) && field.kind == ValueKind::kChoice;
}
bool has_element(const ConditionField& field, std::string_view element) {
  const auto type = model::field_type_of(field.type);
  return type && model::info_of(*type).element == element;
}
bool is_picture(const ConditionField& field) {
  return is_own(field) && has_element(field, "evidence");
}
// Also of a record that is referred to: a visit stands where its customer is.
bool is_place(const ConditionField& field) { return has_element(field, "location"); }

// A member of a view that says by which field its kind goes.
struct KindMember {
  std::string_view name;
  bool (*fits)(const ConditionField&);
  std::vector<std::string_view> kinds;     // that use it
  std::vector<std::string_view> needs_it;  // that cannot do without
};

const std::vector<KindMember> kKindMembers = {
    {"date", is_day, {"calendar", "timeline", "map"}, {"calendar", "timeline"}},
    {"end", is_day, {"calendar", "timeline"}, {}},
    {"actual", is_day, {"calendar", "map"}, {}},
    {"location", is_place, {"map"}, {"map"}},
    {"picture", is_picture, {"gallery"}, {"gallery"}},
    {"colour", is_one_option, {"calendar", "timeline", "map"}, {}},
};

bool names(const std::vector<std::string_view>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::vector<Choice> fitting(const std::vector<ConditionField>& fields, const KindMember& member) {
  std::vector<Choice> choices;
  for (const ConditionField& field : fields) {
    if (!member.fits(field)) continue;
    choices.push_back({field.path, field.label, icon_of_field_type(field.type)});
  }
  return choices;
}

// The view shown as this kind, with what the kind needs where the fields have it.
Json shown_as(const Json& view, const std::string& kind,
              const std::vector<ConditionField>& fields) {
  Json next = view;
  if (kind == "table") {
    next.erase("kind");
  } else {
    next["kind"] = kind;
  }
  for (const KindMember& member : kKindMembers) {
    const std::string name(member.name);
    if (!names(member.needs_it, kind) || next.contains(name)) continue;
    const std::vector<Choice> choices = fitting(fields, member);
    if (!choices.empty()) next[name] = choices.front().id;
  }
  return next;
}

}  // namespace

void view_kind_card(DesignSession& session, const std::string& view,
                    const std::vector<ConditionField>& fields) {
  Ui& ui = session.ui;
  const Json* thing = session.at(view);
  if (thing == nullptr || !thing->is_object()) return;
  const Card card(ui, "kind-card");
  const std::string held = text_member(*thing, "kind");
  const std::string kind = held.empty() ? "table" : held;
  std::vector<Choice> kinds;
  for (const std::string& one : values_of("view", "kind")) {
    kinds.push_back({one, value_words("kind", one).in(ui.language()), Icon::kNone});
  }
  const std::string name = property_words("view", "kind").in(ui.language());
  const std::string place = pointer_child(view, "kind");
  if (session.takes_focus(place)) {
    ImGui::PushID("kind");
    ui.request_focus(ImGui::GetID("box"));
    ImGui::PopID();
  }
  caption(ui, name);
  const std::string problem = session.problem_at(place);
  if (const auto picked =
          combo(ui, "kind", kind, kinds, {.name = name, .problem = problem, .width = ui.px(240)})) {
    session.run(SetProperty{view, shown_as(*thing, *picked, fields), false});
    return;
  }
  for (const KindMember& member : kKindMembers) {
    if (!names(member.kinds, kind)) continue;
    const std::string at = pointer_child(view, member.name);
    const std::string now = text_member(*thing, std::string(member.name).c_str());
    const std::string words = property_words("view", member.name).in(ui.language());
    std::vector<Choice> choices = fitting(fields, member);
    const bool known = std::any_of(choices.begin(), choices.end(),
                                   [&](const Choice& choice) { return choice.id == now; });
    // A formula that was written by hand stays what it is.
    if (!now.empty() && !known) choices.push_back({now, now, Icon::kNone});
    const bool needed = names(member.needs_it, kind);
    gap(ui, 8);
    caption(ui, words, needed);
    const std::string key(member.name);
    if (session.takes_focus(at)) {
      ImGui::PushID(key.c_str());
      ui.request_focus(ImGui::GetID("box"));
      ImGui::PopID();
    }
    const std::string wrong = session.problem_at(at);
    const auto picked =
        combo(ui, key.c_str(), now, choices,
              {.name = words,
               .empty_label = choices.empty() ? ui.tr("（没有合适的字段）", "(no field fits)")
                                              : ui.tr("（不使用）", "(none)"),
               .problem = wrong,
               .clearable = !needed,
               .disabled = choices.empty(),
               .width = ui.px(240)});
    if (!picked) continue;
    if (picked->empty()) {
      session.run(UnsetProperty{at});
    } else {
      session.run(SetProperty{at, *picked, false});
    }
  }
}

}  // namespace tollgate::designer
