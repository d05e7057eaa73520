#include <algorithm>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

struct Look {
  ImU32 surface, hover, pressed, border, text;
};

Look look_of(ButtonKind kind) {
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

constexpr TextStyle kStyle{.size = 13.5f, .face = Face::kRegular};

}  // namespace

float button_width(const Ui& ui, const ButtonSpec& spec) {
  const float height = ui.px(spec.small ? 26 : theme::kControlHeight);
  if (spec.icon_only) return height;
  const float icon = spec.icon == Icon::kNone ? 0 : ui.px(16) + ui.px(6);
  return text_width(ui, spec.name, kStyle) + icon + 2 * ui.px(spec.small ? 8 : 12);
}

bool button(Ui& ui, const char* key, const ButtonSpec& spec) {
  const float height = ui.px(spec.small ? 26 : theme::kControlHeight);
  float width = button_width(ui, spec);
  if (spec.fill_width) width = std::max(width, ImGui::GetContentRegionAvail().x);
  uint32_t states = spec.disabled ? kDisabled : 0;
  if (spec.pressed.has_value()) states |= kCheckable | (*spec.pressed ? kChecked : 0);
  const Item item = add_item(ui, key, {width, height},
                             {.role = Role::kButton,
                              .name = spec.name,
                              .description = spec.description,
                              .shortcut = spec.shortcut,
                              .states = states});
  if (!item.visible) return item.pressed && !spec.disabled;

  Look look = look_of(spec.kind);
  if (spec.pressed.value_or(false)) {
    look.surface = look.hover = theme::kAccentSoft;
    look.border = theme::kAccentLine;
    look.text = theme::kAccent;
  }
  ImU32 surface = item.held ? look.pressed : item.hovered ? look.hover : look.surface;
  ImU32 text = look.text;
  if (spec.disabled) {
    text = theme::rgb(0xA9B0BC);
    surface = spec.kind == ButtonKind::kPrimary ? theme::kPressed : look.surface;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = ui.px(theme::kRadius);
  if (surface != 0) list->AddRectFilled(item.min, item.max, surface, radius);
  if (look.border != 0) {
    const ImU32 border = spec.disabled ? theme::kBorder : look.border;
    list->AddRect(item.min, item.max, border, radius, 0, ui.px(1));
  }
  const float icon_size = ui.px(16);
  if (spec.icon_only) {
    draw_icon(ui, spec.icon,
              {item.min.x + (width - icon_size) / 2, item.min.y + (height - icon_size) / 2},
              icon_size, text);
    tooltip(ui, item, spec.name, spec.shortcut);
  } else {
    TextStyle style = kStyle;
    style.colour = text;
    float content = text_width(ui, spec.name, style);
    if (spec.icon != Icon::kNone) content += icon_size + ui.px(6);
    float x = item.min.x + (width - content) / 2;
    if (spec.icon != Icon::kNone) {
      draw_icon(ui, spec.icon, {x, item.min.y + (height - icon_size) / 2}, icon_size, text);
      x += icon_size + ui.px(6);
    }
    draw_text_centred(ui, {x, item.min.y}, height, spec.name, style);
  }
  draw_focus_ring(ui, item);
  return item.pressed && !spec.disabled;
}

}  // namespace tollgate::designer
