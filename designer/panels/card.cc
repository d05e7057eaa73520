#include "card.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

Card::Card(Ui& ui, const char* key, float width) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(18), ui.px(14)});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, ui.px(1));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::kSurface);
  ImGui::PushStyleColor(ImGuiCol_Border, theme::kBorder);
  ImGui::BeginChild(key, {width > 0 ? width : ImGui::GetContentRegionAvail().x, 0},
                    // Also what is scrolled out is laid out: the mirror has it in its place, and
                    // the focus leads there.
                    ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysAutoResize |
                        ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_Borders,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
}

Card::~Card() { ImGui::EndChild(); }

Flow::Flow(Ui& ui, float gap_css) : ui_(ui), gap_(gap_css) {
  left_ = ImGui::GetCursorScreenPos().x;
  right_ = left_ + ImGui::GetContentRegionAvail().x;
}

void Flow::place(float width) {
  if (end_ >= 0 && end_ + ui_.px(gap_) + width <= right_) {
    same_line(ui_, gap_);
    end_ += ui_.px(gap_) + width;
    return;
  }
  if (end_ >= 0) gap(ui_, gap_);
  end_ = left_ + width;
}

void Flow::words(std::string_view text, const TextStyle& style, float css_height) {
  if (text.empty()) return;
  const float width = std::ceil(text_width(ui_, text, style));
  place(width);
  const float height = ui_.px(css_height);
  draw_text_centred(ui_, ImGui::GetCursorScreenPos(), height, text, style);
  ImGui::Dummy({width, height});
}

NarrowRoom::NarrowRoom(float width) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  right_ = window->ContentRegionRect.Max.x;
  window->ContentRegionRect.Max.x = std::min(right_, window->DC.CursorPos.x + width);
}

NarrowRoom::~NarrowRoom() { ImGui::GetCurrentWindow()->ContentRegionRect.Max.x = right_; }

}  // namespace tollgate::designer
