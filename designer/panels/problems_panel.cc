// What is wrong with the document, and the way to the place.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kTextLeft = 32;
constexpr float kTextRight = 12;
constexpr int kMessageLines = 3;

// The icon and its colour say how bad it is.
void severity_icon(const Ui& ui, ImVec2 at, size_t errors, size_t others) {
  const Icon icon = errors > 0 ? Icon::kError : others > 0 ? Icon::kWarning : Icon::kCheck;
  const ImU32 colour = errors > 0 ? theme::kDanger : others > 0 ? theme::kWarning : theme::kGood;
  draw_icon(ui, icon, at + ImVec2(ui.px(8), ui.px(8)), ui.px(16), colour);
}

// Nothing to open: a sentence, no button.
void no_problems(Ui& ui, const std::string& summary) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ui.px(32);
  severity_icon(ui, start, 0, 0);
  ImGui::SetCursorScreenPos(start + ImVec2(ui.px(kTextLeft), ui.px(6)));
  paragraph(ui, summary, {.size = 13, .colour = theme::kTextSoft}, "none");
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({1, height});
}

void list_toggle(DesignSession& session, const std::string& summary, size_t errors, bool open) {
  Ui& ui = session.ui;
  const Item item = add_item(ui, "toggle", {ImGui::GetContentRegionAvail().x, ui.px(32)},
                             {.role = Role::kButton,
                              .name = std::string(ui.tr("问题：", "Problems: ")) + summary,
                              .states = kExpandable | (open ? kExpanded : 0u)});
  if (item.visible) {
    if (item.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kHover, ui.px(4));
    }
    severity_icon(ui, item.min, errors, session.problems().size() - errors);
    draw_text_centred(ui, item.min + ImVec2(ui.px(kTextLeft), 0), item.height(), summary,
                      {.size = 13}, item.width() - ui.px(64));
    draw_icon(ui, open ? Icon::kChevronDown : Icon::kChevronRight,
              {item.max.x - ui.px(24), item.min.y + ui.px(9)}, ui.px(14), theme::kTextFaint);
    draw_focus_ring(ui, item);
  }
  if (item.pressed) session.problems_open = !session.problems_open;
}

// The place above, what is wrong there below, both in full. True when the person goes there.
bool problem_row(DesignSession& session, const Diagnostic& problem) {
  Ui& ui = session.ui;
  const std::string& message = problem.message.in(ui.language());
  std::string where = place_words(session.json(), problem.place.pointer, ui.language());
  if (where.empty()) where = list_words("").in(ui.language());
  const float width = ImGui::GetContentRegionAvail().x;
  const float room = width - ui.px(kTextLeft + kTextRight);
  const float line = ui.px(18);
  const TextStyle place{.size = theme::kSmallText, .colour = theme::kTextSoft};
  const TextStyle text{.size = 13};
  const auto place_lines = wrap_to_rest(ui, where, room, place, 2);
  const auto lines = wrap_to_rest(ui, message, room, text, kMessageLines);
  const float height = line * static_cast<float>(place_lines.size() + lines.size()) + ui.px(14);
  const Item entry = add_item(ui, "problem", {width, height},
                              {.role = Role::kButton, .name = message, .description = where});
  if (!entry.visible) return entry.pressed;
  if (entry.hovered) {
    ImGui::GetWindowDrawList()->AddRectFilled(entry.min, entry.max, theme::kHover, ui.px(4));
  }
  severity_icon(ui, entry.min, problem.severity == Severity::kError ? 1 : 0, 1);
  ImVec2 at = entry.min + ImVec2(ui.px(kTextLeft), ui.px(7));
  const auto draw_lines = [&](const std::vector<std::string_view>& all, const TextStyle& style) {
    for (std::string_view one : all) {
      draw_text_centred(ui, at, line, one, style, room + ui.px(1));
      at.y += line;
    }
  };
  draw_lines(place_lines, place);
  draw_lines(lines, text);
  draw_focus_ring(ui, entry);
  return entry.pressed;
}

}  // namespace

void problems_panel(DesignSession& session, bool open) {
  Ui& ui = session.ui;
  const std::string summary = session.problems_in_words();
  if (session.problems().empty()) {
    no_problems(ui, summary);
    return;
  }
  const auto errors = static_cast<size_t>(std::count_if(
      session.problems().begin(), session.problems().end(),
      [](const Diagnostic& problem) { return problem.severity == Severity::kError; }));
  list_toggle(session, summary, errors, open);
  if (!open) return;

  std::optional<std::string> go;
  SemanticGroup list(ui, "list", Role::kGroup, ui.tr("问题列表", "Problem list"), kVertical);
  int index = 0;
  for (const Diagnostic& problem : session.problems()) {
    ImGui::PushID(index++);
    if (problem_row(session, problem)) go = problem.place.pointer;
    ImGui::PopID();
  }
  if (go) {
    session.go_to(*go);
    session.focus_on(*go);
    if (!session.inspector_shown) session.narrow_tab = 2;
  }
}

}  // namespace tollgate::designer
