// What can start an operand: literals, names, brackets, contexts, if, for, some, every, function.
// DMN 1.5, 10.3.1.2, grammar rules 19, 26-37, 41-44, 46-48, 55-59.
#include "parser.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {

NodeId Parser::primary() {
  switch (peek().kind) {
    case TokenKind::kNumber:
      return number();
    case TokenKind::kString:
      return string();
    case TokenKind::kAt:
      return at_literal();
    case TokenKind::kWord:
      break;
    case TokenKind::kSymbol: {
      if (is_symbol("(")) return parenthesis();
      if (is_symbol("[") || is_symbol("]")) return bracket();
      if (is_symbol("{")) return context();
      for (const std::string_view symbol : {"<", "<=", ">", ">=", "=", "!="}) {
        if (!is_symbol(symbol)) continue;
        if (follows_comparison()) fail_expected("一个值", "a value");  // == and <>
        const Nesting nesting(*this);
        return unary_comparison();
      }
      [[fallthrough]];
    }
    default:
      fail_expected("一个值、字段名或左括号", "a value, a name or an opening bracket");
  }
  const uint32_t start = begin();
  if (take_word("null")) return literal(Value(), start);
  if (take_word("true")) return literal(Value::boolean(true), start);
  if (take_word("false")) return literal(Value::boolean(false), start);
  if (is_word("if")) return if_expression();
  if (is_word("for")) return iterations(NodeKind::kFor);
  if (is_word("some")) return iterations(NodeKind::kSome);
  if (is_word("every")) return iterations(NodeKind::kEvery);
  if (is_word("function")) return function();
  return name();
}

NodeId Parser::number() {
  const uint32_t start = begin();
  const std::optional<Decimal> value = Decimal::parse(word());
  if (!value) {
    fail(make_error("feel.syntax.bad_number",
                    {"数字太大，最多 34 位有效数字、指数不超过 6111",
                     "the number is out of range: 34 digits and exponents up to 6111"},
                    {.span = peek().span}));
  }
  advance();
  return literal(Value::number(*value), start);
}

NodeId Parser::string() {
  const uint32_t start = begin();
  std::string text;
  if (!unescape(word(), text)) {
    fail(make_error(
        "feel.syntax.bad_escape",
        {"文字里的 \\u 转义不完整", "an escape such as \\u00e9 in the text is incomplete"},
        {.span = peek().span}));
  }
  advance();
  return literal(Value::string(text), start);
}

// Rule 65: at literal = "@", string literal. What it reads as is told by its form.
NodeId Parser::at_literal() {
  const uint32_t start = begin();
  advance();
  if (peek().kind != TokenKind::kString) {
    fail_expected("日期、时间或时长的文字，如 @\"2026-01-31\"",
                  "a date, time or duration in quotes, such as @\"2026-01-31\"");
  }
  std::string text;
  if (!unescape(word(), text)) text.clear();
  advance();
  Value value;
  if (const auto date = parse_date(text)) {
    value = Value::date(*date);
  } else if (const auto date_time = parse_date_time(text)) {
    value = Value::date_time(*date_time);
  } else if (const auto time = parse_time(text)) {
    value = Value::time(*time);
  } else if (const auto months = parse_years_months_duration(text)) {
    value = Value::years_months_duration(*months);
  } else if (const auto seconds = parse_days_time_duration(text)) {
    value = Value::days_time_duration(*seconds);
  } else {
    const LocalizedText no_day = words::no_such_day(text);
    const LocalizedText quoted = words::in_quotes(text);
    fail(make_error(
        "feel.syntax.bad_temporal",
        no_day.empty()
            ? words::fill("{0}不是日期、时间或时长；例如 2026-01-31、09:30:00、PT90M",
                          "{0} is no date, time or duration; write 2026-01-31, 09:30:00 or PT90M",
                          {quoted})
            : words::fill("{0}：{1}", "{0}: {1}", {quoted, no_day}),
        {.span = Span{start, end()}}));
  }
  return literal(std::move(value), start);
}

NodeId Parser::name() {
  const uint32_t start = begin();
  NameMatcher::Match match = names_.longest(text_, tokens_, at_);
  if (filters_ > 0) {
    const NameMatcher::Match member = members_.longest(text_, tokens_, at_);
    if (member.tokens > match.tokens) match = member;
  }
  size_t count = match.tokens;
  if (is_keyword(word()) && count < 2 && !is_word("not")) {
    fail_expected("一个值或字段名", "a value or a name");
  }
  if (count == 0) count = 1;
  // Two words side by side are never an expression: they belong to one, unknown, name.
  const bool extended = is_name_word(count);
  while (is_name_word(count)) ++count;
  if ((match.name == nullptr || extended) && filters_ == 0) refuse_full_width(count);
  Node node;
  node.kind = NodeKind::kName;
  node.index = intern(match.name != nullptr && !extended ? *match.name : joined(count));
  advance(count);
  node.name_span = {start, end()};
  return add(node, {}, start);
}

NodeId Parser::parenthesis() {
  const uint32_t start = begin();
  expect_symbol("(");
  const NodeId inner = expression();
  if (take_symbol("..")) return range_end(inner, start, false);
  expect_symbol(")");
  Node& node = ast_.nodes[inner];
  const bool name = node.kind == NodeKind::kName || node.kind == NodeKind::kPath;
  // (a)-(b) keeps its parentheses where there is a name a-b (10.3.1.5).
  if (name && (names_.has_operators() || members_.has_operators())) node.flags |= Node::kFlag;
  return inner;
}

// A list, or a range that includes its start ("[") or not ("]").
NodeId Parser::bracket() {
  const uint32_t start = begin();
  if (take_symbol("]")) {
    const Nesting nesting(*this);
    const RangeEnd nested(*this, false);
    const NodeId from = binary(kComparisonPrecedence);
    expect_symbol("..");
    return range_end(from, start, false);
  }
  expect_symbol("[");
  std::vector<NodeId> items;
  if (starts_open_range() || !take_symbol("]")) {
    items.push_back(expression());
    if (take_symbol("..")) return range_end(items[0], start, true);
    while (take_symbol(",")) items.push_back(expression());
    expect_symbol("]");
  }
  Node node;
  node.kind = NodeKind::kList;
  return add(node, std::move(items), start);
}

// Tells `[ ]1..10[ ]` from `[]`, which nothing that starts an operand can follow.
bool Parser::starts_open_range() const {
  if (!is_symbol("]")) return false;
  const bool negative = is_symbol("-", 1) && peek(2).kind == TokenKind::kNumber;
  const bool symbol = peek(1).kind == TokenKind::kSymbol;
  return negative ? is_symbol("..", 3) : !symbol && !is_word("instance", 1) && starts_expression(1);
}

NodeId Parser::range_end(NodeId start, uint32_t begin, bool start_included) {
  const Nesting nesting(*this);
  const RangeEnd end(*this, true);
  const NodeId to = binary(kComparisonPrecedence);
  Node node;
  node.kind = NodeKind::kRange;
  if (start_included) node.flags |= Node::kStartIncluded;
  if (take_symbol("]")) {
    node.flags |= Node::kEndIncluded;
  } else if (!take_symbol(")") && !take_symbol("[")) {
    fail_expected("区间的结尾 \"]\" 或 \")\"", "the end of the range, \"]\" or \")\"");
  }
  return add(node, {start, to}, begin);
}

// Rules 57-59. Each entry sees those before it.
NodeId Parser::context() {
  LocalNames locals(*this);
  const uint32_t start = begin();
  expect_symbol("{");
  std::vector<NodeId> entries;
  std::vector<std::string> keys;
  if (!take_symbol("}")) {
    do {
      entries.push_back(entry(keys));
      locals.add(keys.back());
      members_.add(keys.back());
    } while (take_symbol(","));
    expect_symbol("}");
  }
  Node node;
  node.kind = NodeKind::kContext;
  return add(node, std::move(entries), start);
}

NodeId Parser::entry(std::vector<std::string>& keys) {
  const uint32_t start = begin();
  Node node;
  node.kind = NodeKind::kEntry;
  std::string key;
  if (peek().kind == TokenKind::kString) {
    if (!unescape(word(), key)) fail_expected("一个键", "a key");
    node.flags |= Node::kFlag;
    advance();
  } else {
    const size_t length = key_length();
    if (length == 0) fail_expected("一个键和冒号，如 name:", "a key and a colon, such as name:");
    refuse_keyword();
    key = joined(length);
    advance(length);
  }
  node.name_span = {start, end()};
  for (const std::string& other : keys) {
    if (other == key) {
      fail(make_error("feel.syntax.duplicate_key",
                      {"键“" + key + "”出现了两次", "the key '" + key + "' occurs twice"},
                      {.span = node.name_span}));
    }
  }
  keys.push_back(key);
  node.index = intern(key);
  expect_symbol(":");
  const NodeId value = expression();
  return add(node, {value}, start);
}

// Rule 43. A chain of `else if` is read in a loop, so that long chains do not nest.
NodeId Parser::if_expression() {
  struct Branch {
    uint32_t begin;
    NodeId condition;
    NodeId result;
  };
  std::vector<Branch> branches;
  NodeId otherwise;
  while (true) {
    Branch branch{begin(), 0, 0};
    expect_word("if");
    branch.condition = expression();
    expect_word("then");
    branch.result = expression();
    branches.push_back(branch);
    expect_word("else");
    if (is_word("if")) continue;
    otherwise = expression();
    break;
  }
  for (size_t i = branches.size(); i-- > 0;) {
    Node node;
    node.kind = NodeKind::kIf;
    otherwise =
        add(node, {branches[i].condition, branches[i].result, otherwise}, branches[i].begin);
  }
  return otherwise;
}

// Rules 41, 42, 44.
NodeId Parser::iterations(NodeKind kind) {
  LocalNames locals(*this);
  const uint32_t start = begin();
  advance();
  std::vector<NodeId> children;
  do {
    children.push_back(iteration(locals));
  } while (take_symbol(","));
  if (kind == NodeKind::kFor) {
    expect_word("return");
    locals.add("partial");
  } else {
    expect_word("satisfies");
  }
  children.push_back(expression());
  Node node;
  node.kind = kind;
  return add(node, std::move(children), start);
}

NodeId Parser::iteration(LocalNames& locals) {
  const uint32_t start = begin();
  size_t count = 0;
  while (count < 32 && !is_word("in", count) && peek(count).kind == TokenKind::kWord) ++count;
  if (count == 0 || !is_word("in", count)) {
    fail_expected("“名字 in 列表”", "a name, \"in\" and a list");
  }
  refuse_keyword();
  Node node;
  node.kind = NodeKind::kIteration;
  const std::string name = joined(count);
  node.index = intern(name);
  advance(count);
  node.name_span = {start, end()};
  expect_word("in");
  std::vector<NodeId> children{expression()};
  if (take_symbol("..")) children.push_back(expression());
  locals.add(name);
  return add(node, std::move(children), start);
}

// Rule 55, 56: function(a, b: number) body; external bodies are kept but not run.
NodeId Parser::function() {
  LocalNames locals(*this);
  const uint32_t start = begin();
  advance();
  expect_symbol("(");
  std::vector<NodeId> children;
  while (!take_symbol(")")) {
    if (!children.empty()) expect_symbol(",");
    const uint32_t parameter_begin = begin();
    size_t count = key_length();
    const bool typed = count != 0;
    if (!typed) {
      while (peek(count).kind == TokenKind::kWord) ++count;
      if (count == 0) fail_expected("参数名", "the name of a parameter");
    }
    refuse_keyword();
    Node parameter;
    parameter.kind = NodeKind::kParameter;
    const std::string name = joined(count);
    parameter.index = intern(name);
    advance(count);
    parameter.name_span = {parameter_begin, end()};
    if (typed) {
      expect_symbol(":");
      const Type declared = type();
      parameter.type = static_cast<uint32_t>(ast_.types.size());
      ast_.types.push_back(declared);
    }
    refuse_repeated(parameter, children);
    children.push_back(add(parameter, {}, parameter_begin));
    locals.add(name);
  }
  Node node;
  node.kind = NodeKind::kFunction;
  node.index = static_cast<uint32_t>(children.size());
  if (take_word("external")) node.flags |= Node::kFlag;
  children.push_back(expression());
  return add(node, std::move(children), start);
}

}  // namespace tollgate::feel
