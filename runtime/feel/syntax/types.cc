// Rule 54: type = qualified name | "range" "<" type ">" | "list" "<" type ">" |
// "context" "<" name ":" type, ... ">" | "function" "<" type, ... ">" "->" type.
#include "parser.h"

namespace tollgate::feel {

Type Parser::parse_type_text() {
  Type result = type();
  if (peek().kind != TokenKind::kEnd) fail_expected("类型的结尾", "the end of the type");
  return result;
}

Type Parser::type() {
  const Nesting nesting(*this);
  if (peek().kind != TokenKind::kWord) fail_expected("类型名", "the name of a type");
  const bool bracketed = is_symbol("<", 1);
  if (is_word("list") && bracketed) {
    advance();
    return Type::list_of(type_in_brackets());
  }
  if (is_word("range") && bracketed) {
    advance();
    return Type::range_of(type_in_brackets());
  }
  if (is_word("context") && bracketed) {
    advance(2);
    std::vector<std::pair<std::string, Type>> members;
    while (!take_symbol(">")) {
      if (!members.empty()) expect_symbol(",");
      const size_t length = key_length();
      if (length == 0) fail_expected("“名字: 类型”", "a name, a colon and a type");
      std::string name = joined(length);
      advance(length);
      expect_symbol(":");
      members.emplace_back(std::move(name), type());
    }
    return Type::context(std::move(members));
  }
  if (is_word("function") && bracketed) {
    advance(2);
    std::vector<Type> parameters;
    while (!take_symbol(">")) {
      if (!parameters.empty()) expect_symbol(",");
      parameters.push_back(type());
    }
    expect_symbol("->");
    Type result = type();
    return Type::function(std::move(parameters), std::move(result));
  }
  for (const std::string_view name :
       {"years and months duration", "days and time duration", "date and time"}) {
    NameMatcher one;
    one.add(name);
    if (const auto match = one.longest(text_, tokens_, at_); match.tokens > 0) {
      advance(match.tokens);
      return *simple_type(name);
    }
  }
  // Names from the scope, then simple types; the longest one.
  NameMatcher known;
  for (const ScopeName& named : scope_.types()) known.add(named.name);
  if (const auto match = known.longest(text_, tokens_, at_); match.tokens > 0) {
    advance(match.tokens);
    return *scope_.find_type(*match.name);
  }
  size_t count = 1;
  while ((is_symbol(".", count) && peek(count + 1).kind == TokenKind::kWord) ||
         is_name_word(count)) {
    count += is_symbol(".", count) ? 2 : 1;
  }
  const std::string name = joined(count);
  advance(count);
  if (const Type* const simple = simple_type(name)) return *simple;
  return Type::unknown(name);
}

Type Parser::type_in_brackets() {
  expect_symbol("<");
  Type inner = type();
  expect_closing_bracket();
  return inner;
}

// `list<number>= x`: the bracket and a comparison, though `>=` is one symbol elsewhere.
void Parser::expect_closing_bracket() {
  if (!is_symbol(">=")) return expect_symbol(">");
  ++tokens_[at_].span.begin;
}

}  // namespace tollgate::feel
