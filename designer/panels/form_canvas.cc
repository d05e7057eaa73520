// The form, as its fillers will see it, to be arranged: sections as cards, fields by pointer or
// keyboard to where they belong.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "drop.h"
#include "form_layout.h"
#include "item_actions.h"
#include "names.h"
#include "panels.h"
#include "part_selection.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kFormWidth = 640;
constexpr float kBetweenSections = 14;

struct Canvas {
  DesignSession& session;
  Drop drop = {};
  PartSelection chosen = {};
  ItemAction action = ItemAction::kNone;  // by a key
  std::string action_on = {};
  ItemAction tool = ItemAction::kNone;  // by the selected thing's tools

  bool carries_element() const {
    return session.drag && session.drag->kind == Drag::Kind::kElement;
  }

  // What fields and sections have in common: they are chosen, focused, moved and removed.
  void behave(const Item& item, const std::string& pointer) {
    Ui& ui = session.ui;
    chosen.note(session, item, pointer);
    ItemAction wanted = action_by_key(ui, item);
    if (item.focused && ui.shortcut('d', kControl)) wanted = ItemAction::kCopy;
    if (wanted == ItemAction::kNone) return;
    action = wanted;
    action_on = pointer;
  }

  // `origin`: the section's top left.
  void field(const FieldLayout& layout, const Target& here, ImVec2 origin) {
    Ui& ui = session.ui;
    const std::string& place = layout.place;
    const bool dangling = layout.field.empty();
    const bool selected = session.document.is_selected(place);
    const bool wrong =
        dangling || session.has_problem_below(place) || session.has_problem_below(layout.field);
    std::string description = layout.description;
    if (wrong) description += ui.tr("，有问题", ", has a problem");

    const Item item =
        add_item_at(ui, place.c_str(), origin + layout.at, {layout.width, layout.height},
                    {.role = Role::kTreeItem,
                     .name = layout.name,
                     .description = description,
                     .states = part_states(session, place),
                     .level = 2,
                     .overlap = true});
    behave(item, place);
    if (item.held) {
      drag_from(session, item,
                {Drag::Kind::kPlace, place, layout.name, icon_of_field_type(layout.type)});
    }
    if (!item.visible) return;
    field_surface(item, selected);
    const ImVec2 inside = item.min + ImVec2(ui.px(kFieldInset), ui.px(8));
    const float room = layout.width - ui.px(2 * kFieldInset);
    if (dangling) {
      dangling_body(layout.name, inside, room);
    } else {
      field_body(session, layout.field, *session.at(place), inside, room, true);
    }
    field_frame(item, selected, wrong, is_carried(session, place));
    if (session.drag && !carries_element()) {
      offer_around(drop, here, item.min, item.max, ui.px(3));
    }
  }

  void field_surface(const Item& item, bool selected) {
    if (!selected && (!item.hovered || session.drag)) return;
    ImGui::GetWindowDrawList()->AddRectFilled(
        item.min, item.max, selected ? theme::kSurfaceSelected : theme::kSurfaceSoft,
        session.ui.px(theme::kRadius));
  }

  void dangling_body(const std::string& name, ImVec2 at, float room) {
    const Ui& ui = session.ui;
    draw_text_centred(ui, at, ui.px(22), name, {.colour = theme::kDanger}, room);
    draw_text_centred(ui, at + ImVec2(0, ui.px(22)), ui.px(20),
                      ui.tr("这个字段不存在", "There is no such field"),
                      {.size = theme::kSmallText, .colour = theme::kDanger}, room);
  }

  void field_frame(const Item& item, bool selected, bool wrong, bool carried) {
    const Ui& ui = session.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    const bool hovered = item.hovered && !session.drag;
    if (carried) veil(ui, item, theme::kRadius);
    if (selected) {
      list->AddRect(item.min, item.max, theme::kAccent, radius, 0, ui.px(1.5f));
    } else if (wrong) {
      list->AddRect(item.min, item.max, theme::kDangerLine, radius, 0, ui.px(1));
    } else if (hovered) {
      list->AddRect(item.min, item.max, theme::kAccentLine, radius, 0, ui.px(1));
    }
    if (hovered || (selected && !session.drag)) {
      draw_icon(ui, Icon::kGrip, {item.min.x - ui.px(1), item.min.y + item.height() / 2 - ui.px(8)},
                ui.px(14), theme::kTextFaint);
    }
    draw_focus_ring(ui, item);
  }

  void section(const SectionLayout& layout, const Target& here, ImVec2 at, float width) {
    Ui& ui = session.ui;
    const std::string& pointer = layout.pointer;
    const Json& section = *session.at(pointer);
    const float padding = ui.px(kSectionInset);
    const bool selected = session.document.is_selected(pointer);
    const ImVec2 end = at + ImVec2(width, layout.height);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, end, theme::kSurface, ui.px(10));
    list->AddRect(at, end, selected ? theme::kAccent : theme::kBorder, ui.px(10), 0,
                  ui.px(selected ? 1.5f : 1));
    section_head(pointer, section, selected, at + ImVec2(padding / 2, padding / 2),
                 {width - padding, layout.head - ui.px(4)});
    for (size_t i = 0; i < layout.fields.size(); ++i) {
      field(layout.fields[i], {pointer, i}, at);
    }
    if (layout.fields.empty()) {
      empty_section(pointer, at + ImVec2(padding, padding / 2 + layout.head), width - 2 * padding);
    }
    if (is_carried(session, pointer)) {
      list->AddRectFilled(at, end, theme::rgb(0xFFFFFF, 170), ui.px(10));
    } else if (carries_element()) {
      offer_around(drop, here, at, end, ui.px(kBetweenSections / 2));
    }
  }

  void section_head(const std::string& pointer, const Json& section, bool selected, ImVec2 at,
                    ImVec2 size) {
    Ui& ui = session.ui;
    const std::string label = thing_name(session.json(), pointer, ui.language());
    const bool named = section.contains("label");
    const std::string help = text_in(section, "help", session.locale());
    const Item item = add_item_at(ui, pointer.c_str(), at, size,
                                  {.role = Role::kTreeItem,
                                   .name = label,
                                   .description = ui.tr("分组", "Section"),
                                   .states = part_states(session, pointer),
                                   .level = 1,
                                   .overlap = true});
    behave(item, pointer);
    drag_from(session, item, {Drag::Kind::kElement, pointer, label, Icon::kSection});
    if (!item.visible) return;
    const bool hovered = item.hovered && !session.drag;
    if (hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kSurfaceSoft,
                                                ui.px(theme::kRadius));
    }
    const float left = ui.px(kSectionInset / 2 + kFieldInset);
    float room = size.x - left - ui.px(12);
    if (selected) room -= tools_width(ui, false);
    if (is_conditional(section)) {
      const char* words = ui.tr("按条件显示", "Conditional");
      const TextStyle small{.size = 11.5f, .colour = theme::kTextSoft};
      room -= text_width(ui, words, small) + ui.px(8);
      draw_text_centred(ui, at + ImVec2(left + room + ui.px(8), 0), ui.px(40), words, small);
    }
    draw_text_centred(ui, at + ImVec2(left, 0), ui.px(40), label,
                      {.size = 15.5f,
                       .face = named ? Face::kSemibold : Face::kRegular,
                       .colour = named ? theme::kText : theme::kTextFaint},
                      room);
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
    Ui& ui = session.ui;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 to = from + ImVec2(width, ui.px(kEmptySection - kBetweenFields));
    list->AddRectFilled(from, to, theme::kSurfaceSoft, ui.px(theme::kRadius));
    list->AddRect(from, to, theme::kBorder, ui.px(theme::kRadius), 0, ui.px(1));
    const char* words = ui.tr("把字段拖到这里，或在左侧按回车添加",
                              "Drag fields here, or press Enter on one at the left");
    const TextStyle style{.size = 13, .colour = theme::kTextFaint};
    const float text = std::min(text_width(ui, words, style), width);
    draw_text_centred(ui, from + ImVec2((width - text) / 2, 0), to.y - from.y, words, style, width);
    if (session.drag && !carries_element()) {
      const float middle = (from.y + to.y) / 2;
      offer(drop, {pointer, 0}, {from.x, middle}, {to.x, middle});
    }
  }

  // The selected thing's tools lie above everything in the canvas.
  void tools(const std::string& form) {
    Ui& ui = session.ui;
    const std::string selection = session.document.selection();
    const bool section = ancestor_in(selection, "sections") == selection;
    if (session.drag || !selection.starts_with(form + "/sections/")) return;
    const SemanticNode* node = ui.semantics().find(ImGui::GetID(selection.c_str()));
    if (node == nullptr) return;
    const char* remove =
        section ? ui.tr("删除分组", "Delete section") : ui.tr("从表单移除", "Remove from form");
    const SemanticRect rect = node->rect;
    tool = item_tools(session, rect, section ? ToolPlace::kInside : ToolPlace::kAbove, !section,
                      remove);
  }

  // What was asked for while all was drawn.
  void settle() {
    if (tool != ItemAction::kNone) {
      act_on_selected(session, tool, true);
    } else if (action != ItemAction::kNone) {
      if (!session.document.is_selected(action_on)) session.document.select(action_on);
      act_on_selected(session, action);
    } else if (chosen.apply(session) && !chosen.activated().empty()) {
      session.focus_on(edited_pointer(session) + "/label");
    }
  }
};

void drop_here(DesignSession& session, const Target& target) {
  const Drag drag = *session.drag;
  switch (drag.kind) {
    case Drag::Kind::kNewField:
      session.drag.reset();
      if (session.run(AddField{target.into, target.position, drag.what})) {
        session.say(session.ui.tr("已添加字段：", "Field added: ") + drag.label);
        show_added(session);
      }
      break;
    case Drag::Kind::kExistingField:
      session.drag.reset();
      session.run(PlaceField{target.into, target.position, drag.what});
      break;
    case Drag::Kind::kPlace:
      drop_parts(session, target.into + "/fields", target.position);
      break;
    case Drag::Kind::kElement:
      drop_parts(session, target.into, target.position);
      break;
    case Drag::Kind::kNewWidget:  // a dashboard takes it
      session.drag.reset();
      break;
  }
}

// The form's own name; a click selects the form.
void form_head(DesignSession& session, const std::string& form, ImVec2 at, float width) {
  Ui& ui = session.ui;
  const bool selected = session.document.selection() == form;
  const std::string name = session.label_at(form);
  const std::string entity = entity_of(session.json(), form);
  const Item head = add_item_at(
      ui, "form", at, {width, ui.px(56)},
      {.role = Role::kButton, .name = name, .description = ui.tr("表单设置", "Form settings")});
  if (session.takes_focus(form)) ui.request_focus(head.id);
  if (session.takes_reveal(form)) show_item(head);
  if (head.visible) {
    if (selected || head.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          head.min, head.max, selected ? theme::kAccentSoft : theme::kPressed, ui.px(8));
    }
    draw_text_centred(ui, at + ImVec2(ui.px(12), ui.px(4)), ui.px(30), name,
                      {.size = theme::kHeadlineText, .face = Face::kSemibold}, width - ui.px(24));
    const std::string about = ui.tr("填写的数据对象：", "A form for ") +
                              (entity.empty() ? "?" : session.label_at(entity));
    draw_text_centred(ui, at + ImVec2(ui.px(12), ui.px(32)), ui.px(18), about,
                      {.size = theme::kSmallText, .colour = theme::kTextSoft}, width - ui.px(24));
    draw_focus_ring(ui, head);
  }
  if (head.pressed) session.document.select(form);
}

}  // namespace

void form_canvas(DesignSession& session) {
  Ui& ui = session.ui;
  const std::string form = session.view();
  const std::string list = form + "/sections";
  const float available = ImGui::GetContentRegionAvail().x;
  const float width = std::floor(std::min(available, ui.px(kFormWidth)));
  ImVec2 at = ImGui::GetCursorScreenPos() + ImVec2(std::floor((available - width) / 2), 0);
  form_head(session, form, at, width);
  at.y += ui.px(66);

  Canvas canvas{.session = session};
  {
    SemanticGroup tree(ui, "form-tree", Role::kTree, ui.tr("表单内容", "Form content"),
                       kVertical | kMultiselectable);
    const std::shared_ptr<const FormLayout> layout = form_layout(session, form, width);
    for (size_t s = 0; s < layout->sections.size(); ++s) {
      canvas.section(layout->sections[s], {list, s}, at, width);
      at.y += layout->sections[s].height + ui.px(kBetweenSections);
    }
  }
  ImGui::SetCursorScreenPos(at);
  if (button(ui, "add-section", {.name = ui.tr("添加分组", "Add section"), .icon = Icon::kPlus}) &&
      session.run(AddSection{form, session.at(list) != nullptr ? session.at(list)->size() : 0})) {
    show_added(session);
  }
  gap(ui, 48);
  if (const auto target = settle_drop(session, canvas.drop)) {
    drop_here(session, *target);
    return;
  }
  canvas.tools(form);
  canvas.settle();
}

}  // namespace tollgate::designer
