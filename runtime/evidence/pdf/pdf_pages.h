// How many pages of a PDF show something: the leaves of its page tree whose content paints text, an
// image or a path, counted one by one. Its own claim (/Count) is not believed.
// Source: ISO 32000-1, 7.7.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text_found.h"
#include "unpack.h"

namespace tollgate::evidence {

struct PdfPages {
  std::optional<int64_t> with_content;  // absent when there is no page to look at
  bool encrypted = false;
  bool too_complex = false;  // the budget was used up
};

// The text of the pages goes to `text`.
PdfPages count_pages(std::string_view bytes, UnpackBudget& budget, TextFound& text);

}  // namespace tollgate::evidence
