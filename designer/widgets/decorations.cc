#include <imgui_internal.h>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr double kTooltipDelay_ms = 450;

struct Hover {
  uint32_t id = 0;
  double since_ms = 0;
};
Hover& hover() {
  static Hover state;
  return state;
}

}  // namespace

void gap(const Ui& ui, float css) { ImGui::Dummy({0, ui.px(css)}); }

void divider(Ui& ui) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddRectFilled(start, start + ImVec2(width, ui.px(1)), theme::kBorder);
  ImGui::Dummy({width, ui.px(1)});
}

void same_line(const Ui& ui, float css) { ImGui::SameLine(0, ui.px(css)); }

void badge(Ui& ui, std::string_view text, ImU32 colour, ImU32 surface) {
  const TextStyle style{.size = 11.5f, .face = Face::kSemibold, .colour = colour};
  const float width = text_width(ui, text, style) + 2 * ui.px(7);
  const float height = ui.px(20);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(start, start + ImVec2(width, height), surface,
                                            height / 2);
  draw_text_centred(ui, start + ImVec2(ui.px(7), 0), height, text, style);
  ImGui::Dummy({width, height});
}

void tooltip(Ui& ui, const Item& item, std::string_view text, std::string_view shortcut) {
  if (!item.hovered || item.held) {
    if (hover().id == item.id) hover().id = 0;
    return;
  }
  if (hover().id != item.id) hover() = {item.id, ui.now_ms()};
  const double waited = ui.now_ms() - hover().since_ms;
  if (waited < kTooltipDelay_ms) {
    ui.wake_in(kTooltipDelay_ms - waited + 1);
    return;
  }
  const TextStyle style{.size = 12.5f, .colour = theme::kOnInverse};
  const TextStyle faint{.size = 12.5f, .colour = theme::kOnInverseFaint};
  std::string keys(shortcut);
  if (const size_t control = keys.find("Control"); control != std::string::npos) {
    keys.replace(control, 7, "Ctrl");
  }
  const float padding = ui.px(8);
  float width = text_width(ui, text, style) + 2 * padding;
  if (!keys.empty()) width += text_width(ui, keys, faint) + ui.px(8);
  const float height = ui.px(26);
  float x = item.min.x + (item.width() - width) / 2;
  x = std::max(ui.px(4), std::min(x, ui.width() - width - ui.px(4)));
  float y = item.max.y + ui.px(6);
  if (y + height > ui.height()) y = item.min.y - ui.px(6) - height;

  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, theme::kInverse, ui.px(5));
  const float size = std::round(style.size * ui.scale());
  const float text_y = std::round(y + (height - size) / 2);
  list->AddText(ui.font(Face::kRegular), size, {x + padding, text_y}, style.colour, text.data(),
                text.data() + text.size());
  if (!keys.empty()) {
    list->AddText(ui.font(Face::kRegular), size,
                  {x + padding + text_width(ui, text, style) + ui.px(8), text_y}, faint.colour,
                  keys.data(), keys.data() + keys.size());
  }
}

void notice(Ui& ui, const char* key, std::string_view text, bool problem) {
  const TextStyle style{.size = 13, .colour = problem ? theme::kDanger : theme::kTextSoft};
  const float padding = ui.px(10);
  const float width = ImGui::GetContentRegionAvail().x;
  const auto lines = wrap_text(ui, text, width - 2 * padding, style);
  const float line_height = ui.px(19);
  const float height = line_height * static_cast<float>(lines.size()) + 2 * ui.px(8);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(start, start + ImVec2(width, height),
                                            problem ? theme::kDangerSoft : theme::kSurfaceSoft,
                                            ui.px(theme::kRadius));
  float y = start.y + ui.px(8);
  for (std::string_view line : lines) {
    draw_text_centred(ui, {start.x + padding, y}, line_height, line, style);
    y += line_height;
  }
  SemanticNode node;
  node.id = ImGui::GetID(key);
  node.role = Role::kText;
  node.name = text;
  node.rect = node.visible = {start.x, start.y, width, height};
  ui.semantics().add(std::move(node));
  ImGui::Dummy({width, height});
}

}  // namespace tollgate::designer
