#include "tollgate/designer/widgets/item.h"

#include <imgui_internal.h>

#include <algorithm>

namespace tollgate::designer {
namespace {

SemanticRect to_rect(const ImRect& rect) {
  return {rect.Min.x, rect.Min.y, std::max(0.0f, rect.GetWidth()),
          std::max(0.0f, rect.GetHeight())};
}

// Since its press: a release is then meant for what was pressed, wherever that has gone meanwhile.
bool pointer_stood_still() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseDragMaxDistanceSqr[0] < io.MouseDragThreshold * io.MouseDragThreshold;
}

Item place(Ui& ui, uint32_t id, const ImRect& bounds, const ItemSpec& spec) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  Item item;
  item.id = id;
  item.min = bounds.Min;
  item.max = bounds.Max;

  const bool disabled = (spec.states & kDisabled) != 0;
  SemanticNode node;
  node.id = id;
  node.role = spec.role;
  node.states = spec.states | (disabled ? 0 : kFocusable);
  if ((window->Flags & ImGuiWindowFlags_Popup) != 0) node.states |= kPopup;
  node.level = spec.level;
  node.name = spec.name;
  node.value = spec.value;
  node.text_sequence = spec.text_sequence;
  node.description = spec.description;
  node.placeholder = spec.placeholder;
  node.shortcut = spec.shortcut;
  node.rect = to_rect(bounds);
  ImRect inside = bounds;
  inside.ClipWithFull(window->ClipRect);
  node.visible = to_rect(inside);
  ui.semantics().add(std::move(node));

  item.focused = ui.focused(id);
  item.ring = ui.focus_ring(id);
  // Whoever tabs to something that is scrolled out wants to see it.
  if (ui.gained_focus(id) && !window->ClipRect.Contains(bounds)) {
    ImGui::ScrollToRect(window, bounds,
                        ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
  }

  const ImGuiItemFlags flags =
      disabled ? static_cast<ImGuiItemFlags>(ImGuiItemFlags_Disabled) : ImGuiItemFlags_None;
  item.visible = ImGui::ItemAdd(bounds, id, nullptr, flags);
  if (disabled) return item;
  if (item.visible) {
    if (spec.overlap) ImGui::SetNextItemAllowOverlap();
    ImGuiButtonFlags button_flags =
        spec.overlap ? static_cast<ImGuiButtonFlags>(ImGuiButtonFlags_AllowOverlap)
                     : ImGuiButtonFlags_None;
    if (pointer_stood_still()) button_flags |= ImGuiButtonFlags_PressedOnClickReleaseAnywhere;
    item.by_pointer = item.pressed =
        ImGui::ButtonBehavior(bounds, id, &item.hovered, &item.held, button_flags);
    if (item.hovered && spec.cursor != Cursor::kDefault) ui.set_cursor(spec.cursor);
  }
  if (ui.activated(id)) item.pressed = true;
  return item;
}

}  // namespace

Item add_item(Ui& ui, const char* key, ImVec2 size, const ItemSpec& spec) {
  const ImVec2 position = ImGui::GetCursorScreenPos();
  ImGui::ItemSize(size, 0);
  return place(ui, ImGui::GetID(key), {position, position + size}, spec);
}

Item add_item_at(Ui& ui, const char* key, ImVec2 position, ImVec2 size, const ItemSpec& spec) {
  return place(ui, ImGui::GetID(key), {position, position + size}, spec);
}

void show_item(const Item& item) {
  ImGui::ScrollToRect(ImGui::GetCurrentWindow(), {item.min, item.max},
                      ImGuiScrollFlags_KeepVisibleCenterY | ImGuiScrollFlags_KeepVisibleEdgeX);
}

void veil(const Ui& ui, const Item& item, float radius) {
  ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::rgb(0xFFFFFF, 170),
                                            ui.px(radius));
}

void draw_focus_ring(const Ui& ui, const Item& item, float radius) {
  if (!item.ring) return;
  const float away = ui.px(2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect(item.min - ImVec2(away, away), item.max + ImVec2(away, away), theme::kAccent,
                ui.px(radius) + away, 0, ui.px(2));
}

SemanticGroup::SemanticGroup(Ui& ui, const char* key, Role role, std::string_view name,
                             uint32_t states, SemanticRect rect)
    : ui_(ui) {
  SemanticNode node;
  node.id = ImGui::GetID(key);
  node.role = role;
  node.name = name;
  node.states = states;
  if (ImGui::GetCurrentWindow()->Flags & ImGuiWindowFlags_Popup) node.states |= kPopup;
  node.rect = node.visible = rect;
  ui.semantics().open(std::move(node));
}

}  // namespace tollgate::designer
