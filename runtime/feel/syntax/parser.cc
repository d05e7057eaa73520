#include "parser.h"

#include "slips.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {

Parser::Parser(std::string_view text, const Scope& scope, const ParseLimits& limits)
    : text_(text),
      scope_(scope),
      limits_(limits),
      names_(&scope.matchers().names),
      members_(&scope.matchers().members) {
  ast_.source = text;
  tokens_ = tokenize(text);
}

const Token& Parser::peek(size_t ahead) const {
  const size_t i = at_ + ahead;
  return i < tokens_.size() ? tokens_[i] : tokens_.back();
}

std::string_view Parser::token_text(size_t token) const {
  const Span span = tokens_[token].span;
  return text_.substr(span.begin, span.end - span.begin);
}

std::string_view Parser::word(size_t ahead) const {
  return token_text(std::min(at_ + ahead, tokens_.size() - 1));
}

bool Parser::is_symbol(std::string_view symbol, size_t ahead) const {
  return peek(ahead).kind == TokenKind::kSymbol && word(ahead) == symbol;
}

bool Parser::is_word(std::string_view text, size_t ahead) const {
  return peek(ahead).kind == TokenKind::kWord && word(ahead) == text;
}

bool Parser::take_symbol(std::string_view symbol) {
  if (!is_symbol(symbol)) return false;
  advance();
  return true;
}

bool Parser::take_word(std::string_view text) {
  if (!is_word(text)) return false;
  advance();
  return true;
}

void Parser::expect_symbol(std::string_view symbol) {
  if (take_symbol(symbol)) return;
  const std::string quoted = "\"" + std::string(symbol) + "\"";
  fail_expected(quoted, quoted);
}

void Parser::expect_word(std::string_view text) {
  if (take_word(text)) return;
  const std::string quoted = "\"" + std::string(text) + "\"";
  fail_expected(quoted, quoted);
}

bool Parser::is_name_word(size_t ahead) const {
  return peek(ahead).kind == TokenKind::kWord && !is_keyword(word(ahead));
}

size_t Parser::key_length() const {
  constexpr size_t kLongestKey = 32;
  if (peek().kind != TokenKind::kWord) return 0;
  for (size_t i = 0; i < kLongestKey; ++i) {
    const TokenKind kind = peek(i).kind;
    if (kind == TokenKind::kWord || kind == TokenKind::kNumber) continue;
    if (is_symbol(":", i)) return i;
    // Additional name symbols: grammar rule 30.
    const bool symbol = kind == TokenKind::kSymbol || kind == TokenKind::kInvalid;
    const std::string_view w = word(i);
    const bool name_symbol = w == "." || w == "/" || w == "-" || w == "'" || w == "+" || w == "*" ||
                             w == "**" || w == "\u2019";
    if (!symbol || !name_symbol) return 0;
  }
  return 0;
}

std::string Parser::joined(size_t count) const {
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    if (i != 0 && peek(i).span.begin != peek(i - 1).span.end) out += ' ';
    out += word(i);
  }
  return out;
}

void Parser::refuse_keyword() {
  if (peek().kind != TokenKind::kWord || !is_keyword(word())) return;
  const std::string found(word());
  fail(make_error(
      "feel.syntax.keyword_name",
      {"“" + found + "”是语言自己的词，名字不能以它开头；作键时请加引号，如 \"" + found + "\":",
       "'" + found +
           "' is a word of the language and cannot begin a name; a key may be "
           "put in quotes: \"" +
           found + "\":"},
      {.span = peek().span}));
}

NodeId Parser::add(Node node, std::vector<NodeId> children, uint32_t begin) {
  node.first_child = static_cast<uint32_t>(ast_.child_ids.size());
  node.child_count = static_cast<uint32_t>(children.size());
  uint32_t height = 1;
  for (const NodeId child : children) {
    height = std::max<uint32_t>(height, ast_.nodes[child].height + 1u);
    ast_.child_ids.push_back(child);
  }
  node.span = {begin, end()};
  if (height > limits_.height) {
    fail(make_error("feel.syntax.too_deep",
                    {"表达式层次太多，请拆成几个计算字段",
                     "the expression has too many levels; split it into several computed fields"},
                    {.span = node.span}));
  }
  node.height = static_cast<uint16_t>(height);
  ast_.nodes.push_back(node);
  return static_cast<NodeId>(ast_.nodes.size() - 1);
}

NodeId Parser::literal(Value value, uint32_t begin) {
  Node node;
  node.kind = NodeKind::kLiteral;
  node.index = static_cast<uint32_t>(ast_.constants.size());
  ast_.constants.push_back(std::move(value));
  return add(node, {}, begin);
}

uint32_t Parser::intern(std::string_view name) {
  const auto next = static_cast<uint32_t>(ast_.names.size());
  const auto [entry, is_new] = interned_.emplace(std::string(name), next);
  if (is_new) ast_.names.emplace_back(name);
  return entry->second;
}

void Parser::fail(Diagnostic diagnostic) { throw SyntaxError{std::move(diagnostic)}; }

void Parser::fail_expected(std::string_view zh, std::string_view en) {
  const Token& token = peek();
  const bool invalid = token.kind == TokenKind::kInvalid;
  const char* const code = invalid ? "feel.syntax.invalid_character" : "feel.syntax.unexpected";
  if (invalid && word().starts_with('"')) {
    fail(make_error("feel.syntax.open_string",
                    {"文字缺少结尾的双引号", "the text lacks its closing quote"},
                    {.span = token.span}));
  }
  if (invalid && word().starts_with("/*")) {
    fail(make_error(code, {"注释缺少结尾的 */", "the comment lacks its closing */"},
                    {.span = token.span}));
  }
  if (token.kind == TokenKind::kWord) refuse_full_width(1);
  if (const std::optional<Slip> slip = find_slip(text_, tokens_, at_)) {
    const LocalizedText found =
        words::in_quotes(text_.substr(slip->span.begin, slip->span.end - slip->span.begin));
    fail(make_error(
        slip->span == token.span ? code : "feel.syntax.unexpected",
        words::fill("{0}不能这样用：{1}", "{0} cannot be used so: {1}", {found, slip->hint}),
        {.span = slip->span}));
  }
  const LocalizedText wanted{std::string(zh), std::string(en)};
  const LocalizedText found = words::in_quotes(word());
  if (token.kind == TokenKind::kEnd) {
    fail(make_error("feel.syntax.unexpected_end",
                    words::fill("表达式没有写完：这里应该是{0}",
                                "the expression ends too early: expected {0}", {wanted}),
                    {.span = token.span}));
  }
  fail(make_error(code,
                  invalid ? words::fill("不认识的字符{0}", "{0} cannot be used here", {found})
                          : words::fill("{0}用错了位置：这里应该是{1}",
                                        "{0} is out of place: expected {1}", {found, wanted}),
                  {.span = token.span}));
}

void Parser::refuse_repeated(const Node& node, std::span<const NodeId> before) {
  for (const NodeId other : before) {
    if (ast_.nodes[other].index != node.index) continue;
    const std::string& name = ast_.name(node);
    fail(make_error("feel.syntax.duplicate_name",
                    {"名字“" + name + "”出现了两次", "the name '" + name + "' occurs twice"},
                    {.span = node.name_span}));
  }
}

void Parser::refuse_full_width(size_t count) {
  const uint32_t end = peek(count - 1).span.end;
  const std::string_view found = text_.substr(begin(), end - begin());
  const auto sign = full_width_sign(found);
  if (!sign) return;
  const auto at = begin() + static_cast<uint32_t>(found.find(sign->sign));
  fail(make_error(
      "feel.syntax.full_width",
      {"“" + std::string(sign->sign) + "”是全角符号，请改用 " + std::string(sign->instead),
       "'" + std::string(sign->sign) + "' is a full-width sign; type " +
           std::string(sign->instead) + " instead"},
      {.span = Span{at, at + static_cast<uint32_t>(sign->sign.size())}}));
}

Parser::Nesting::Nesting(Parser& parser) : parser_(parser) {
  if (++parser_.depth_ > parser_.limits_.depth) {
    const Span span = parser_.peek().span;
    // The destructor of a throwing constructor does not run; the parser is given up anyway.
    parser_.fail(make_error("feel.syntax.too_deep",
                            {"括号或条件嵌套超过 " + std::to_string(parser_.limits_.depth) + " 层",
                             "brackets or conditions are nested more than " +
                                 std::to_string(parser_.limits_.depth) + " levels deep"},
                            {.span = span}));
  }
}

namespace {

std::optional<Diagnostic> refuse_text(std::string_view text, const ParseLimits& limits) {
  if (text.size() <= limits.text_bytes) return std::nullopt;
  return make_error(
      "feel.syntax.too_long",
      {"表达式太长：最多 " + std::to_string(limits.text_bytes) + " 字节",
       "the expression is too long: at most " + std::to_string(limits.text_bytes) + " bytes"},
      {.span = Span{0, 0}});
}

}  // namespace

Result<Ast> parse(std::string_view text, const Scope& scope, const ParseLimits& limits) {
  if (auto refused = refuse_text(text, limits)) return std::move(*refused);
  try {
    return Parser(text, scope, limits).parse_expression_text();
  } catch (SyntaxError& error) {
    return std::move(error.diagnostic);
  }
}

Result<Ast> parse_unary_tests(std::string_view text, const Scope& scope,
                              const ParseLimits& limits) {
  if (auto refused = refuse_text(text, limits)) return std::move(*refused);
  try {
    return Parser(text, scope, limits).parse_unary_tests_text();
  } catch (SyntaxError& error) {
    return std::move(error.diagnostic);
  }
}

Result<Type> parse_type(std::string_view text, const Scope& scope) {
  const ParseLimits limits;
  if (auto refused = refuse_text(text, limits)) return std::move(*refused);
  try {
    return Parser(text, scope, limits).parse_type_text();
  } catch (SyntaxError& error) {
    return std::move(error.diagnostic);
  }
}

}  // namespace tollgate::feel
