#include "style.h"

#include <cmath>

#include "tollgate/designer/app/app.h"

namespace tollgate::designer {

void App::set_high_contrast(bool on) {
  theme::use_high_contrast(on);
  styled_scale_ = 0;  // to be styled anew
}

void apply_style(float scale) {
  const auto px = [&](float css) { return std::round(css * scale); };
  ImGuiStyle style;
  style.WindowPadding = {px(16), px(14)};
  style.WindowMinSize = {1, 1};
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupRounding = px(8);
  style.PopupBorderSize = std::fmax(1.0f, px(1));
  style.FramePadding = {px(8), px(6)};
  style.FrameRounding = px(theme::kRadius);
  // Space is put where it is wanted, by gap().
  style.ItemSpacing = {0, 0};
  style.ItemInnerSpacing = {px(6), px(4)};
  style.ScrollbarSize = px(10);
  style.ScrollbarRounding = px(5);
  style.FontSizeBase = px(theme::kTextSize);
  style.HoverStationaryDelay = 0;
  style.CircleTessellationMaxError = 0.2f;

  ImVec4* colours = style.Colors;
  const auto set = [&](ImGuiCol which, ImU32 colour) {
    colours[which] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  set(ImGuiCol_Text, theme::kText);
  set(ImGuiCol_WindowBg, theme::kSurface);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, theme::kSurface);
  set(ImGuiCol_Border, theme::kBorderStrong);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, theme::kScrollbar);
  set(ImGuiCol_ScrollbarGrabHovered, theme::kBorderHover);
  set(ImGuiCol_ScrollbarGrabActive, theme::kTrackHover);
  set(ImGuiCol_ModalWindowDimBg, theme::rgb(0x1A1F2B, 90));
  set(ImGuiCol_NavCursor, 0);
  ImGui::GetStyle() = style;
}

}  // namespace tollgate::designer
