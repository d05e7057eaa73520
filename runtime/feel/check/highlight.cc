#include "name_match.h"
#include "tollgate/feel/editing.h"
#include "tollgate/feel/function_table.h"

namespace tollgate::feel {
namespace {

constexpr size_t kLongestHighlighted = 64 * 1024;

struct Match {
  size_t tokens = 0;
  HighlightKind kind = HighlightKind::kName;
};

// The longest name of the scope or of a function (when called) that starts here.
Match match_name(std::string_view text, std::span<const Token> tokens, const Scope& scope) {
  Match best{1, HighlightKind::kName};
  bool found = false;
  const auto take = [&](std::string_view name, HighlightKind kind) {
    const size_t count = tokens_spelling(text, tokens, name);
    if (count == 0 || count < best.tokens || (found && count == best.tokens)) return;
    best = {count, kind};
    found = true;
  };
  for (const ScopeName& known : scope.names()) take(known.name, HighlightKind::kField);
  for (const FunctionSignature& function : all_functions()) {
    const size_t count = tokens_spelling(text, tokens, function.name);
    const bool called =
        count > 0 && count < tokens.size() && token_text(text, tokens[count]) == "(";
    if (called) take(function.name, HighlightKind::kFunction);
  }
  return best;
}

HighlightKind kind_of_symbol(std::string_view symbol) {
  for (std::string_view mark : {"(", ")", "[", "]", "{", "}", ",", ":", "."}) {
    if (symbol == mark) return HighlightKind::kPunctuation;
  }
  return HighlightKind::kOperator;
}

}  // namespace

std::vector<Highlight> highlight(std::string_view text, const Scope& scope) {
  text = text.substr(0, kLongestHighlighted);
  const std::vector<Token> tokens = tokenize(text, true);
  std::vector<Highlight> highlights;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::string_view word = token_text(text, token);
    HighlightKind kind = HighlightKind::kInvalid;
    Span span = token.span;
    switch (token.kind) {
      case TokenKind::kEnd:
        return highlights;
      case TokenKind::kNumber:
        kind = HighlightKind::kNumber;
        break;
      case TokenKind::kString:
      case TokenKind::kAt:
        kind = HighlightKind::kString;
        break;
      case TokenKind::kComment:
        kind = HighlightKind::kComment;
        break;
      case TokenKind::kSymbol:
        kind = kind_of_symbol(word);
        break;
      case TokenKind::kWord: {
        const bool member = i > 0 && token_text(text, tokens[i - 1]) == ".";
        const Match match = match_name(text, std::span(tokens).subspan(i), scope);
        if (member) {
          kind = HighlightKind::kField;
        } else if (is_keyword(word) && match.kind == HighlightKind::kName) {
          kind = HighlightKind::kKeyword;
        } else {
          kind = match.kind;
          span.end = tokens[i + match.tokens - 1].span.end;
          i += match.tokens - 1;
        }
        break;
      }
      case TokenKind::kInvalid:
        break;
    }
    highlights.push_back({span, kind});
  }
  return highlights;
}

}  // namespace tollgate::feel
