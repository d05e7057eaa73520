// The parser's state and its parts: expressions.cc (operators and their operands), primary.cc
// (everything that starts an operand), types.cc. Recursive descent with operator precedence.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "name_matcher.h"
#include "tollgate/feel/ast.h"
#include "tollgate/feel/lexer.h"
#include "tollgate/feel/parse.h"

namespace tollgate::feel {

// Thrown inside the parser only.
struct SyntaxError {
  Diagnostic diagnostic;
};

// How tightly operators bind; grammar rule 2 and 4.
enum Precedence : int {
  kLowest = 0,
  kOrPrecedence,
  kAndPrecedence,
  kComparisonPrecedence,
  kAdditivePrecedence,
  kMultiplicativePrecedence,
  kPowerPrecedence,
  kUnaryPrecedence,
};

class Parser {
 public:
  Parser(std::string_view text, const Scope& scope, const ParseLimits& limits);

  Ast parse_expression_text();
  Ast parse_unary_tests_text();
  Type parse_type_text();

 private:
  // Bounds recursion: one for each construct that can nest.
  class Nesting;
  // Names that are known until the end of a block.
  class LocalNames;
  // Whether what is read until the end of a block is the end of a range.
  class RangeEnd;

  // expressions.cc
  NodeId expression();
  NodeId binary(int precedence);
  NodeId continue_binary(NodeId left, int precedence, uint32_t start);
  NodeId in_tests(NodeId value, uint32_t start);
  NodeId positive_test(int precedence);
  NodeId unary();
  NodeId postfix(NodeId operand, uint32_t start);
  bool starts_expression(size_t ahead) const;
  bool opens_filter(NodeId operand) const;
  // Whether an operator of comparison stands right before, without a blank.
  bool follows_comparison() const;
  NodeId call(NodeId callee, uint32_t start);
  NodeId argument();
  NodeId unary_comparison();

  // primary.cc
  NodeId primary();
  NodeId number();
  NodeId string();
  NodeId at_literal();
  NodeId name();
  NodeId parenthesis();
  NodeId bracket();
  bool starts_open_range() const;
  NodeId range_end(NodeId start, uint32_t begin, bool start_included);
  NodeId context();
  NodeId entry(std::vector<std::string>& keys);
  NodeId if_expression();
  NodeId iterations(NodeKind kind);
  NodeId iteration(LocalNames& locals);
  NodeId function();

  // types.cc
  Type type();
  Type type_in_brackets();
  void expect_closing_bracket();

  // Tokens.
  const Token& peek(size_t ahead = 0) const;
  std::string_view token_text(size_t token) const;
  std::string_view word(size_t ahead = 0) const;
  bool is_symbol(std::string_view symbol, size_t ahead = 0) const;
  bool is_word(std::string_view text, size_t ahead = 0) const;
  bool take_symbol(std::string_view symbol);
  bool take_word(std::string_view text);
  void expect_symbol(std::string_view symbol);
  void expect_word(std::string_view text);
  void advance(size_t count = 1) { at_ += count; }
  uint32_t begin() const { return peek().span.begin; }
  uint32_t end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].span.end; }
  // A plain word that could be a part of a name.
  bool is_name_word(size_t ahead = 0) const;
  // Tokens up to the colon of "key:", joined as written; 0 when there is no such key here.
  size_t key_length() const;
  std::string joined(size_t count) const;
  // No name begins with a word of the language (10.3.1.2, grammar rule 26).
  void refuse_keyword();
  // A name that one of the nodes before has already: arguments and parameters.
  void refuse_repeated(const Node& node, std::span<const NodeId> before);
  // Nor is ＞ what was meant, unless a known name has it.
  void refuse_full_width(size_t count);

  // Tree.
  NodeId add(Node node, std::vector<NodeId> children, uint32_t begin);
  NodeId literal(Value value, uint32_t begin);
  uint32_t intern(std::string_view name);

  [[noreturn]] void fail(Diagnostic diagnostic);
  // "… expected"
  [[noreturn]] void fail_expected(std::string_view zh, std::string_view en);

  std::string_view text_;
  const Scope& scope_;
  ParseLimits limits_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  uint32_t depth_ = 0;
  bool in_range_end_ = false;
  uint32_t filters_ = 0;  // inside how many filters we are: members are names there
  NameMatcher names_;
  NameMatcher members_;
  Ast ast_;
  std::unordered_map<std::string, uint32_t> interned_;  // names to their number in the tree
};

class Parser::Nesting {
 public:
  explicit Nesting(Parser& parser);
  ~Nesting() { --parser_.depth_; }

 private:
  Parser& parser_;
};

class Parser::RangeEnd {
 public:
  RangeEnd(Parser& parser, bool value)
      : parser_(parser), before_(std::exchange(parser.in_range_end_, value)) {}
  ~RangeEnd() { parser_.in_range_end_ = before_; }

 private:
  Parser& parser_;
  bool before_;
};

class Parser::LocalNames {
 public:
  explicit LocalNames(Parser& parser) : parser_(parser) {}
  ~LocalNames() { parser_.names_.remove_last(count_); }
  void add(std::string_view name) {
    parser_.names_.add(name);
    ++count_;
  }

 private:
  Parser& parser_;
  size_t count_ = 0;
};

}  // namespace tollgate::feel
