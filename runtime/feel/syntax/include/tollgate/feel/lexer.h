// The words of an expression, for the parser and for highlighting.
//
//   std::vector<Token> tokens = tokenize("score >= 60 // pass");
//
// Never fails: what is no token becomes kInvalid with its span. The last token is kEnd.
// Source: DMN 1.5, 10.3.1.2 (grammar rules 27-34, 60-62).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/feel/keyword.h"

namespace tollgate::feel {

enum class TokenKind : uint8_t {
  kEnd,
  kNumber,
  kString,   // with its quotes
  kWord,     // one word of a name, or a keyword
  kAt,       // @
  kSymbol,   // one of + - * / ** = != < <= > >= ( ) [ ] { } , : . .. ->
  kComment,  // only with keep_comments
  kInvalid,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
};

std::vector<Token> tokenize(std::string_view text, bool keep_comments = false);

// Whether the code point may start, or continue, a name (grammar rules 28, 29).
bool is_name_start(uint32_t code_point);
bool is_name_part(uint32_t code_point);

// The value of a string token; false when an escape is wrong. Grammar rule 35, 64.
bool unescape(std::string_view quoted, std::string& out);

}  // namespace tollgate::feel
