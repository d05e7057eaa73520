#include "name_match.h"

namespace tollgate::feel {

size_t tokens_spelling(std::string_view text, std::span<const Token> tokens,
                       std::string_view name) {
  size_t count = 0;
  while (!name.empty()) {
    if (count == tokens.size()) return 0;
    const std::string_view word = token_text(text, tokens[count]);
    if (word.empty() || !name.starts_with(word)) return 0;
    name.remove_prefix(word.size());
    if (name.starts_with(' ')) name.remove_prefix(1);
    ++count;
  }
  return count;
}

}  // namespace tollgate::feel
