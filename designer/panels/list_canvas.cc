// Everything that is not a form: the thing's lists as cards, with what is inside them. A workflow
// shows its stages with their gates, an entity its fields.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "drop.h"
#include "entity_picture.h"
#include "item_actions.h"
#include "names.h"
#include "panels.h"
#include "part_editors.h"
#include "part_selection.h"
#include "tollgate/base/json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kListWidth = 720;
constexpr float kLevelIndent = 22;
constexpr float kRowLine = 38;  // the first line of a row, with its name
constexpr float kRowGap = 4;

// What a row says below its name: the rule, in its own words.
std::string summary(const DesignSession& session, const Json& element,
                    const std::string& definition) {
  for (const char* name : {"met", "test", "when", "value", "filter", "computed", "title"}) {
    const std::string text = text_member(element, name);
    if (!text.empty()) return text;
  }
  if (definition == "threshold" || definition == "pool") {
    for (const char* name : {"below", "at_least"}) {
      const auto bound = element.find(name);
      if (bound != element.end() && bound->is_number()) {
        return property_words("", name).in(session.ui.language()) + " " + number_text(*bound);
      }
    }
  }
  if (definition == "field") return text_member(element, "id");
  return {};
}

// The short mark at a row's right end.
std::string mark(const DesignSession& session, const Json& element, const std::string& definition) {
  const Ui& ui = session.ui;
  if (definition == "criterion" || definition == "option") {
    const auto points = element.find("points");
    if (points != element.end() && points->is_number()) {
      return number_text(*points) + ui.tr(" 分", " points");
    }
  }
  if (definition == "field" || definition == "widget") {
    return value_words("type", text_member(element, "type")).in(ui.language());
  }
  if (definition == "threshold") {
    return value_words("level", text_member(element, "level")).in(ui.language());
  }
  if (definition == "stage" && !text_member(element, "kind").empty()) {
    return value_words("kind", text_member(element, "kind")).in(ui.language());
  }
  if (definition == "validation" && text_member(element, "severity") == "warning") {
    return value_words("severity", "warning").in(ui.language());
  }
  return {};
}

// What one row shows.
struct ListRow {
  std::string pointer, definition, name, below, right;
  int level = 1;
  bool selected = false, wrong = false;
};

struct Lists {
  DesignSession& session;
  Drop drop = {};
  PartSelection chosen = {};
  std::optional<std::string> add_to = {};
  ItemAction action = ItemAction::kNone;  // by a key
  std::string action_on = {};
  ItemAction tool = ItemAction::kNone;  // by the selected row's tools

  ListRow describe(const std::string& pointer, int level) const {
    const Json& element = *session.at(pointer);
    ListRow row;
    row.pointer = pointer;
    row.definition = definition_at(session.json(), pointer);
    row.name = thing_name(session.json(), pointer, session.ui.language());
    row.below = summary(session, element, row.definition);
    row.right = mark(session, element, row.definition);
    row.level = level;
    row.selected = session.document.is_selected(pointer);
    row.wrong = session.has_problem_below(pointer);
    return row;
  }

  void element_row(const ListRow& row) {
    Ui& ui = session.ui;
    std::string description = row.right;
    if (!row.below.empty()) description += (description.empty() ? "" : ", ") + row.below;
    if (row.wrong) description += ui.tr("，有问题", ", has a problem");
    const float indent = ui.px(kLevelIndent) * static_cast<float>(row.level - 1);
    const ImVec2 at = ImGui::GetCursorScreenPos() + ImVec2(indent, 0);
    const ImVec2 size(ImGui::GetContentRegionAvail().x - indent,
                      ui.px(row.below.empty() ? kRowLine : kRowLine + 16));
    const Item item = add_item_at(ui, row.pointer.c_str(), at, size,
                                  {.role = Role::kTreeItem,
                                   .name = row.name,
                                   .description = description,
                                   .states = part_states(session, row.pointer),
                                   .level = row.level,
                                   .overlap = true});
    ImGui::Dummy({size.x, size.y + ui.px(kRowGap)});
    behave(item, row);
    if (item.visible) draw_row(item, row);
  }

  void behave(const Item& item, const ListRow& row) {
    Ui& ui = session.ui;
    chosen.note(session, item, row.pointer);
    if (const ItemAction wanted = action_by_key(ui, item); wanted != ItemAction::kNone) {
      action = wanted;
      action_on = row.pointer;
    }
    drag_from(session, item,
              {Drag::Kind::kElement, row.pointer, row.name, definition_icon(row.definition)});
    // Things are moved along their own list.
    const std::string list(pointer_parent(row.pointer));
    if (item.visible && session.drag && session.drag->kind == Drag::Kind::kElement &&
        pointer_parent(session.drag->what) == list) {
      offer_around(drop, {list, last_index(row.pointer)}, item.min, item.max, ui.px(kRowGap / 2));
    }
  }

  void draw_row(const Item& item, const ListRow& row) {
    Ui& ui = session.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    list->AddRectFilled(item.min, item.max, row.selected ? theme::kAccentSoft : theme::kSurface,
                        radius);
    const ImU32 border = row.selected   ? theme::kAccent
                         : row.wrong    ? theme::kDangerLine
                         : item.hovered ? theme::kAccentLine
                                        : theme::kBorder;
    list->AddRect(item.min, item.max, border, radius, 0, ui.px(1));
    draw_symbol(item, row);
    const float line = ui.px(kRowLine);
    const TextStyle small{.size = theme::kSmallText, .colour = theme::kTextSoft};
    float room = item.width() - ui.px(48);
    // The selected row's tools stand where its mark would.
    if (row.selected) {
      room -= tools_width(ui, false);
    } else if (!row.right.empty()) {
      const float text = text_width(ui, row.right, small);
      draw_text_centred(ui, {item.max.x - text - ui.px(12), item.min.y}, line, row.right, small);
      room -= text + ui.px(12);
    }
    const TextStyle style{.size = 14, .face = row.level == 1 ? Face::kSemibold : Face::kRegular};
    draw_text_centred(ui, item.min + ImVec2(ui.px(36), 0), line, row.name, style, room);
    if (!row.below.empty()) {
      draw_text_centred(ui, item.min + ImVec2(ui.px(36), ui.px(29)), ui.px(18), row.below,
                        {.size = 12, .face = Face::kMono, .colour = theme::kTextFaint},
                        row.selected ? room : item.width() - ui.px(48));
    }
    if (is_carried(session, row.pointer)) veil(ui, item, theme::kRadius);
    draw_focus_ring(ui, item);
  }

  void draw_symbol(const Item& item, const ListRow& row) {
    const Ui& ui = session.ui;
    if (row.definition != "stage") {
      const Icon icon = row.definition == "field"
                            ? icon_of_field_type(text_member(*session.at(row.pointer), "type"))
                            : definition_icon(row.definition);
      draw_icon(ui, icon, item.min + ImVec2(ui.px(11), ui.px(11)), ui.px(16),
                row.selected ? theme::kAccent : theme::kTextSoft);
      return;
    }
    // Stages are counted: their order is the way a record goes.
    const std::string number = std::to_string(last_index(row.pointer) + 1);
    const ImVec2 centre = item.min + ImVec2(ui.px(19), ui.px(19));
    ImGui::GetWindowDrawList()->AddCircleFilled(centre, ui.px(11),
                                                row.selected ? theme::kAccent : theme::kAccentSoft);
    const TextStyle style{.size = 12,
                          .face = Face::kSemibold,
                          .colour = row.selected ? theme::kOnAccent : theme::kAccent};
    draw_text_centred(ui, {centre.x - text_width(ui, number, style) / 2, item.min.y},
                      ui.px(kRowLine), number, style);
  }

  void add_row(const std::string& list_pointer, int level) {
    Ui& ui = session.ui;
    const float indent = ui.px(kLevelIndent) * static_cast<float>(level - 1);
    if (indent > 0) {
      ImGui::Dummy({indent - ui.px(4), 1});
      same_line(ui, 4);
    }
    const std::string add = add_words(session.json(), list_pointer, ui.language());
    if (button(ui, (list_pointer + "#add").c_str(),
               {.name = add,
                .description = session.label_at(pointer_parent(list_pointer)),
                .icon = Icon::kPlus,
                .kind = ButtonKind::kGhost,
                .small = true})) {
      add_to = list_pointer;
    }
    gap(ui, 4);
  }

  // The elements, and the lists that are worth seeing inside them.
  void list(const std::string& pointer, int level) {
    const Json* elements = session.at(pointer);
    const size_t count = elements != nullptr && elements->is_array() ? elements->size() : 0;
    for (size_t i = 0; i < count; ++i) {
      const std::string element = pointer_child(pointer, i);
      if (!session.at(element)->is_object()) continue;
      const ListRow row = describe(element, level);
      element_row(row);
      if (row.definition == "stage") list(element + "/requires", level + 1);
    }
    add_row(pointer, level);
    gap(session.ui, level == 1 ? 6 : 8);
  }

  // Over the selected row, if it is in this list.
  void tools(const std::string& pointer) {
    Ui& ui = session.ui;
    const std::string& selection = session.document.selection();
    if (session.drag || !selection.starts_with(pointer + "/")) return;
    const SemanticNode* node = ui.semantics().find(ImGui::GetID(selection.c_str()));
    if (node == nullptr) return;
    const SemanticRect rect = node->rect;
    tool = item_tools(session, rect, ToolPlace::kInside, false, ui.tr("删除", "Delete"));
  }

  // What was asked for while all was drawn.
  void settle(const std::string& view) {
    if (add_to) {
      const Json* stages = session.at(*add_to);
      const bool stage = *add_to == view + "/stages";
      const bool added = stage ? session.run(AddStage{view, stages != nullptr ? stages->size() : 0})
                               : session.run(AddItem{*add_to});
      if (added) show_added(session);
    } else if (tool != ItemAction::kNone) {
      act_on_selected(session, tool, true);
    } else if (action != ItemAction::kNone) {
      if (!session.document.is_selected(action_on)) session.document.select(action_on);
      act_on_selected(session, action);
    } else {
      chosen.apply(session);
    }
  }
};

// The largest lists of each kind of thing; other lists are edited in the inspector.
bool is_shown(std::string_view definition, std::string_view property) {
  if (definition == "app") return property == "entities" || property == "forms";
  return true;
}

void object_lists(Lists& lists, const std::string& view, const std::string& definition) {
  DesignSession& session = lists.session;
  Ui& ui = session.ui;
  bool any = false;
  for (const Property& property : properties_at(session.json(), view)) {
    if (property.kind != PropertyKind::kObjectList || !is_shown(definition, property.name)) {
      continue;
    }
    any = true;
    const std::string pointer = pointer_child(view, property.name);
    const std::string name = property_words(definition, property.name).in(ui.language());
    ImGui::PushID(property.name.c_str());
    heading(ui, "heading", name, 3, {.size = 15, .face = Face::kSemibold});
    gap(ui, 6);
    {
      SemanticGroup tree(ui, "tree", Role::kTree, name, kVertical | kMultiselectable);
      lists.list(pointer, 1);
    }
    lists.tools(pointer);
    ImGui::PopID();
    gap(ui, 10);
  }
  if (!any) {
    notice(ui, "hint", ui.tr("在右侧编辑它的属性。", "Edit its properties at the right."), false);
  }
}

}  // namespace

void list_canvas(DesignSession& session) {
  Ui& ui = session.ui;
  const std::string view = session.view();
  const Json* thing = session.at(view);
  if (thing == nullptr || !thing->is_object()) return;
  const std::string definition = definition_at(session.json(), view);
  Lists lists{.session = session};
  {
    const CanvasColumn column(ui, kListWidth);
    part_head(session, view, definition);
    if (definition == "app" || definition == "entity") {
      entity_picture(session);
      gap(ui, 16);
    }
    object_lists(lists, view, definition);
    gap(ui, 48);
  }

  if (const auto target = settle_drop(session, lists.drop)) {
    drop_parts(session, target->into, target->position);
    return;
  }
  lists.settle(view);
}

}  // namespace tollgate::designer
