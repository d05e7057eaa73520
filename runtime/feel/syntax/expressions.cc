// Operators and what follows an operand. DMN 1.5, 10.3.1.2, grammar rules 1-25, 38-51.
#include "parser.h"

namespace tollgate::feel {
namespace {

struct OperatorInfo {
  std::string_view text;
  Operator op;
  Precedence precedence;
};

constexpr OperatorInfo kSymbolOperators[] = {
    {"=", Operator::kEqual, kComparisonPrecedence},
    {"!=", Operator::kNotEqual, kComparisonPrecedence},
    {"<", Operator::kLess, kComparisonPrecedence},
    {"<=", Operator::kLessEqual, kComparisonPrecedence},
    {">", Operator::kGreater, kComparisonPrecedence},
    {">=", Operator::kGreaterEqual, kComparisonPrecedence},
    {"+", Operator::kAdd, kAdditivePrecedence},
    {"-", Operator::kSubtract, kAdditivePrecedence},
    {"*", Operator::kMultiply, kMultiplicativePrecedence},
    {"/", Operator::kDivide, kMultiplicativePrecedence},
    {"**", Operator::kPower, kPowerPrecedence},
};

const OperatorInfo* find_operator(const Token& token, std::string_view word) {
  static constexpr OperatorInfo kOr{"or", Operator::kOr, kOrPrecedence};
  static constexpr OperatorInfo kAnd{"and", Operator::kAnd, kAndPrecedence};
  if (token.kind == TokenKind::kWord) {
    return word == "or" ? &kOr : word == "and" ? &kAnd : nullptr;
  }
  if (token.kind != TokenKind::kSymbol) return nullptr;
  for (const OperatorInfo& info : kSymbolOperators) {
    if (info.text == word) return &info;
  }
  return nullptr;
}

}  // namespace

Ast Parser::parse_expression_text() {
  ast_.root = expression();
  if (peek().kind != TokenKind::kEnd) {
    fail_expected("运算符或表达式的结尾", "an operator or the end of the expression");
  }
  return std::move(ast_);
}

// Rules 15-17: unary tests = positive unary tests | "not", "(", positive unary tests, ")" | "-".
Ast Parser::parse_unary_tests_text() {
  Node node;
  node.kind = NodeKind::kUnaryTests;
  std::vector<NodeId> tests;
  const uint32_t start = begin();
  if (is_symbol("-") && peek(1).kind == TokenKind::kEnd) {
    advance();
    Node any;
    any.kind = NodeKind::kAnyInput;
    tests.push_back(add(any, {}, start));
  } else {
    const bool negated = is_word("not") && is_symbol("(", 1);
    if (negated) {
      advance(2);
      node.flags |= Node::kFlag;
    }
    do {
      tests.push_back(positive_test(kLowest));
    } while (take_symbol(","));
    if (negated) expect_symbol(")");
  }
  if (peek().kind != TokenKind::kEnd) {
    fail_expected("逗号或结尾", "a comma or the end");
  }
  ast_.root = add(node, std::move(tests), start);
  return std::move(ast_);
}

NodeId Parser::expression() {
  const Nesting nesting(*this);
  const RangeEnd nested(*this, false);
  return binary(kLowest);
}

NodeId Parser::binary(int precedence) {
  const uint32_t start = begin();
  return continue_binary(unary(), precedence, start);
}

// Extends `left`, which starts at `start`, by operators that bind tighter than `precedence`; all
// associate to the left.
NodeId Parser::continue_binary(NodeId left, int precedence, uint32_t start) {
  while (true) {
    const Span operator_span = peek().span;
    if (precedence < kComparisonPrecedence && is_word("between")) {
      advance();
      const NodeId low = binary(kComparisonPrecedence);
      expect_word("and");
      const NodeId high = binary(kComparisonPrecedence);
      Node node;
      node.kind = NodeKind::kBetween;
      node.name_span = operator_span;
      left = add(node, {left, low, high}, start);
      continue;
    }
    if (precedence < kComparisonPrecedence && is_word("in")) {
      advance();
      left = in_tests(left, start);
      ast_.nodes[left].name_span = operator_span;
      continue;
    }
    const OperatorInfo* const info = find_operator(peek(), word());
    if (info == nullptr || info->precedence <= precedence) return left;
    advance();
    const NodeId right = binary(info->precedence);
    Node node;
    node.kind = NodeKind::kBinary;
    node.op = info->op;
    node.name_span = operator_span;
    left = add(node, {left, right}, start);
  }
}

// Rule 49c: expression, "in", positive unary test | expression, "in", "(", tests, ")".
NodeId Parser::in_tests(NodeId value, uint32_t start) {
  Node node;
  node.kind = NodeKind::kIn;
  std::vector<NodeId> children{value};
  const uint32_t open = begin();
  if (!is_symbol("(")) {
    children.push_back(positive_test(kComparisonPrecedence));
    return add(node, std::move(children), start);
  }
  advance();
  const NodeId first = positive_test(kLowest);
  if (is_symbol("..") && ast_.nodes[first].kind != NodeKind::kUnaryTest) {
    advance();
    const NodeId range = postfix(range_end(first, open, false), open);
    children.push_back(continue_binary(range, kComparisonPrecedence, open));
    return add(node, std::move(children), start);
  }
  const bool one = is_symbol(")");
  children.push_back(first);
  while (take_symbol(",")) children.push_back(positive_test(kLowest));
  expect_symbol(")");
  node.flags |= Node::kFlag;
  if (one && ast_.nodes[first].kind != NodeKind::kUnaryTest) {
    // Plain parentheses: what follows may belong to the operand, as in `x in (a).b`.
    const size_t before = at_;
    children[1] = continue_binary(postfix(first, open), kComparisonPrecedence, open);
    if (at_ != before) node.flags = 0;
  }
  return add(node, std::move(children), start);
}

// Rule 7: "< 5" and the like; or a range, a list, any expression.
NodeId Parser::positive_test(int precedence) {
  const Nesting nesting(*this);
  const RangeEnd nested(*this, false);
  for (const std::string_view symbol : {"<", "<=", ">", ">=", "=", "!="}) {
    if (is_symbol(symbol)) return unary_comparison();
  }
  return binary(precedence);
}

NodeId Parser::unary_comparison() {
  const uint32_t start = begin();
  Node node;
  node.kind = NodeKind::kUnaryTest;
  node.op = find_operator(peek(), word())->op;
  node.name_span = peek().span;
  advance();
  const NodeId operand = binary(kComparisonPrecedence);
  return add(node, {operand}, start);
}

NodeId Parser::unary() {
  const uint32_t start = begin();
  if (!is_symbol("-")) return postfix(primary(), start);
  const Nesting nesting(*this);
  Node node;
  node.kind = NodeKind::kNegate;
  node.name_span = peek().span;
  advance();
  const NodeId operand = unary();
  return add(node, {operand}, start);
}

// Filters, paths, invocations and `instance of` after an operand: rules 40, 45, 51, 53.
NodeId Parser::postfix(NodeId operand, uint32_t start) {
  while (true) {
    if (is_symbol(".")) {
      advance();
      const uint32_t name_begin = begin();
      NameMatcher::Match match;
      if (peek().kind == TokenKind::kWord) match = members_.longest(text_, tokens_, at_);
      size_t count = match.tokens;
      if (count == 0) {
        if (peek().kind != TokenKind::kWord) fail_expected("属性名", "the name of a property");
        count = 1;
      }
      const bool extended = is_name_word(count);
      while (is_name_word(count)) ++count;
      Node node;
      node.kind = NodeKind::kPath;
      node.index = intern(match.name != nullptr && !extended ? *match.name : joined(count));
      advance(count);
      node.name_span = {name_begin, end()};
      operand = add(node, {operand}, start);
    } else if (is_symbol("[") && opens_filter(operand)) {
      advance();
      ++filters_;
      const NodeId condition = expression();
      --filters_;
      expect_symbol("]");
      Node node;
      node.kind = NodeKind::kFilter;
      operand = add(node, {operand, condition}, start);
    } else if (is_symbol("(")) {
      operand = call(operand, start);
    } else if (is_word("instance") && is_word("of", 1)) {
      const Span keyword{begin(), peek(1).span.end};
      advance(2);
      Node node;
      node.kind = NodeKind::kInstanceOf;
      node.type = static_cast<uint32_t>(ast_.types.size());
      node.name_span = keyword;
      ast_.types.push_back(Type());
      const uint32_t index = node.type;
      ast_.types[index] = type();
      operand = add(node, {operand}, start);
    } else {
      return operand;
    }
  }
}

bool Parser::follows_comparison() const {
  if (at_ == 0 || tokens_[at_ - 1].kind != TokenKind::kSymbol) return false;
  const OperatorInfo* const before = find_operator(tokens_[at_ - 1], token_text(at_ - 1));
  if (before == nullptr || before->precedence != kComparisonPrecedence) return false;
  const bool doubled = before->op == Operator::kEqual && is_symbol("=");
  return doubled || tokens_[at_ - 1].span.end == begin();
}

// Tells a filter's bracket from the one that ends `]1..10[`. What is written out is not filtered
// there: `[1..5[[1]` is a range and then a filter.
bool Parser::opens_filter(NodeId operand) const {
  if (in_range_end_ && ast_.nodes[operand].kind == NodeKind::kLiteral) return false;
  return starts_expression(1) && !is_symbol("]", 1);
}

bool Parser::starts_expression(size_t ahead) const {
  const std::string_view w = word(ahead);
  switch (peek(ahead).kind) {
    case TokenKind::kEnd:
      return false;
    case TokenKind::kWord:
      return !is_keyword(w) || w == "if" || w == "for" || w == "some" || w == "every" ||
             w == "function" || w == "true" || w == "false" || w == "null" || w == "not";
    case TokenKind::kSymbol:
      return w == "(" || w == "[" || w == "]" || w == "{" || w == "-";
    default:
      return true;
  }
}

NodeId Parser::call(NodeId callee, uint32_t start) {
  expect_symbol("(");
  std::vector<NodeId> children{callee};
  if (!take_symbol(")")) {
    do {
      children.push_back(argument());
    } while (take_symbol(","));
    expect_symbol(")");
  }
  const bool named =
      children.size() > 1 && ast_.nodes[children[1]].kind == NodeKind::kNamedArgument;
  for (size_t i = 1; i < children.size(); ++i) {
    if ((ast_.nodes[children[i]].kind == NodeKind::kNamedArgument) != named) {
      fail(make_error(
          "feel.syntax.mixed_arguments",
          {"参数要么全部写名字，要么都不写名字", "either all arguments have a name or none has"},
          {.span = ast_.nodes[children[i]].span}));
    }
    if (named) refuse_repeated(ast_.nodes[children[i]], std::span(children).subspan(1, i - 1));
  }
  Node node;
  node.kind = NodeKind::kCall;
  return add(node, std::move(children), start);
}

NodeId Parser::argument() {
  const size_t key = key_length();
  if (key == 0) return expression();
  const uint32_t start = begin();
  Node node;
  node.kind = NodeKind::kNamedArgument;
  node.index = intern(joined(key));
  advance(key);
  node.name_span = {start, end()};
  expect_symbol(":");
  const NodeId value = expression();
  return add(node, {value}, start);
}

}  // namespace tollgate::feel
