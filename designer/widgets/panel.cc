#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

Panel::Panel(Ui& ui, const char* key, ImVec2 position, ImVec2 size, const PanelSpec& spec)
    : ui_(ui) {
  ImGui::SetNextWindowPos(position);
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(spec.padding.x), ui.px(spec.padding.y)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, spec.surface);
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                           ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                           ImGuiWindowFlags_NoBringToFrontOnFocus |
                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
  if (!spec.scroll) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin(key, nullptr, flags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);

  // Hairlines between the panels.
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end = position + size;
  const float hair = ui.px(1);
  if (spec.border_left) {
    list->AddRectFilled(position, {position.x + hair, end.y}, theme::kBorder);
  }
  if (spec.border_right) list->AddRectFilled({end.x - hair, position.y}, end, theme::kBorder);
  if (spec.border_top) {
    list->AddRectFilled(position, {end.x, position.y + hair}, theme::kBorder);
  }
  if (spec.border_bottom) list->AddRectFilled({position.x, end.y - hair}, end, theme::kBorder);

  SemanticNode node;
  node.id = ImGui::GetID("panel");
  node.role = Role::kRegion;
  node.name = spec.name;
  node.rect = node.visible = {position.x, position.y, size.x, size.y};
  ui.semantics().open(std::move(node));
}

Panel::~Panel() {
  ui_.semantics().close();
  ImGui::End();
}

}  // namespace tollgate::designer
