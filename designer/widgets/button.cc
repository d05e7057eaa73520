#include <algorithm>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

struct ButtonColours {
  ImU32 surface, hover, pressed, border, text;
};

ButtonColours colours_of(ButtonKind kind) {
  switch (kind) {
    case ButtonKind::kPrimary:
      return {theme::kAccent, theme::kAccentHover, theme::kAccentHover, 0, theme::kOnAccent};
    case ButtonKind::kGhost:
      return {0, theme::kHover, theme::kPressed, 0, theme::kTextSoft};
    case ButtonKind::kDanger:
      return {theme::kSurface, theme::kDangerSoft, theme::kDangerSoft, theme::kDangerLine,
              theme::kDanger};
    case ButtonKind::kPlain:
      break;
  }
  return {theme::kSurface, theme::kHover, theme::kPressed, theme::kBorderStrong, theme::kText};
}

constexpr float kSmallButton = 26;
constexpr float kButtonText = 13.5f;

float button_height(const Ui& ui, const ButtonSpec& spec) {
  if (spec.small) return ui.px(kSmallButton);
  return ui.px(spec.large ? theme::kFingerTarget : theme::kControlHeight);
}

float icon_room(const Ui& ui, const ButtonSpec& spec) {
  return spec.icon == Icon::kNone ? 0 : ui.px(16) + ui.px(6);
}

float side_padding(const Ui& ui, const ButtonSpec& spec) { return ui.px(spec.small ? 8 : 12); }

}  // namespace

float button_width(const Ui& ui, const ButtonSpec& spec) {
  if (spec.beside_field) return ui.px(kSmallButton);
  if (spec.icon_only) return button_height(ui, spec);
  return text_width(ui, spec.name, {.size = kButtonText}) + icon_room(ui, spec) +
         2 * side_padding(ui, spec);
}

bool button(Ui& ui, const char* key, const ButtonSpec& spec) {
  const float height = button_height(ui, spec);
  float width = button_width(ui, spec);
  if (!spec.icon_only) {
    // A name that is too long ends in "…": the panel has no room to its right.
    const float room = ImGui::GetContentRegionAvail().x;
    width = spec.fill_width ? room : std::min(width, room);
  }
  uint32_t states = spec.disabled ? kDisabled : 0;
  if (spec.pressed.has_value()) states |= kCheckable | (*spec.pressed ? kChecked : 0);
  const Item item = add_item(ui, key, {width, height},
                             {.role = Role::kButton,
                              .name = spec.name,
                              .description = spec.description,
                              .shortcut = spec.shortcut,
                              .states = states});
  if (!item.visible) return item.pressed && !spec.disabled;

  ButtonColours colours = colours_of(spec.kind);
  if (spec.pressed.value_or(false)) {
    colours.surface = colours.hover = theme::kAccentSoft;
    colours.border = theme::kAccentLine;
    colours.text = theme::kAccent;
  }
  ImU32 surface = item.held ? colours.pressed : item.hovered ? colours.hover : colours.surface;
  ImU32 text = colours.text;
  if (spec.disabled) {
    text = theme::kTextDisabled;
    surface = spec.kind == ButtonKind::kPrimary ? theme::kPressed : colours.surface;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = ui.px(theme::kRadius);
  if (surface != 0) list->AddRectFilled(item.min, item.max, surface, radius);
  if (colours.border != 0) {
    const ImU32 border = spec.disabled ? theme::kBorder : colours.border;
    list->AddRect(item.min, item.max, border, radius, 0, ui.px(1));
  }
  const float icon_size = ui.px(16);
  if (spec.icon_only) {
    draw_icon(ui, spec.icon,
              {item.min.x + (width - icon_size) / 2, item.min.y + (height - icon_size) / 2},
              icon_size, text);
    tooltip(ui, item, spec.name, spec.shortcut);
  } else {
    const TextStyle style{.size = kButtonText, .colour = text};
    const float icon = icon_room(ui, spec);
    const float room = width - icon - 2 * side_padding(ui, spec);
    const float wanted = text_width(ui, spec.name, style);
    const float x = item.min.x + (width - icon - std::min(wanted, room)) / 2;
    if (spec.icon != Icon::kNone) {
      draw_icon(ui, spec.icon, {x, item.min.y + (height - icon_size) / 2}, icon_size, text);
    }
    // A pixel more than the text, for what rounding takes.
    draw_text_centred(ui, {x + icon, item.min.y}, height, spec.name, style, room + ui.px(1));
    if (wanted > room + ui.px(1)) tooltip(ui, item, spec.name);
  }
  draw_focus_ring(ui, item);
  return item.pressed && !spec.disabled;
}

}  // namespace tollgate::designer
