// The text field shows a value. While it has the focus, the host's real input element lies on top
// of it, with the same font and padding, and the person edits there: input methods, selection,
// clipboard and phone keyboards are the browser's own.
#include <algorithm>
#include <string>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

namespace {

// A longer text is scrolled where it is edited: no more of it is measured, however long it is.
constexpr int kMostLines = 8;

// A line under each part that is wrong. The host's element is clear: it shows below the letters.
void underline(Ui& ui, ImVec2 at, std::string_view shown, std::span<const std::string_view> lines,
               std::span<const Span> marks, const TextStyle& style, float line_height) {
  for (const std::string_view line : lines) {
    const size_t first = static_cast<size_t>(line.data() - shown.data());
    const size_t last = first + line.size();
    for (const Span& mark : marks) {
      const size_t begin = std::max<size_t>(mark.begin, first);
      const size_t end = std::min<size_t>(mark.end, last);
      if (begin >= end) continue;
      const float x = at.x + text_width(ui, line.substr(0, begin - first), style);
      const float width = text_width(ui, line.substr(begin - first, end - begin), style);
      const float y = at.y + line_height - ui.px(2);
      ImGui::GetWindowDrawList()->AddLine({x, y}, {x + width, y}, theme::kDanger, ui.px(1.5f));
    }
    at.y += line_height;
  }
}

}  // namespace

std::optional<std::string> text_field(Ui& ui, const char* key, std::string_view value,
                                      const TextFieldSpec& spec) {
  // Taken before the field is drawn: the host would write an older value over what was typed.
  const uint32_t id = ImGui::GetID(key);
  std::optional<std::string> typed = ui.typed(id);
  if (typed && (spec.disabled || *typed == value)) typed.reset();
  const std::string_view shown = typed ? std::string_view(*typed) : value;

  const bool area = spec.lines > 1;
  const float width = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
  const float line_height = ui.px(theme::kLineHeight);
  const float padding = ui.px(theme::kPadding);
  const TextStyle style{.size = spec.mono ? 13.0f : theme::kTextSize,
                        .face = spec.mono ? Face::kMono : Face::kRegular,
                        .colour = spec.disabled ? theme::kTextFaint : theme::kText};
  float height = ui.px(theme::kControlHeight);
  std::vector<std::string_view> lines;
  if (area) {
    lines = wrap_text(ui, shown, width - 2 * padding, style, kMostLines);
    const int visible_lines = std::clamp(static_cast<int>(lines.size()), spec.lines, kMostLines);
    height = line_height * static_cast<float>(visible_lines) + 2 * ui.px(6);
  }

  uint32_t states = 0;
  if (area) states |= kMultiline;
  if (spec.disabled) states |= kDisabled;
  if (spec.required) states |= kRequired;
  if (!spec.problem.empty()) states |= kInvalid;
  if (spec.mono) states |= kMonospace;
  if (spec.numeric) states |= kNumeric;
  const Item item = add_item(ui, key, {width, height},
                             {.role = Role::kTextbox,
                              .name = spec.name,
                              .value = shown,
                              .description = spec.problem.empty() ? spec.description : spec.problem,
                              .placeholder = spec.placeholder,
                              .states = states,
                              .text_sequence = ui.text_sequence(id),
                              .cursor = Cursor::kText});
  // A click where no host lays its element on top (tests, assistive technology).
  if (item.pressed && !item.focused) ui.request_focus(item.id);

  if (item.visible) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    const ImU32 border = !spec.problem.empty() ? theme::kDanger
                         : item.focused        ? theme::kAccent
                         : item.hovered        ? theme::kBorderHover
                                               : theme::kBorderStrong;
    list->AddRectFilled(item.min, item.max, spec.disabled ? theme::kSurfaceSoft : theme::kSurface,
                        radius);
    if (item.focused) {
      const float away = ui.px(3);
      list->AddRect(item.min - ImVec2(away, away) * 0.5f, item.max + ImVec2(away, away) * 0.5f,
                    !spec.problem.empty() ? theme::kDangerLine : theme::kAccentLine,
                    radius + away * 0.5f, 0, away);
    }
    list->AddRect(item.min, item.max, border, radius, 0, ui.px(1));
    if (area && !spec.marks.empty()) {
      list->PushClipRect(item.min, item.max, true);
      underline(ui, {item.min.x + padding, item.min.y + ui.px(6)}, shown, lines, spec.marks, style,
                line_height);
      list->PopClipRect();
    }
    if (!item.focused) {
      list->PushClipRect(item.min, item.max, true);
      if (shown.empty()) {
        TextStyle faint = style;
        faint.colour = theme::kTextFaint;
        draw_text_centred(ui, {item.min.x + padding, item.min.y},
                          area ? line_height + 2 * ui.px(6) : height, spec.placeholder, faint,
                          width - 2 * padding);
      } else if (area) {
        float y = item.min.y + ui.px(6);
        for (std::string_view line : lines) {
          draw_text_centred(ui, {item.min.x + padding, y}, line_height, line, style);
          y += line_height;
        }
      } else {
        draw_text_centred(ui, {item.min.x + padding, item.min.y}, height, shown, style,
                          width - 2 * padding);
      }
      list->PopClipRect();
    }
  }
  if (!spec.problem.empty()) {
    gap(ui, 4);
    paragraph(ui, spec.problem, {.size = theme::kSmallText, .colour = theme::kDanger});
  }
  return typed;
}

}  // namespace tollgate::designer
