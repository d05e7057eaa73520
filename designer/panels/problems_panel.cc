// What is wrong with the document, and the way to the place.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

// "Visit › Arrival › Photo": the labels on the way to a pointer.
std::string path_words(const Bench& bench, std::string_view pointer) {
  std::string words;
  std::string at;
  for (const std::string& part : pointer_parts(pointer)) {
    at = pointer_child(at, part);
    const Json* value = bench.at(at);
    if (value == nullptr || !value->is_object()) continue;
    std::string label =
        text_member(*value, "id").empty() ? text_member(*value, "field") : bench.label(*value);
    if (label.empty()) continue;
    if (!words.empty()) words += " › ";
    words += label;
  }
  return words;
}

}  // namespace

void problems_panel(Bench& bench, bool open) {
  Ui& ui = bench.ui;
  size_t errors = 0;
  for (const Diagnostic& problem : bench.problems()) {
    if (problem.severity == Severity::kError) ++errors;
  }
  const size_t others = bench.problems().size() - errors;
  std::string summary;
  if (bench.problems().empty()) {
    summary = ui.tr("没有问题", "No problems");
  } else {
    summary = std::to_string(errors) + ui.tr(" 个错误", errors == 1 ? " error" : " errors");
    if (others > 0) {
      summary += ui.tr("，", ", ") + std::to_string(others) +
                 ui.tr(" 个提醒", others == 1 ? " warning" : " warnings");
    }
  }
  const Item item = add_item(ui, "toggle", {ImGui::GetContentRegionAvail().x, ui.px(32)},
                             {.role = Role::kButton,
                              .name = std::string(ui.tr("问题：", "Problems: ")) + summary,
                              .states = kExpandable | (open ? kExpanded : 0u)});
  if (item.visible) {
    if (item.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(item.min, item.max, theme::kHover, ui.px(4));
    }
    const ImU32 colour = errors > 0 ? theme::kDanger : others > 0 ? theme::kWarning : theme::kGood;
    draw_icon(ui,
              errors > 0   ? Icon::kError
              : others > 0 ? Icon::kWarning
                           : Icon::kCheck,
              item.min + ImVec2(ui.px(8), ui.px(8)), ui.px(16), colour);
    draw_text_centred(
        ui, item.min + ImVec2(ui.px(32), 0), item.height(), summary,
        {.size = 13, .colour = bench.problems().empty() ? theme::kTextSoft : theme::kText});
    draw_icon(ui, open ? Icon::kChevronDown : Icon::kChevronRight,
              {item.max.x - ui.px(24), item.min.y + ui.px(9)}, ui.px(14), theme::kTextFaint);
    draw_focus_ring(ui, item);
  }
  if (item.pressed) bench.problems_open = !bench.problems_open;
  if (!open) return;

  std::string go;
  SemanticGroup list(ui, "list", Role::kGroup, ui.tr("问题列表", "Problem list"), kVertical);
  int index = 0;
  for (const Diagnostic& problem : bench.problems()) {
    ImGui::PushID(index++);
    const bool error = problem.severity == Severity::kError;
    const std::string& message = problem.message.in(ui.language());
    const std::string where = path_words(bench, problem.place.pointer);
    const Item entry = add_item(ui, "problem", {ImGui::GetContentRegionAvail().x, ui.px(32)},
                                {.role = Role::kButton, .name = message, .description = where});
    if (entry.visible) {
      if (entry.hovered) {
        ImGui::GetWindowDrawList()->AddRectFilled(entry.min, entry.max, theme::kHover, ui.px(4));
      }
      draw_icon(ui, error ? Icon::kError : Icon::kWarning, entry.min + ImVec2(ui.px(8), ui.px(8)),
                ui.px(16), error ? theme::kDanger : theme::kWarning);
      const TextStyle faint{.size = theme::kSmallText, .colour = theme::kTextFaint};
      const float where_width = std::min(text_width(ui, where, faint), entry.width() * 0.4f);
      draw_text_centred(ui, {entry.max.x - where_width - ui.px(8), entry.min.y}, entry.height(),
                        where, faint, where_width + 1);
      draw_text_centred(ui, entry.min + ImVec2(ui.px(32), 0), entry.height(), message, {.size = 13},
                        entry.width() - where_width - ui.px(56));
      draw_focus_ring(ui, entry);
    }
    if (entry.pressed) go = problem.place.pointer.empty() ? "/" : problem.place.pointer;
    ImGui::PopID();
  }
  if (!go.empty()) {
    bench.go_to(go == "/" ? "" : go);
    bench.focus_on(go);
  }
}

}  // namespace tollgate::designer
