// How many pages a PDF has: the leaves of its page tree, counted one by one. Its own claim
// (/Count) is not believed. Source: ISO 32000-1, 7.7.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "unpack.h"

namespace tollgate::evidence {

struct PdfPages {
  std::optional<int64_t> count;  // absent when nothing could be counted
  bool encrypted = false;
  bool too_complex = false;  // the budget was used up
};

PdfPages count_pages(std::string_view bytes, UnpackBudget& budget);

}  // namespace tollgate::evidence
