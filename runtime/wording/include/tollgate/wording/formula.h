// Formulas as people write and read them, by labels: to FEEL over ids and back.
//
//   Reading read = read_formula("客户数 > 15 且 签约额 < 5万", names);
//   read.feel                       // "customers > 15 and signed < 50000"
//   write_formula(read.feel, names, Language::kChinese)
//                                   // "客户数 > 15 且 签约额 < 5万"
//
// Both languages are read, mixed as people mix them, and FEEL over ids too. Reading loses nothing:
// what is not understood stands in the FEEL as it was written, and is a diagnostic. Reading does
// not say whether the FEEL is right: that is parsing and checking, whose places `source_of` brings
// back to what was written. Laws: what write_formula gives is read as the same tree; what was read
// is written in one way, which is read so again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/wording/names.h"

namespace tollgate::wording {

inline constexpr size_t kLongestFormula = 64 * 1024;  // bytes, as FEEL's parser takes

// A part of the FEEL and what it was read from, in bytes.
struct ReadPart {
  Span feel, source;
};

struct Reading {
  std::string feel;
  std::vector<ReadPart> parts;  // in the order of the FEEL
  // Codes: formula.unknown_name, formula.ambiguous_name, formula.ambiguous_option,
  // formula.ambiguous_number, formula.no_comparison, formula.period_without_date, formula.too_long.
  // Spans are of the text that was read; candidates are what can stand there instead.
  Diagnostics diagnostics;

  Span source_of(Span feel) const;
};

Reading read_formula(std::string_view text, const Names& names);

// nullopt where labels cannot say it so that it would be read again as the same: text that is no
// FEEL, comments, options of one choice with the same label. Such is shown as FEEL.
std::optional<std::string> write_formula(std::string_view feel, const Names& names,
                                         Language language);

}  // namespace tollgate::wording
