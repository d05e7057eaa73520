// Text that is only shown: measured, wrapped and clipped. Chinese wraps between characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

struct TextStyle {
  float size = theme::kTextSize;  // CSS pixels
  Face face = Face::kRegular;
  ImU32 colour = theme::kText;
};

// Width in device pixels of one line.
float text_width(const Ui& ui, std::string_view text, const TextStyle& style = {});

// The lines of text broken to `width` device pixels; at most `max_lines`, what goes past them is
// not returned.
std::vector<std::string_view> wrap_text(const Ui& ui, std::string_view text, float width,
                                        const TextStyle& style = {}, int max_lines = 100);
// The same, but the last of `max_lines` holds all the rest: drawn within the width, it ends in "…".
std::vector<std::string_view> wrap_to_rest(const Ui& ui, std::string_view text, float width,
                                           const TextStyle& style, int max_lines);

// Draws one line at a position, without layout; what goes past `max_width` ends in "…".
void draw_text(const Ui& ui, ImVec2 position, std::string_view text, const TextStyle& style = {},
               float max_width = 0);
// The same, vertically centred in a box of this height whose top is at `position`.
void draw_text_centred(const Ui& ui, ImVec2 position, float height, std::string_view text,
                       const TextStyle& style = {}, float max_width = 0);

// A paragraph at the cursor, wrapped to the available width; part of the semantic tree when
// `key` is given.
void paragraph(Ui& ui, std::string_view text, const TextStyle& style = {},
               const char* key = nullptr);
// A heading at the cursor, with its level for screen readers.
void heading(Ui& ui, const char* key, std::string_view text, int level,
             const TextStyle& style = {.size = theme::kTextSize, .face = Face::kSemibold});
// The small title above a control.
void caption(Ui& ui, std::string_view text, bool required = false);

}  // namespace tollgate::designer
