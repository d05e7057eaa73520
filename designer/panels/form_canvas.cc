// The form, as its fillers will see it, to be arranged: sections as cards, fields by pointer or
// keyboard to where they belong.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "drop.h"
#include "item_actions.h"
#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kFormWidth = 640;
constexpr float kInset = 12;         // of a field inside its selection frame
constexpr float kSectionInset = 12;  // of the fields inside their section
constexpr float kBetween = 4;        // fields
constexpr float kBetweenSections = 14;
constexpr float kEmptySection = 64;

// Where a field of a section lies.
struct PlacedField {
  ImVec2 at;
  float width = 0, height = 0;
};

struct Canvas {
  Bench& bench;
  Drop drop = {};
  std::string select = {};
  bool edit = false;
  ItemAction action = ItemAction::kNone;  // by a key
  std::string action_on = {};
  ItemAction tool = ItemAction::kNone;  // by the selected thing's tools

  bool carries_element() const { return bench.drag && bench.drag->kind == Drag::Kind::kElement; }
  bool carries(const std::string& pointer) const {
    return bench.drag && bench.drag->what == pointer;
  }

  // What fields and sections have in common: they are chosen, focused, moved and removed.
  void behave(const Item& item, const std::string& pointer) {
    Ui& ui = bench.ui;
    if (bench.takes_focus(pointer)) ui.request_focus(item.id);
    if (bench.takes_reveal(pointer)) show_item(item);
    if (item.pressed && !bench.drag) {
      select = pointer;
      if (!item.by_pointer) edit = true;
    }
    if (ui.gained_focus(item.id) && ui.focus_ring(item.id)) select = pointer;
    ItemAction wanted = action_by_key(ui, item);
    if (item.focused && ui.shortcut('d', kControl)) wanted = ItemAction::kCopy;
    if (wanted == ItemAction::kNone) return;
    action = wanted;
    action_on = pointer;
  }

  void field(const std::string& place, const Target& here, const PlacedField& placed) {
    Ui& ui = bench.ui;
    const Json& entry = *bench.at(place);
    const std::string field_pointer = field_of_place(bench.json(), place);
    const bool dangling = field_pointer.empty();
    const Json& field = dangling ? entry : *bench.at(field_pointer);
    const std::string type = text_member(field, "type");
    std::string name = text_in(entry, "label", bench.locale());
    if (name.empty()) name = dangling ? text_member(entry, "field") : bench.label(field);
    const bool selected = bench.document.selection() == place;
    const bool wrong =
        dangling || bench.has_problem_below(place) || bench.has_problem_below(field_pointer);
    std::string description = value_words("type", type).in(ui.language());
    if (is_always_required(field)) description += ui.tr("，必填", ", required");
    if (wrong) description += ui.tr("，有问题", ", has a problem");

    const Item item = add_item_at(ui, place.c_str(), placed.at, {placed.width, placed.height},
                                  {.role = Role::kTreeItem,
                                   .name = name,
                                   .description = description,
                                   .states = kSelectable | (selected ? kSelected : 0u),
                                   .level = 2,
                                   .overlap = true});
    behave(item, place);
    drag_from(bench, item, {Drag::Kind::kPlace, place, name, icon_of_field_type(type)});
    if (!item.visible) return;
    field_surface(item, selected);
    const ImVec2 inside = item.min + ImVec2(ui.px(kInset), ui.px(8));
    const float room = placed.width - ui.px(2 * kInset);
    if (dangling) {
      dangling_body(name, inside, room);
    } else {
      field_body(bench, field, entry, inside, room, true);
    }
    field_frame(item, selected, wrong, carries(place));
    if (bench.drag && !carries_element()) {
      offer_around(drop, here, item.min, item.max, ui.px(3));
    }
  }

  void field_surface(const Item& item, bool selected) {
    if (!selected && (!item.hovered || bench.drag)) return;
    ImGui::GetWindowDrawList()->AddRectFilled(
        item.min, item.max, selected ? theme::kSurfaceSelected : theme::kSurfaceSoft,
        bench.ui.px(theme::kRadius));
  }

  void dangling_body(const std::string& name, ImVec2 at, float room) {
    const Ui& ui = bench.ui;
    draw_text_centred(ui, at, ui.px(22), name, {.colour = theme::kDanger}, room);
    draw_text_centred(ui, at + ImVec2(0, ui.px(22)), ui.px(20),
                      ui.tr("这个字段不存在", "There is no such field"),
                      {.size = theme::kSmallText, .colour = theme::kDanger}, room);
  }

  void field_frame(const Item& item, bool selected, bool wrong, bool carried) {
    const Ui& ui = bench.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    const bool hovered = item.hovered && !bench.drag;
    if (carried) veil(ui, item, theme::kRadius);
    if (selected) {
      list->AddRect(item.min, item.max, theme::kAccent, radius, 0, ui.px(1.5f));
    } else if (wrong) {
      list->AddRect(item.min, item.max, theme::kDangerLine, radius, 0, ui.px(1));
    } else if (hovered) {
      list->AddRect(item.min, item.max, theme::kAccentLine, radius, 0, ui.px(1));
    }
    if (hovered || (selected && !bench.drag)) {
      draw_icon(ui, Icon::kGrip, {item.min.x - ui.px(1), item.min.y + item.height() / 2 - ui.px(8)},
                ui.px(14), theme::kTextFaint);
    }
    draw_focus_ring(ui, item);
  }

  // Where the fields go, and how far down they reach.
  std::vector<PlacedField> lay_out(const std::string& fields, size_t count, ImVec2 at, float width,
                                   float* bottom) const {
    const Ui& ui = bench.ui;
    const float space = ui.px(kBetween);
    const float half_width = std::floor((width - space) / 2);
    std::vector<PlacedField> placed;
    float y = at.y;
    float left_height = 0;  // of a field that has the left half of a row to itself; 0: none
    for (size_t i = 0; i < count; ++i) {
      const std::string place = pointer_child(fields, i);
      const Json& entry = *bench.at(place);
      const std::string field = field_of_place(bench.json(), place);
      const bool half = text_member(entry, "width") == "half";
      const float field_width = half ? half_width : width;
      float height = ui.px(60);
      if (!field.empty()) {
        const float room = field_width - ui.px(2 * kInset);
        height = field_body(bench, *bench.at(field), entry, {}, room, false) + ui.px(18);
      }
      if (half && left_height > 0) {
        placed.push_back({{at.x + half_width + space, y}, field_width, height});
        y += std::max(left_height, height) + space;
        left_height = 0;
        continue;
      }
      if (left_height > 0) y += std::exchange(left_height, 0.0f) + space;
      placed.push_back({{at.x, y}, field_width, height});
      if (half) {
        left_height = height;
      } else {
        y += height + space;
      }
    }
    if (left_height > 0) y += left_height + space;
    *bottom = y;
    return placed;
  }

  // Returns the section's height.
  float section(const std::string& pointer, const Target& here, ImVec2 at, float width) {
    Ui& ui = bench.ui;
    const Json& section = *bench.at(pointer);
    const float padding = ui.px(kSectionInset);
    const float inner = width - 2 * padding;
    const bool selected = bench.document.selection() == pointer;
    const Json* fields = bench.at(pointer + "/fields");
    const size_t count = fields != nullptr && fields->is_array() ? fields->size() : 0;
    const float head = ui.px(text_in(section, "help", bench.locale()).empty() ? 44 : 62);
    const ImVec2 body = at + ImVec2(padding, padding / 2 + head);

    // Heights first: the card lies below what it holds.
    float bottom = 0;
    const auto placed = lay_out(pointer + "/fields", count, body, inner, &bottom);
    if (count == 0) bottom += ui.px(kEmptySection);
    const ImVec2 end(at.x + width, bottom + padding);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, end, theme::kSurface, ui.px(10));
    list->AddRect(at, end, selected ? theme::kAccent : theme::kBorder, ui.px(10), 0,
                  ui.px(selected ? 1.5f : 1));
    section_head(pointer, section, selected, at + ImVec2(padding / 2, padding / 2),
                 {width - padding, head - ui.px(4)});
    for (size_t i = 0; i < placed.size(); ++i) {
      field(pointer_child(pointer + "/fields", i), {pointer, i}, placed[i]);
    }
    if (count == 0) empty_section(pointer, body, inner);
    if (carries(pointer)) {
      list->AddRectFilled(at, end, theme::rgb(0xFFFFFF, 170), ui.px(10));
    } else if (carries_element()) {
      offer_around(drop, here, at, end, ui.px(kBetweenSections / 2));
    }
    return end.y - at.y;
  }

  void section_head(const std::string& pointer, const Json& section, bool selected, ImVec2 at,
                    ImVec2 size) {
    Ui& ui = bench.ui;
    const std::string label = bench.label(section);
    const std::string help = text_in(section, "help", bench.locale());
    const Item item = add_item_at(ui, pointer.c_str(), at, size,
                                  {.role = Role::kTreeItem,
                                   .name = label,
                                   .description = ui.tr("分组", "Section"),
                                   .states = kSelectable | (selected ? kSelected : 0u),
                                   .level = 1,
                                   .overlap = true});
    behave(item, pointer);
    drag_from(bench, item, {Drag::Kind::kElement, pointer, label, Icon::kSection});
    if (!item.visible) return;
    const bool hovered = item.hovered && !bench.drag;
    if (hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kSurfaceSoft,
                                                ui.px(theme::kRadius));
    }
    const float left = ui.px(kSectionInset / 2 + kInset);
    float room = size.x - left - ui.px(12);
    if (selected) room -= tools_width(ui, false);
    if (is_conditional(section)) {
      const char* words = ui.tr("按条件显示", "Conditional");
      const TextStyle small{.size = 11.5f, .colour = theme::kTextSoft};
      room -= text_width(ui, words, small) + ui.px(8);
      draw_text_centred(ui, at + ImVec2(left + room + ui.px(8), 0), ui.px(40), words, small);
    }
    draw_text_centred(ui, at + ImVec2(left, 0), ui.px(40), label,
                      {.size = 15.5f, .face = Face::kSemibold}, room);
    if (!help.empty()) {
      draw_text_centred(ui, at + ImVec2(left, ui.px(34)), ui.px(18), help,
                        {.size = theme::kSmallText, .colour = theme::kTextFaint}, room);
    }
    if (hovered || selected) {
      draw_icon(ui, Icon::kGrip, {at.x, at.y + ui.px(13)}, ui.px(14), theme::kTextFaint);
    }
    draw_focus_ring(ui, item);
  }

  void empty_section(const std::string& pointer, ImVec2 from, float width) {
    Ui& ui = bench.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 to = from + ImVec2(width, ui.px(kEmptySection - kBetween));
    list->AddRectFilled(from, to, theme::kSurfaceSoft, ui.px(theme::kRadius));
    list->AddRect(from, to, theme::kBorder, ui.px(theme::kRadius), 0, ui.px(1));
    const char* words = ui.tr("把字段拖到这里，或在左侧按回车添加",
                              "Drag fields here, or press Enter on one at the left");
    const TextStyle style{.size = 13, .colour = theme::kTextFaint};
    const float text = std::min(text_width(ui, words, style), width);
    draw_text_centred(ui, from + ImVec2((width - text) / 2, 0), to.y - from.y, words, style, width);
    if (bench.drag && !carries_element()) {
      const float middle = (from.y + to.y) / 2;
      offer(drop, {pointer, 0}, {from.x, middle}, {to.x, middle});
    }
  }

  // The selected thing's tools lie above everything in the canvas.
  void tools(const std::string& form) {
    Ui& ui = bench.ui;
    const std::string selection = bench.document.selection();
    const bool section = ancestor_in(selection, "sections") == selection;
    if (bench.drag || !selection.starts_with(form + "/sections/")) return;
    const SemanticNode* node = ui.semantics().find(ImGui::GetID(selection.c_str()));
    if (node == nullptr) return;
    const char* remove =
        section ? ui.tr("删除分组", "Delete section") : ui.tr("从表单移除", "Remove from form");
    const SemanticRect rect = node->rect;
    tool = item_tools(ui, rect, section ? ToolPlace::kInside : ToolPlace::kAbove, !section, remove);
  }

  // What was asked for while all was drawn.
  void settle() {
    if (tool != ItemAction::kNone) {
      act_on_selected(bench, tool, true);
    } else if (action != ItemAction::kNone) {
      bench.document.select(action_on);
      act_on_selected(bench, action);
    } else if (!select.empty()) {
      bench.document.select(select);
      if (edit) bench.focus_on(edited_pointer(bench) + "/label");
    }
  }
};

void drop_here(Bench& bench, const Target& target) {
  const Drag drag = *std::exchange(bench.drag, std::nullopt);
  switch (drag.kind) {
    case Drag::Kind::kNewField:
      if (bench.run(AddField{target.into, target.position, drag.what})) {
        bench.say(bench.ui.tr("已添加字段：", "Field added: ") + drag.label);
        show_added(bench);
      }
      break;
    case Drag::Kind::kExistingField:
      bench.run(PlaceField{target.into, target.position, drag.what});
      break;
    case Drag::Kind::kPlace:
      bench.run(MoveField{drag.what, target.into, target.position});
      break;
    case Drag::Kind::kElement:
      if (bench.run(MoveItem{drag.what, target.position})) say_moved(bench);
      break;
  }
}

// The form's own name; a click selects the form.
void form_head(Bench& bench, const std::string& form, ImVec2 at, float width) {
  Ui& ui = bench.ui;
  const bool selected = bench.document.selection() == form;
  const std::string name = bench.label_at(form);
  const std::string entity = entity_of(bench.json(), form);
  const Item head = add_item_at(
      ui, "form", at, {width, ui.px(56)},
      {.role = Role::kButton, .name = name, .description = ui.tr("表单设置", "Form settings")});
  if (bench.takes_focus(form)) ui.request_focus(head.id);
  if (bench.takes_reveal(form)) show_item(head);
  if (head.visible) {
    if (selected || head.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          head.min, head.max, selected ? theme::kAccentSoft : theme::kPressed, ui.px(8));
    }
    draw_text_centred(ui, at + ImVec2(ui.px(12), ui.px(4)), ui.px(30), name,
                      {.size = theme::kHeadlineText, .face = Face::kSemibold}, width - ui.px(24));
    const std::string about =
        ui.tr("填写的数据对象：", "Fills: ") + (entity.empty() ? "?" : bench.label_at(entity));
    draw_text_centred(ui, at + ImVec2(ui.px(12), ui.px(32)), ui.px(18), about,
                      {.size = theme::kSmallText, .colour = theme::kTextSoft}, width - ui.px(24));
    draw_focus_ring(ui, head);
  }
  if (head.pressed) bench.document.select(form);
}

}  // namespace

void form_canvas(Bench& bench) {
  Ui& ui = bench.ui;
  const std::string form = bench.view();
  const std::string list = form + "/sections";
  const Json* sections = bench.at(list);
  const size_t count = sections != nullptr && sections->is_array() ? sections->size() : 0;
  const float available = ImGui::GetContentRegionAvail().x;
  const float width = std::floor(std::min(available, ui.px(kFormWidth)));
  ImVec2 at = ImGui::GetCursorScreenPos() + ImVec2(std::floor((available - width) / 2), 0);
  form_head(bench, form, at, width);
  at.y += ui.px(66);

  Canvas canvas{.bench = bench};
  {
    SemanticGroup tree(ui, "form-tree", Role::kTree, ui.tr("表单内容", "Form content"), kVertical);
    for (size_t s = 0; s < count; ++s) {
      at.y +=
          canvas.section(pointer_child(list, s), {list, s}, at, width) + ui.px(kBetweenSections);
    }
  }
  ImGui::SetCursorScreenPos(at);
  if (button(ui, "add-section", {.name = ui.tr("添加分组", "Add section"), .icon = Icon::kPlus}) &&
      bench.run(AddSection{form, count})) {
    show_added(bench);
  }
  gap(ui, 48);
  if (const auto target = settle_drop(bench, canvas.drop)) {
    drop_here(bench, *target);
    return;
  }
  canvas.tools(form);
  canvas.settle();
}

}  // namespace tollgate::designer
