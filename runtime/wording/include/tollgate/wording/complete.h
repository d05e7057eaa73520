// What may stand where somebody writes in a formula, in their own words.
//
//   complete_formula("客", 3, names, Language::kChinese).offers[0].text   // "客户数"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/wording/names.h"

namespace tollgate::wording {

enum class OfferKind : uint8_t { kOption, kName, kFunction, kWord };

struct Offer {
  std::string text;  // replaces Completion::replace
  OfferKind kind = OfferKind::kName;
  std::string detail;  // of a function: what it gives, with an example
};

struct Completion {
  Span replace;  // what was written of the word so far; empty at the caret when nothing was
  std::vector<Offer> offers;  // best first, at most 50
};

// `caret` in bytes. Works on unfinished and wrong text.
Completion complete_formula(std::string_view text, uint32_t caret, const Names& names,
                            Language language);

// The functions as people call them, by purpose.
struct FunctionGroup {
  std::string label;
  std::vector<Offer> functions;
};
std::vector<FunctionGroup> functions_by_purpose(Language language);

}  // namespace tollgate::wording
