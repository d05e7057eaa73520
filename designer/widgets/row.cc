#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kArrowRoom = 18;  // the arrow that opens a row, with the space behind it
constexpr float kIconRoom = 24;

}  // namespace

RowResult row(Ui& ui, const char* key, const RowSpec& spec) {
  RowResult result;
  uint32_t states = kSelectable | (spec.selected ? kSelected : 0u);
  if (spec.expanded) states |= kExpandable | (*spec.expanded ? kExpanded : 0u);
  result.item = add_item(ui, key, {ImGui::GetContentRegionAvail().x, ui.px(30)},
                         {.role = spec.role,
                          .name = spec.name,
                          .description = spec.description,
                          .states = states,
                          .level = spec.level,
                          .overlap = spec.overlap});
  const Item& item = result.item;
  result.chosen = item.pressed || (spec.select_on_focus && ui.gained_focus(item.id) &&
                                   ui.focus_ring(item.id) && !spec.selected);
  // The text of a row stands below the text of the row that holds it.
  const float indent = ui.px(kArrowRoom + kIconRoom) * static_cast<float>(spec.level - 1);
  float x = item.min.x + ui.px(6) + indent;
  const float icon = ui.px(16);
  const float icon_y = item.min.y + (item.height() - icon) / 2;
  if (spec.expanded) {
    const bool on_arrow = item.by_pointer && ImGui::GetIO().MousePos.x < x + icon + ui.px(4);
    const bool by_key = ui.key(item.id, *spec.expanded ? Key::kLeft : Key::kRight);
    if (on_arrow || by_key) {
      result.toggled = true;
      if (on_arrow) result.chosen = false;
    }
  }
  if (!item.visible) return result;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (spec.selected) {
    list->AddRectFilled(item.min, item.max, theme::kAccentSoft, ui.px(theme::kRadius));
  } else if (item.hovered) {
    list->AddRectFilled(item.min, item.max, theme::kHover, ui.px(theme::kRadius));
  }
  if (spec.expanded) {
    draw_icon(ui, *spec.expanded ? Icon::kChevronDown : Icon::kChevronRight, {x, icon_y + ui.px(1)},
              ui.px(14), theme::kTextFaint);
    x += ui.px(kArrowRoom);
  }
  if (spec.icon != Icon::kNone) {
    draw_icon(ui, spec.icon, {x, icon_y}, icon, spec.selected ? theme::kAccent : spec.icon_colour);
    x += ui.px(kIconRoom);
  }
  float right = item.max.x - ui.px(8);
  if (!spec.description.empty()) {
    const TextStyle faint{.size = theme::kSmallText, .colour = theme::kTextFaint};
    const float width = text_width(ui, spec.description, faint);
    if (width < (right - x) * 0.6f) {
      draw_text_centred(ui, {right - width, item.min.y}, item.height(), spec.description, faint);
      right -= width + ui.px(8);
    }
  }
  draw_text_centred(ui, {x, item.min.y}, item.height(), spec.name,
                    {.size = 13.5f,
                     .face = spec.strong ? Face::kSemibold : Face::kRegular,
                     .colour = spec.selected ? theme::kAccent : theme::kText},
                    right - x);
  draw_focus_ring(ui, item);
  return result;
}

}  // namespace tollgate::designer
