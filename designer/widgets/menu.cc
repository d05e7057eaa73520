#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

void open_menu(const char* key) { ImGui::OpenPopup(key); }

Menu::Menu(Ui& ui, const char* key, std::string_view name) : ui_(ui) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  ImGui::SetNextWindowSizeConstraints({ui.px(200), 0}, {ui.px(320), ui.px(480)});
  open_ = ImGui::BeginPopup(key, ImGuiWindowFlags_NoMove);
  if (!open_) {
    ImGui::PopStyleVar();
    return;
  }
  first_ = ImGui::IsWindowAppearing();
  SemanticNode node;
  node.id = ImGui::GetID("menu");
  node.role = Role::kMenu;
  node.name = name;
  node.states = kPopup | kVertical;
  ui.semantics().open(std::move(node));
  if (ui.shortcut(Key::kEscape, 0)) ImGui::CloseCurrentPopup();
}

Menu::~Menu() {
  if (!open_) return;
  ui_.semantics().close();
  ImGui::EndPopup();
  ImGui::PopStyleVar();
}

bool Menu::entry(const char* key, std::string_view name, Icon icon, bool disabled, bool danger) {
  const float icon_size = ui_.px(16);
  const float width = std::max(ImGui::GetContentRegionAvail().x,
                               text_width(ui_, name) + icon_size + 3 * ui_.px(10));
  const float height = ui_.px(ui_.by_finger() ? theme::kFingerTarget : 32);
  const Item item = add_item(ui_, key, {width, height},
                             {.role = Role::kMenuItem,
                              .name = name,
                              .states = disabled ? static_cast<uint32_t>(kDisabled) : 0u});
  if (first_ && !disabled) {
    ui_.request_focus(item.id);
    first_ = false;
  }
  if (item.visible) {
    if (item.hovered || item.ring) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          item.min, item.max, danger ? theme::kDangerSoft : theme::kHover, ui_.px(4));
    }
    const ImU32 colour = disabled ? theme::kTextDisabled : danger ? theme::kDanger : theme::kText;
    float x = item.min.x + ui_.px(8);
    if (icon != Icon::kNone) {
      draw_icon(ui_, icon, {x, item.min.y + (item.height() - icon_size) / 2}, icon_size,
                danger || disabled ? colour : theme::kTextSoft);
    }
    x += icon_size + ui_.px(10);
    draw_text_centred(ui_, {x, item.min.y}, item.height(), name, {.colour = colour});
  }
  if (item.pressed && !disabled) {
    ImGui::CloseCurrentPopup();
    return true;
  }
  return false;
}

}  // namespace tollgate::designer
