#include "tollgate/feel/keyword.h"

namespace tollgate::feel {

bool is_keyword(std::string_view word) {
  static constexpr std::string_view kKeywords[] = {
      "if",       "then",      "else", "for",   "in",      "return",   "some",
      "every",    "satisfies", "and",  "or",    "between", "instance", "of",
      "function", "external",  "true", "false", "null",    "not"};
  for (const std::string_view keyword : kKeywords) {
    if (keyword == word) return true;
  }
  return false;
}

}  // namespace tollgate::feel
