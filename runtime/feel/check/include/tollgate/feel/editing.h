// Help while an expression is being typed, as data: colours and completions.
//
//   complete("customer.ci", 11, scope).items[0].insert == "city"
//
// Both work on unfinished and wrong text, never fail, and look at most at the first 64 KiB.
// Offsets are bytes of UTF-8. Formatting is in format.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/feel/check.h"
#include "tollgate/feel/scope.h"

namespace tollgate::feel {

enum class HighlightKind {
  kKeyword,
  kField,     // a name of the scope, or a member behind a dot
  kFunction,  // a built-in function
  kName,      // another name: a loop variable, or one that nobody knows
  kNumber,
  kString,
  kOperator,
  kPunctuation,
  kComment,
  kInvalid,
};

struct Highlight {
  Span span;
  HighlightKind kind = HighlightKind::kName;
  bool operator==(const Highlight&) const = default;
};

// In the order of the text, without overlaps; white space has none.
std::vector<Highlight> highlight(std::string_view text, const Scope& scope);

enum class CompletionKind { kOption, kField, kFunction, kKeyword };

struct Completion {
  std::string insert;  // replaces Completions::replace
  uint32_t caret = 0;  // where the caret goes, counted from the start of `insert`
  CompletionKind kind = CompletionKind::kField;
  LocalizedText detail;  // the field's label, or the function's signature
  LocalizedText help;    // what a function gives, with an example; empty for the others
};

struct Completions {
  Span replace;  // what was typed of the name so far; empty at the caret when nothing was
  std::vector<Completion> items;  // best first, at most 50
};

Completions complete(std::string_view text, uint32_t offset, const Scope& scope,
                     const FactsLookup& facts = {});

}  // namespace tollgate::feel
