// The right panel: everything about what is selected.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "help_scope.h"
#include "names.h"
#include "panels.h"
#include "part_editors.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

// The objects around the selected one, to climb back.
void breadcrumb(DesignSession& session, const std::string& pointer) {
  Ui& ui = session.ui;
  std::vector<std::string> around;
  for (std::string at(pointer_parent(pointer)); !at.empty(); at = std::string(pointer_parent(at))) {
    const Json* value = session.at(at);
    if (value != nullptr && value->is_object() && !definition_at(session.json(), at).empty()) {
      around.push_back(at);
    }
  }
  if (around.empty()) return;
  SemanticGroup group(ui, "path", Role::kGroup, ui.tr("所在位置", "Path"));
  ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  const float height = ui.px(22);
  for (auto it = around.rbegin(); it != around.rend(); ++it) {
    if (it != around.rbegin()) {
      if (right - at.x < ui.px(40)) break;
      draw_icon(ui, Icon::kChevronRight, at + ImVec2(0, ui.px(5)), ui.px(12), theme::kTextFaint);
      at.x += ui.px(14);
    }
    const std::string name = thing_name(session.json(), *it, ui.language());
    const TextStyle style{.size = theme::kSmallText, .colour = theme::kTextSoft};
    const float width = std::min(text_width(ui, name, style) + ui.px(8), right - at.x);
    const Item item =
        add_item_at(ui, it->c_str(), at, {width, height}, {.role = Role::kButton, .name = name});
    if (item.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kHover, ui.px(4));
    }
    draw_text_centred(ui, item.min + ImVec2(ui.px(4), 0), height, name, style, width - ui.px(6));
    draw_focus_ring(ui, item, 4);
    if (item.pressed) session.document.select(*it);
    at.x += width;
  }
  ImGui::Dummy({1, height});
  gap(ui, 2);
}

void title(DesignSession& session, Icon icon, const std::string& kind, const std::string& name) {
  Ui& ui = session.ui;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float box = ui.px(32);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(start, start + ImVec2(box, box), theme::kAccentSoft, ui.px(theme::kRadius));
  draw_icon(ui, icon, start + ImVec2(ui.px(8), ui.px(8)), ui.px(16), theme::kAccent);
  const float left = box + ui.px(10);
  const float room = ImGui::GetContentRegionAvail().x - left;
  ImGui::SetCursorScreenPos({start.x + left, start.y - ui.px(4)});
  ImGui::BeginGroup();
  draw_text_centred(ui, ImGui::GetCursorScreenPos(), ui.px(18), kind,
                    {.size = 12, .colour = theme::kTextFaint}, room);
  ImGui::Dummy({room, ui.px(17)});
  heading(ui, "title", name, 2, {.size = 15.5f, .face = Face::kSemibold});
  ImGui::EndGroup();
  gap(ui, 12);
}

// A part of the panel that folds.
bool group_header(DesignSession& session, const char* key, std::string_view name,
                  bool open_at_first, bool focus_inside) {
  Ui& ui = session.ui;
  const std::string state = std::string(open_at_first ? "closed:" : "open:") + key;
  // Whoever is led to a part of the group finds it open.
  if (focus_inside) {
    if (open_at_first) session.open_groups.erase(state);
    if (!open_at_first) session.open_groups.insert(state);
  }
  const bool flipped = session.open_groups.contains(state);
  const bool open = open_at_first != flipped;
  divider(ui);
  gap(ui, 4);
  const Item item = add_item(
      ui, key, {ImGui::GetContentRegionAvail().x, ui.px(32)},
      {.role = Role::kButton, .name = name, .states = kExpandable | (open ? kExpanded : 0u)});
  if (item.pressed) {
    if (flipped) {
      session.open_groups.erase(state);
    } else {
      session.open_groups.insert(state);
    }
  }
  if (item.visible) {
    draw_text_centred(ui, item.min, item.height(), name,
                      {.size = 13,
                       .face = Face::kSemibold,
                       .colour = item.hovered ? theme::kText : theme::kTextSoft});
    draw_icon(ui, open ? Icon::kChevronDown : Icon::kChevronRight,
              {item.max.x - ui.px(16), item.min.y + ui.px(9)}, ui.px(14), theme::kTextFaint);
    draw_focus_ring(ui, item);
  }
  gap(ui, 4);
  return open;
}

void type_editor(DesignSession& session, const std::string& field) {
  Ui& ui = session.ui;
  std::vector<Choice> choices;
  for (const Property& property : properties_at(session.json(), field)) {
    if (property.name != "type") continue;
    for (const std::string& value : property.values) {
      choices.push_back(
          {value, value_words("type", value).in(ui.language()), icon_of_field_type(value)});
    }
  }
  const HelpScope help(session, field + "/type", "field", "type", ui.tr("类型", "Type"));
  caption(ui, ui.tr("类型", "Type"));
  const std::string problem = session.problem_at(field + "/type");
  if (auto picked = combo(ui, (field + "/type").c_str(), text_member(*session.at(field), "type"),
                          choices, {.name = ui.tr("类型", "Type"), .problem = problem})) {
    const std::string selected = session.document.selection();
    session.run(ChangeType{field, *std::move(picked)});
    session.document.select(selected);
  }
  gap(ui, 8);
}

// Members of a field that fold away together.
struct FieldGroup {
  const char* key;
  const char* zh;
  const char* en;
  bool open_at_first;
  std::vector<std::string_view> members;
};

const std::vector<FieldGroup> kFieldGroups = {
    {"texts", "说明与提示", "Help and hints", true, {"help", "placeholder"}},
    {"values",
     "默认值与计算",
     "Default and computed values",
     false,
     {"default", "computed", "read_only"}},
    {"checks",
     "校验与限制",
     "Validation and limits",
     false,
     {"minimum", "maximum", "past", "min_length", "max_length", "pattern", "min_items", "max_items",
      "max_size_bytes", "min_side_px", "max_accuracy_m", "validations"}}};
const std::vector<std::string_view> kMoreMembers = {"id", "speech", "keep_when_hidden",
                                                    "settled_by", "core"};

bool wants_focus_in(const DesignSession& session, const std::string& field,
                    const std::vector<std::string_view>& members) {
  return std::any_of(members.begin(), members.end(), [&](std::string_view member) {
    return session.wants_focus_below(pointer_child(field, member));
  });
}

void field_members(DesignSession& session, const std::string& field,
                   const std::vector<std::string_view>& names) {
  const std::string type = text_member(*session.at(field), "type");
  const Json& json = *session.at(field);
  const auto multiple = json.find("multiple");
  const bool one_only = model::allows(type, "multiple") &&
                        (multiple == json.end() || !model::says_something(*multiple));
  for (const Property& property : properties_at(session.json(), field)) {
    const std::optional<model::FieldMember> member = model::field_member_of(property.name);
    if (one_only && member && model::kMembersOfSeveral.has(*member)) continue;
    for (std::string_view name : names) {
      if (name == property.name && model::allows(type, name)) {
        property_editor(session, field, property, "field");
      }
    }
  }
}

void uses_button(DesignSession& session, const std::string& element) {
  const Json* list = session.at(pointer_parent(element));
  if (element.empty() || list == nullptr || !list->is_array()) return;
  if (button(session.ui, "uses",
             {.name = session.ui.tr("用在哪里", "Where it is used"),
              .kind = ButtonKind::kGhost,
              .fill_width = true})) {
    show_uses(session, element);
  }
}

void field_inspector(DesignSession& session, const std::string& field, const std::string& place) {
  Ui& ui = session.ui;
  const std::string type = text_member(*session.at(field), "type");
  title(session, icon_of_field_type(type), value_words("type", type).in(ui.language()),
        session.label_at(field));
  {
    const HelpScope help(session, field + "/label", "field", "label", ui.tr("名称", "Label"));
    text_editor(session, field + "/label", ui.tr("名称", "Label"), true, false);
  }
  type_editor(session, field);
  {
    const HelpScope help(session, field + "/required", "field", "required",
                         ui.tr("必填", "Required"));
    condition_editor(session, field + "/required", ui.tr("必填", "Required"),
                     ui.tr("选填", "Optional"), ui.tr("必填", "Required"), false);
  }
  {
    const HelpScope help(session, field + "/visible", "field", "visible", ui.tr("显示", "Visible"));
    condition_editor(session, field + "/visible", ui.tr("显示", "Visible"), ui.tr("隐藏", "Hidden"),
                     ui.tr("总是", "Always"), true);
  }
  if (model::allows(type, "options")) {
    const HelpScope help(session, field + "/options", "field", "options", ui.tr("选项", "Options"));
    options_editor(session, field + "/options");
  }
  field_members(session, field,
                {"entity", "filter", "fields", "unit", "currency", "decimals", "capture",
                 "watermark", "multiple", "accept"});
  gap(ui, 4);
  for (const FieldGroup& group : kFieldGroups) {
    if (group_header(session, group.key, ui.tr(group.zh, group.en), group.open_at_first,
                     wants_focus_in(session, field, group.members))) {
      field_members(session, field, group.members);
    }
  }
  if (!place.empty() && group_header(session, "place", ui.tr("在此表单中", "In this form"), false,
                                     session.wants_focus_below(place + "/"))) {
    property_list(session, place, {"field"});
  }
  if (group_header(session, "more", ui.tr("更多", "More"), false,
                   wants_focus_in(session, field, kMoreMembers))) {
    field_members(session, field, kMoreMembers);
    gap(ui, 4);
    uses_button(session, field);
    if (button(ui, "delete-field",
               {.name = ui.tr("从应用中删除字段", "Delete field from the app"),
                .icon = Icon::kTrash,
                .kind = ButtonKind::kDanger,
                .fill_width = true})) {
      remove_thing(session, DeleteField{field});
    }
  }
}

void thing_inspector(DesignSession& session, const std::string& pointer) {
  Ui& ui = session.ui;
  const std::string definition = definition_at(session.json(), pointer);
  title(session, definition_icon(definition), kind_name(session.json(), pointer, ui.language()),
        thing_name(session.json(), pointer, ui.language()));
  // Lists that the centre shows, and what only programs write.
  std::vector<std::string_view> skip = {"id"};
  if (pointer.empty()) {
    skip = {"format",  "id",         "version",       "roles",       "entities",
            "forms",   "scorecards", "workflows",     "automations", "views",
            "metrics", "dashboards", "quick_filters", "sample_data", "retired_ids"};
  } else if (definition == "form") {
    skip.push_back("sections");
  } else if (definition == "section") {
    skip.push_back("fields");
  } else if (definition == "scorecard") {
    skip.insert(skip.end(), {"criteria", "pools"});
  } else if (definition == "workflow") {
    skip.push_back("stages");
  } else if (definition == "entity") {
    skip.push_back("fields");
  } else if (definition == "dashboard") {
    skip.push_back("widgets");
  }
  // What the canvas edits.
  if (const PartEditor* editor = part_editor_of(definition)) {
    skip.insert(skip.end(), editor->members.begin(), editor->members.end());
  }
  property_list(session, pointer, skip);

  const std::string parent(pointer_parent(pointer));
  const Json* list = session.at(parent);
  if (pointer.empty() || list == nullptr || !list->is_array()) return;
  divider(ui);
  gap(ui, 10);
  uses_button(session, pointer);
  gap(ui, 4);
  const std::string name = thing_name(session.json(), pointer, ui.language());
  const std::string remove = ui.tr("删除“", "Delete '") + name + ui.tr("”", "'");
  if (button(ui, "delete-thing",
             {.name = remove,
              .icon = Icon::kTrash,
              .kind = ButtonKind::kDanger,
              .fill_width = true})) {
    delete_selected(session);
  }
}

}  // namespace

std::string edited_pointer(const DesignSession& session) {
  const std::string& selection = session.document.selection();
  const Json* value = session.at(selection);
  if (value != nullptr && value->is_object() && value->contains("field") &&
      ancestor_in(selection, "sections") != selection &&
      !ancestor_in(selection, "sections").empty()) {
    const std::string field = field_of_place(session.json(), selection);
    if (!field.empty()) return field;
  }
  return selection;
}

void inspector(DesignSession& session) {
  const std::string selection = session.document.selection();
  const Json* value = session.at(selection);
  if (value == nullptr || !value->is_object()) return;
  if (session.document.selected().size() > 1) {
    several_inspector(session);
    gap(session.ui, 40);
    if (!session.drag && !session.removal && session.ui.shortcut(Key::kEscape, 0)) {
      session.document.select(selection);
      session.focus_on(selection);
    }
    return;
  }
  ImGui::PushID(selection.c_str());
  const std::string edited = edited_pointer(session);
  breadcrumb(session, selection);
  if (edited != selection) {
    field_inspector(session, edited, selection);
  } else if (definition_at(session.json(), selection) == "field") {
    field_inspector(session, selection, "");
  } else {
    thing_inspector(session, selection);
  }
  gap(session.ui, 40);
  ImGui::PopID();
  // Escape leads back from a member to the thing on the canvas.
  if (!session.drag && !session.removal && session.ui.shortcut(Key::kEscape, 0)) {
    session.focus_on(session.document.selection());
  }
}

}  // namespace tollgate::designer
