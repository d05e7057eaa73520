#include "drop.h"

#include <imgui_internal.h>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

bool contains(ImVec2 min, ImVec2 max, ImVec2 point) {
  return point.x >= min.x && point.x <= max.x && point.y >= min.y && point.y <= max.y;
}

// The window that scrolls: what stands in a column or a card of it rolls with it.
ImGuiWindow* scrolling_window() {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  while ((window->Flags & ImGuiWindowFlags_ChildWindow) != 0 && window->ScrollMax.y <= 0 &&
         window->ParentWindow != nullptr) {
    window = window->ParentWindow;
  }
  return window;
}

void roll_near_edges(Ui& ui, ImGuiWindow* window, float mouse_y, float top, float bottom) {
  const float edge = ui.px(48);
  float step = 0;
  if (mouse_y < top + edge) step = mouse_y - top - edge;
  if (mouse_y > bottom - edge) step = mouse_y - bottom + edge;
  if (step == 0) return;
  ImGui::SetScrollY(window, window->Scroll.y + step * 0.25f);
  ui.wake_in(0);
}

}  // namespace

void offer(Drop& drop, const Target& target, ImVec2 from, ImVec2 to) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float y = mouse.y - from.y;
  const float x = mouse.x < from.x ? from.x - mouse.x : mouse.x > to.x ? mouse.x - to.x : 0;
  const float distance = y * y + x * x;
  if (distance < drop.distance) drop = {true, distance, target, from, to};
}

void offer_around(Drop& drop, const Target& here, ImVec2 min, ImVec2 max, float away) {
  offer(drop, here, {min.x, min.y - away}, {max.x, min.y - away});
  const Target behind{here.into, here.position + 1};
  offer(drop, behind, {min.x, max.y + away}, {max.x, max.y + away});
}

std::optional<Target> settle_drop(DesignSession& session, const Drop& drop) {
  if (!session.drag) return std::nullopt;
  Ui& ui = session.ui;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ImGuiWindow* window = scrolling_window();
  const ImVec2 top = window->Pos;
  const ImVec2 bottom = top + window->Size;
  const bool inside = contains(top, bottom, mouse);
  if (inside) roll_near_edges(ui, window, mouse.y, top.y, bottom.y);
  if (!inside || !drop.found) {
    ui.set_cursor(Cursor::kForbidden);
    return std::nullopt;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float thick = ui.px(3);
  // Between things below each other the line lies, between those beside each other it stands.
  const ImVec2 half = drop.from.x == drop.to.x ? ImVec2(thick / 2, 0) : ImVec2(0, thick / 2);
  list->AddRectFilled(drop.from - half, drop.to + half, theme::kAccent, thick / 2);
  list->AddCircleFilled(drop.from, ui.px(4), theme::kAccent);
  if (ImGui::IsMouseDown(0)) return std::nullopt;
  return drop.target;
}

}  // namespace tollgate::designer
