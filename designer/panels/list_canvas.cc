// Everything that is not a form: the thing's lists as cards, with what is inside them. A workflow
// shows its stages with their gates, a scorecard its criteria with their points.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kListWidth = 720;

// What a row says below its name: the rule, in its own words.
std::string summary(const Bench& bench, const Json& element, const std::string& definition) {
  for (const char* name : {"met", "test", "when", "value", "filter", "computed", "title"}) {
    const std::string text = text_member(element, name);
    if (!text.empty()) return text;
  }
  if (definition == "threshold" || definition == "pool") {
    for (const char* name : {"below", "at_least"}) {
      const auto bound = element.find(name);
      if (bound != element.end() && bound->is_number()) {
        return property_words("", name).in(bench.ui.language()) + " " + number_text(*bound);
      }
    }
  }
  if (definition == "field") return text_member(element, "id");
  return {};
}

// The short mark at a row's right end.
std::string mark(const Bench& bench, const Json& element, const std::string& definition) {
  const Ui& ui = bench.ui;
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

std::string row_name(const Bench& bench, const Json& element, const std::string& definition) {
  std::string name = bench.label(element);
  if (!name.empty()) return name;
  if (definition == "transition") {
    return text_member(element, "from") + " → " + text_member(element, "to");
  }
  for (const char* member : {"field", "target", "level", "type", "value"}) {
    name = text_member(element, member);
    if (!name.empty()) {
      return member == std::string_view("level") || member == std::string_view("type")
                 ? value_words(member, name).in(bench.ui.language())
                 : name;
    }
  }
  return property_words("", definition).in(bench.ui.language());
}

struct Lists {
  Bench& bench;
  std::string select;
  std::optional<std::string> add_to;
  bool move_up = false, move_down = false, remove = false;
  std::string acted_on;

  void element_row(const std::string& pointer, int level) {
    Ui& ui = bench.ui;
    const Json& element = *bench.at(pointer);
    const std::string definition = definition_at(bench.json(), pointer);
    const std::string name = row_name(bench, element, definition);
    const std::string below = summary(bench, element, definition);
    const std::string right = mark(bench, element, definition);
    const bool selected = bench.document.selection() == pointer;
    const bool wrong = bench.has_problem_below(pointer);
    std::string description = right;
    if (!below.empty()) description += (description.empty() ? "" : ", ") + below;
    if (wrong) description += ui.tr("，有问题", ", has a problem");

    const float indent = ui.px(22) * static_cast<float>(level - 1);
    ImVec2 at = ImGui::GetCursorScreenPos() + ImVec2(indent, 0);
    const float width = ImGui::GetContentRegionAvail().x - indent;
    const float height = ui.px(below.empty() ? 38 : 54);
    const Item item = add_item_at(ui, pointer.c_str(), at, {width, height},
                                  {.role = Role::kTreeItem,
                                   .name = name,
                                   .description = description,
                                   .states = kSelectable | (selected ? kSelected : 0u),
                                   .level = level});
    ImGui::Dummy({width, height + ui.px(4)});
    if (bench.takes_focus(pointer)) ui.request_focus(item.id);
    if (item.pressed || (ui.gained_focus(item.id) && ui.focus_ring(item.id))) select = pointer;
    if (item.focused) {
      const bool up = ui.key(item.id, Key::kUp, kAlt);
      const bool down = ui.key(item.id, Key::kDown, kAlt);
      const bool gone = ui.key(item.id, Key::kDelete);
      if (up || down || gone) {
        move_up = up;
        move_down = down;
        remove = gone;
        acted_on = pointer;
      }
    }
    if (!item.visible) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    list->AddRectFilled(item.min, item.max, selected ? theme::kAccentSoft : theme::kSurface,
                        radius);
    const ImU32 border = selected       ? theme::kAccent
                         : wrong        ? theme::kDangerLine
                         : item.hovered ? theme::kAccentLine
                                        : theme::kBorder;
    list->AddRect(item.min, item.max, border, radius, 0, ui.px(1));
    const Icon icon = definition == "field" ? icon_of_field_type(text_member(element, "type"))
                                            : definition_icon(definition);
    if (definition == "stage") {
      // Stages are counted: their order is the way a record goes.
      const std::string number = std::to_string(last_index(pointer) + 1);
      const ImVec2 centre = at + ImVec2(ui.px(19), ui.px(19));
      list->AddCircleFilled(centre, ui.px(11), selected ? theme::kAccent : theme::kAccentSoft);
      const TextStyle style{.size = 12,
                            .face = Face::kSemibold,
                            .colour = selected ? theme::kOnAccent : theme::kAccent};
      draw_text_centred(ui, {centre.x - text_width(ui, number, style) / 2, at.y}, ui.px(38), number,
                        style);
    } else {
      draw_icon(ui, icon, at + ImVec2(ui.px(11), ui.px(11)), ui.px(16),
                selected ? theme::kAccent : theme::kTextSoft);
    }
    const TextStyle small{.size = theme::kSmallText, .colour = theme::kTextSoft};
    float room = width - ui.px(48);
    if (!right.empty()) {
      const float text = text_width(ui, right, small);
      draw_text_centred(ui, {item.max.x - text - ui.px(12), at.y}, ui.px(38), right, small);
      room -= text + ui.px(12);
    }
    const bool strong = level == 1;
    draw_text_centred(ui, at + ImVec2(ui.px(36), 0), ui.px(38), name,
                      {.size = 14, .face = strong ? Face::kSemibold : Face::kRegular}, room);
    if (!below.empty()) {
      draw_text_centred(ui, at + ImVec2(ui.px(36), ui.px(29)), ui.px(18), below,
                        {.size = 12, .face = Face::kMono, .colour = theme::kTextFaint},
                        width - ui.px(48));
    }
    draw_focus_ring(ui, item);
  }

  void add_row(const std::string& list_pointer, std::string_view name, int level) {
    Ui& ui = bench.ui;
    const float indent = ui.px(22) * static_cast<float>(level - 1);
    if (indent > 0) {
      ImGui::Dummy({indent - ui.px(4), 1});
      same_line(ui, 4);
    }
    const std::string add = ui.tr("添加", "Add") + (" " + std::string(name));
    if (button(ui, (list_pointer + "#add").c_str(),
               {.name = add,
                .description = bench.label_at(pointer_parent(list_pointer)),
                .icon = Icon::kPlus,
                .kind = ButtonKind::kGhost,
                .small = true})) {
      add_to = list_pointer;
    }
    gap(ui, 4);
  }

  // The elements, and the lists that are worth seeing inside them.
  void list(const std::string& pointer, std::string_view name, int level) {
    const Json* elements = bench.at(pointer);
    const size_t count = elements != nullptr && elements->is_array() ? elements->size() : 0;
    for (size_t i = 0; i < count; ++i) {
      const std::string element = pointer_child(pointer, i);
      if (!bench.at(element)->is_object()) continue;
      element_row(element, level);
      const std::string definition = definition_at(bench.json(), element);
      if (definition == "stage") {
        list(element + "/requires", words_of_element("requirement"), level + 1);
      }
    }
    add_row(pointer, name, level);
    gap(bench.ui, level == 1 ? 6 : 8);
  }

  std::string words_of_element(std::string_view definition) const {
    const Ui& ui = bench.ui;
    if (definition == "requirement") return ui.tr("放行条件", "requirement");
    if (definition == "stage") return ui.tr("阶段", "stage");
    if (definition == "criterion") return ui.tr("评分项", "criterion");
    if (definition == "pool") return ui.tr("复盘池", "pool");
    if (definition == "field") return ui.tr("字段", "field");
    if (definition == "widget") return ui.tr("图表", "widget");
    if (definition == "threshold") return ui.tr("阈值", "threshold");
    if (definition == "transition") return ui.tr("流转", "move");
    if (definition == "menu_item") return ui.tr("菜单项", "menu entry");
    if (definition.starts_with("effect")) return ui.tr("动作", "effect");
    return ui.tr("一项", "entry");
  }
};

// The largest lists of each kind of thing; other lists are edited in the inspector.
bool is_shown(std::string_view definition, std::string_view property) {
  if (definition == "app") return property == "entities" || property == "forms";
  return true;
}

}  // namespace

void list_canvas(Bench& bench) {
  Ui& ui = bench.ui;
  const std::string view = bench.view();
  const Json* thing = bench.at(view);
  if (thing == nullptr || !thing->is_object()) return;
  const float available = ImGui::GetContentRegionAvail().x;
  const float width = std::floor(std::min(available, ui.px(kListWidth)));
  ImGui::Indent(std::max(1.0f, std::floor((available - width) / 2)));
  ImGui::PushItemWidth(width);
  ImGui::BeginChild("column", {width, 0}, ImGuiChildFlags_AutoResizeY,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                        ImGuiWindowFlags_NoBackground);

  const std::string definition = definition_at(bench.json(), view);
  const Item head = add_item(ui, "head", {width, ui.px(50)},
                             {.role = Role::kButton,
                              .name = bench.label(*thing),
                              .description = ui.tr("设置", "Settings")});
  if (head.visible) {
    const bool selected = bench.document.selection() == view;
    if (head.hovered || selected) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          head.min, head.max, selected ? theme::kAccentSoft : theme::kPressed, ui.px(8));
    }
    draw_icon(ui, definition_icon(definition), head.min + ImVec2(ui.px(12), ui.px(17)), ui.px(16),
              theme::kAccent);
    draw_text_centred(ui, head.min + ImVec2(ui.px(38), 0), head.height(), bench.label(*thing),
                      {.size = theme::kHeadlineText, .face = Face::kSemibold}, width - ui.px(50));
    draw_focus_ring(ui, head);
  }
  if (head.pressed) bench.document.select(view);
  gap(ui, 12);

  Lists lists{.bench = bench};
  const std::vector<Property> properties = properties_at(bench.json(), view);
  bool any = false;
  for (const Property& property : properties) {
    if (property.kind != PropertyKind::kObjectList || !is_shown(definition, property.name))
      continue;
    any = true;
    const std::string pointer = pointer_child(view, property.name);
    const std::string name = property_words(definition, property.name).in(ui.language());
    ImGui::PushID(property.name.c_str());
    std::string shown = name;
    if (property.name == "criteria") {
      Json total = 0;
      double points = 0;
      if (const Json* criteria = bench.at(pointer); criteria != nullptr && criteria->is_array()) {
        for (const Json& criterion : *criteria) {
          const auto found = criterion.find("points");
          if (found != criterion.end() && found->is_number()) points += found->get<double>();
        }
      }
      total = points == static_cast<double>(static_cast<int64_t>(points))
                  ? Json(static_cast<int64_t>(points))
                  : Json(points);
      shown += ui.tr("（满分 ", " (possible: ") + number_text(total) + ui.tr("）", ")");
    }
    heading(ui, "heading", shown, 3, {.size = 15, .face = Face::kSemibold});
    gap(ui, 6);
    {
      SemanticGroup tree(ui, "tree", Role::kTree, name, kVertical);
      const std::string element =
          lists.words_of_element(definition_at(bench.json(), pointer_child(pointer, size_t{0})));
      lists.list(pointer, element, 1);
    }
    ImGui::PopID();
    gap(ui, 10);
  }
  if (!any) {
    notice(ui, "hint", ui.tr("在右侧编辑它的属性。", "Edit its properties at the right."), false);
  }
  gap(ui, 48);
  ImGui::EndChild();
  ImGui::PopItemWidth();
  ImGui::Unindent(std::max(1.0f, std::floor((available - width) / 2)));

  if (lists.add_to) {
    const Json* stages = bench.at(*lists.add_to);
    const bool stage = definition == "workflow" && *lists.add_to == view + "/stages";
    const bool added = stage ? bench.run(AddStage{view, stages != nullptr ? stages->size() : 0})
                             : bench.run(AddItem{*lists.add_to});
    if (added) bench.focus_on(bench.document.selection() + "/label");
  } else if (!lists.acted_on.empty()) {
    bench.document.select(lists.acted_on);
    if (lists.remove) {
      delete_selected(bench);
    } else {
      move_selected(bench, lists.move_up);
    }
    bench.focus_on(bench.document.selection());
  } else if (!lists.select.empty()) {
    bench.document.select(lists.select);
  }
}

}  // namespace tollgate::designer
