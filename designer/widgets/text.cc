#include "tollgate/designer/widgets/text.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "tollgate/designer/widgets/item.h"

namespace tollgate::designer {
namespace {

// Pushes the face and size for the time of its life.
class FontScope {
 public:
  FontScope(const Ui& ui, const TextStyle& style) {
    ImGui::PushFont(ui.font(style.face), std::round(style.size * ui.scale()));
  }
  ~FontScope() { ImGui::PopFont(); }
};

// Characters between which a line may break without a space.
bool breaks_anywhere(unsigned int c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Closing punctuation stays with what it closes.
bool never_first(unsigned int c) {
  static constexpr std::u32string_view kClosing = U"，。、；：！？）】》」』”’…,.;:!?)]}%";
  return kClosing.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

// Opening punctuation stays with what it opens.
bool never_last(unsigned int c) {
  static constexpr std::u32string_view kOpening = U"（【《「“‘([{";
  return kOpening.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

// Whether a line may end between two characters that no space separates.
bool may_break(unsigned int before, unsigned int after) {
  return (breaks_anywhere(before) || breaks_anywhere(after)) && !never_first(after) &&
         !never_last(before);
}

float glyph_width(unsigned int c) {
  return ImGui::GetFontBaked()->GetCharAdvance(static_cast<ImWchar>(c));
}

const char* const kEllipsis = "…";

}  // namespace

float text_width(const Ui& ui, std::string_view text, const TextStyle& style) {
  FontScope font(ui, style);
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

std::vector<std::string_view> wrap_text(const Ui& ui, std::string_view text, float width,
                                        const TextStyle& style, int max_lines) {
  FontScope font(ui, style);
  std::vector<std::string_view> lines;
  const char* const end = text.data() + text.size();
  const char* line = text.data();
  while (line < end && static_cast<int>(lines.size()) < max_lines) {
    const char* cursor = line;
    const char* last_break = nullptr;  // where the line could end
    const char* resume = nullptr;      // where the next line would then start
    unsigned int previous = ' ';
    float used = 0;
    const char* stop = end;
    const char* next = end;
    while (cursor < end) {
      unsigned int c = 0;
      const int length = ImTextCharFromUtf8(&c, cursor, end);
      if (c == '\n') {
        stop = cursor;
        next = cursor + 1;
        break;
      }
      if (cursor > line && previous != ' ' && may_break(previous, c)) last_break = resume = cursor;
      used += glyph_width(c);
      if (used > width && cursor > line && c != ' ') {
        stop = last_break != nullptr ? last_break : cursor;
        next = resume != nullptr ? resume : cursor;
        break;
      }
      cursor += length;
      if (c == ' ') {
        last_break = cursor - 1;
        resume = cursor;
      }
      previous = c;
    }
    lines.emplace_back(line, static_cast<size_t>(stop - line));
    line = next;
  }
  return lines;
}

std::vector<std::string_view> wrap_to_rest(const Ui& ui, std::string_view text, float width,
                                           const TextStyle& style, int max_lines) {
  auto lines = wrap_text(ui, text, width, style, max_lines);
  if (static_cast<int>(lines.size()) == max_lines) {
    lines.back() = text.substr(static_cast<size_t>(lines.back().data() - text.data()));
  }
  return lines;
}

void draw_text(const Ui& ui, ImVec2 position, std::string_view text, const TextStyle& style,
               float max_width) {
  if (text.empty()) return;
  FontScope font(ui, style);
  const char* begin = text.data();
  const char* end = begin + text.size();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float size = ImGui::GetFontSize();
  const bool one_line = text.find('\n') == std::string_view::npos;
  if (max_width <= 0 || (one_line && ImGui::CalcTextSize(begin, end).x <= max_width)) {
    list->AddText(ImGui::GetFont(), size, position, style.colour, begin, end);
    return;
  }
  const float room = max_width - ImGui::CalcTextSize(kEllipsis).x;
  const char* cut = begin;
  float used = 0;
  while (cut < end) {
    unsigned int c = 0;
    const int length = ImTextCharFromUtf8(&c, cut, end);
    const float width = glyph_width(c);
    if (c == '\n' || used + width > room) break;
    used += width;
    cut += length;
  }
  list->AddText(ImGui::GetFont(), size, position, style.colour, begin, cut);
  list->AddText(ImGui::GetFont(), size, {position.x + used, position.y}, style.colour, kEllipsis);
}

void draw_text_centred(const Ui& ui, ImVec2 position, float height, std::string_view text,
                       const TextStyle& style, float max_width) {
  const float line = std::round(style.size * ui.scale());
  draw_text(ui, {position.x, std::round(position.y + (height - line) / 2)}, text, style, max_width);
}

void paragraph(Ui& ui, std::string_view text, const TextStyle& style, const char* key) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float line_height = ui.px(std::max(style.size * 1.45f, style.size + 4));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const auto lines = wrap_text(ui, text, width, style);
  float y = start.y;
  for (std::string_view line : lines) {
    draw_text_centred(ui, {start.x, y}, line_height, line, style);
    y += line_height;
  }
  const ImVec2 size(width, line_height * static_cast<float>(lines.size()));
  if (key != nullptr) {
    SemanticNode node;
    node.id = ImGui::GetID(key);
    node.role = Role::kText;
    node.name = text;
    node.rect = {start.x, start.y, size.x, size.y};
    node.visible = node.rect;
    ui.semantics().add(std::move(node));
  }
  ImGui::Dummy(size);
}

void heading(Ui& ui, const char* key, std::string_view text, int level, const TextStyle& style) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = ui.px(style.size + 8);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  draw_text_centred(ui, start, height, text, style, width);
  SemanticNode node;
  node.id = ImGui::GetID(key);
  node.role = Role::kHeading;
  node.level = level;
  node.name = text;
  node.rect = {start.x, start.y, width, height};
  node.visible = node.rect;
  ui.semantics().add(std::move(node));
  ImGui::Dummy({width, height});
}

void caption(Ui& ui, std::string_view text, bool required) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const TextStyle style{.size = theme::kSmallText, .colour = theme::kTextSoft};
  const float height = ui.px(20);
  const float width = ImGui::GetContentRegionAvail().x;
  const float below = ui.px(2);
  draw_text_centred(ui, start, height, text, style, width - ui.px(12));
  if (required) {
    draw_text_centred(ui, {start.x + text_width(ui, text, style) + ui.px(3), start.y}, height, "*",
                      {.size = theme::kSmallText, .colour = theme::kDanger});
  }
  ImGui::Dummy({width, height + below});
}

}  // namespace tollgate::designer
