// Names of several words among tokens, which are one word each.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tollgate/feel/lexer.h"

namespace tollgate::feel {

inline std::string_view token_text(std::string_view text, const Token& token) {
  return text.substr(token.span.begin, token.span.end - token.span.begin);
}

// How many tokens from the first on spell `name` (words and symbols parted by blanks); 0: none.
size_t tokens_spelling(std::string_view text, std::span<const Token> tokens, std::string_view name);

}  // namespace tollgate::feel
