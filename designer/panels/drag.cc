// Carrying things with the pointer: from the palette, or within the canvas.
#include "panels.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

void drag_from(DesignSession& session, const Item& item, Drag drag) {
  if (session.drag || !item.held || session.drag_given_up) return;
  const ImVec2 pulled = ImGui::GetMouseDragDelta(0, 0);
  const float far = session.ui.px(5);
  if (pulled.x * pulled.x + pulled.y * pulled.y < far * far) return;
  if (session.document.selected().size() > 1 && session.document.is_selected(drag.what)) {
    drag.label = selected_name(session);
  }
  session.drag = std::move(drag);
}

void draw_drag(DesignSession& session) {
  if (!ImGui::IsMouseDown(0)) session.drag_given_up = false;
  if (!session.drag) return;
  Ui& ui = session.ui;
  if (ui.shortcut(Key::kEscape, 0)) {
    session.drag.reset();
    session.drag_given_up = true;
    return;
  }
  const Drag& drag = *session.drag;
  ui.set_cursor(Cursor::kGrabbing);
  const TextStyle style{.size = 13.5f, .face = Face::kSemibold, .colour = theme::kText};
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float width = std::min(text_width(ui, drag.label, style), ui.px(240)) + ui.px(46);
  const ImVec2 start = mouse + ImVec2(ui.px(10), ui.px(8));
  const ImVec2 size(width, ui.px(36));
  const ImVec2 margin(ui.px(2), ui.px(2));
  ImGui::SetNextWindowPos(start - margin);
  ImGui::SetNextWindowSize(size + margin * 2);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
  ImGui::Begin("##carried", nullptr,
               ImGuiWindowFlags_Tooltip | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoTitleBar |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(start, start + size, theme::rgb(0xFFFFFF, 240), ui.px(theme::kRadius));
  list->AddRect(start, start + size, theme::kAccent, ui.px(theme::kRadius), 0, ui.px(1));
  draw_icon(ui, drag.icon, start + ImVec2(ui.px(10), ui.px(10)), ui.px(16), theme::kAccent);
  draw_text_centred(ui, start + ImVec2(ui.px(34), 0), size.y, drag.label, style, width - ui.px(42));
  ImGui::End();
  ImGui::PopStyleVar(2);
  if (!ImGui::IsMouseDown(0)) session.drag.reset();
}

}  // namespace tollgate::designer
