#include <algorithm>
#include <optional>

#include "checker.h"

namespace tollgate::feel {

using words::fill;
using words::in_quotes;

namespace {

// What one part of a conjunction asks of a path, such as amount >= 5.
struct Bound {
  enum Side { kLow, kHigh, kExactly } side = kExactly;
  bool included = true;
  const Value* value = nullptr;
  Span span;
  std::string path;
};

// Order of two constants of one kind; nullopt where this check does not look.
std::optional<int> order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  const auto sign = [](auto x, auto y) { return x < y ? -1 : (y < x ? 1 : 0); };
  switch (a.kind()) {
    case Kind::kNumber:
      return compare(a.as_number(), b.as_number());
    case Kind::kString:
      return sign(a.as_string(), b.as_string());
    case Kind::kDate:
      return sign(a.as_date().days, b.as_date().days);
    default:
      return std::nullopt;
  }
}

bool contradict(const Bound& a, const Bound& b) {
  if (a.path != b.path || (a.side == b.side && a.side != Bound::kExactly)) return false;
  const std::optional<int> by = order(*a.value, *b.value);
  if (!by) return false;
  if (a.side == Bound::kExactly && b.side == Bound::kExactly) return *by != 0;
  // Bring it to: low must not lie above high.
  const bool a_is_low = a.side == Bound::kLow || b.side == Bound::kHigh;
  const int low_to_high = a_is_low ? *by : -*by;
  return low_to_high > 0 || (low_to_high == 0 && !(a.included && b.included));
}

Bound::Side side_of(Operator op) {
  if (op == Operator::kEqual) return Bound::kExactly;
  return op == Operator::kLess || op == Operator::kLessEqual ? Bound::kHigh : Bound::kLow;
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::kLess:
      return Operator::kGreater;
    case Operator::kLessEqual:
      return Operator::kGreaterEqual;
    case Operator::kGreater:
      return Operator::kLess;
    case Operator::kGreaterEqual:
      return Operator::kLessEqual;
    default:
      return op;
  }
}

bool is_path(const Ast& ast, NodeId id) {
  while (ast.node(id).kind == NodeKind::kPath) id = ast.children(id)[0];
  return ast.node(id).kind == NodeKind::kName;
}

// -5 is a literal to the eye, a negation to the tree: looked at only as a plain constant.
const Value* constant(const Ast& ast, NodeId id) {
  const Node& node = ast.node(id);
  return node.kind == NodeKind::kLiteral ? &ast.constant(node) : nullptr;
}

void collect(const Ast& ast, NodeId id, std::vector<Bound>& bounds) {
  const Node& node = ast.node(id);
  const auto children = ast.children(node);
  const auto add = [&](NodeId path, Operator op, NodeId value) {
    const Value* limit = constant(ast, value);
    if (limit == nullptr || !is_path(ast, path)) return;
    const bool included = op != Operator::kLess && op != Operator::kGreater;
    bounds.push_back(
        {side_of(op), included, limit, node.span, std::string(ast.text(ast.node(path).span))});
  };
  if (node.kind == NodeKind::kIn && children.size() == 2 &&
      ast.node(children[1]).kind == NodeKind::kRange) {
    const Node& range = ast.node(children[1]);
    const auto ends = ast.children(range);
    add(children[0],
        range.flags & Node::kStartIncluded ? Operator::kGreaterEqual : Operator::kGreater, ends[0]);
    add(children[0], range.flags & Node::kEndIncluded ? Operator::kLessEqual : Operator::kLess,
        ends[1]);
    return;
  }
  if (node.kind == NodeKind::kBetween) {
    add(children[0], Operator::kGreaterEqual, children[1]);
    add(children[0], Operator::kLessEqual, children[2]);
    return;
  }
  if (node.kind != NodeKind::kBinary) return;
  if (node.op == Operator::kAnd) {
    collect(ast, children[0], bounds);
    collect(ast, children[1], bounds);
    return;
  }
  if (node.op < Operator::kEqual || node.op > Operator::kGreaterEqual ||
      node.op == Operator::kNotEqual) {
    return;
  }
  add(children[0], node.op, children[1]);
  add(children[1], mirrored(node.op), children[0]);
}

}  // namespace

void Checker::look_for_impossible(NodeId id) {
  const Node& node = ast_.node(id);
  const bool conjunction = node.kind == NodeKind::kBinary && node.op == Operator::kAnd;
  const bool bounds_alone = node.kind == NodeKind::kBetween || node.kind == NodeKind::kIn;
  if (!conjunction) {
    for (NodeId child : ast_.children(node)) look_for_impossible(child);
    if (!bounds_alone) return;
  }
  constexpr size_t kMaxBounds = 64;  // pairs are compared: keeps a long chain from costing much
  std::vector<Bound> bounds;
  collect(ast_, id, bounds);
  if (bounds.size() > kMaxBounds) bounds.resize(kMaxBounds);
  for (size_t i = 0; i < bounds.size(); ++i) {
    for (size_t j = i + 1; j < bounds.size(); ++j) {
      if (!contradict(bounds[i], bounds[j])) continue;
      const bool one_part = bounds[i].span == bounds[j].span;
      report(Severity::kWarning, "feel.check.never_holds", one_part ? bounds[i].span : node.span,
             one_part ? fill("{0}永远不成立：没有值在它的界限之内。",
                             "{0} can never hold: no value lies within its bounds.",
                             {in_quotes(ast_.text(bounds[i].span))})
                      : fill("{0}和{1}不可能同时成立。", "{0} and {1} can never hold together.",
                             {in_quotes(ast_.text(bounds[i].span)),
                              in_quotes(ast_.text(bounds[j].span))}));
      return;
    }
  }
}

namespace {

// A person who reads that an option is not there is shown so many of those that are.
constexpr size_t kMaxShownValues = 20;

std::optional<size_t> place_of(const NameFacts& facts, std::string_view value) {
  const std::string* found = facts.by_value.find(
      facts.values, [](const std::string& text) -> std::string_view { return text; }, value);
  return found ? std::optional(static_cast<size_t>(found - facts.values.data())) : std::nullopt;
}

// “新建”（new）, as lint's messages call what an id names.
LocalizedText quoted_value(const NameFacts& facts, const std::string& value) {
  const auto index = place_of(facts, value).value_or(facts.values.size());
  if (index >= facts.value_labels.size()) return in_quotes(value);
  const LocalizedText& label = facts.value_labels[index];
  const auto with_id = [&](const std::string& words, const std::string& quoted_id,
                           const std::string& quoted_words, const char* open, const char* close) {
    return words.empty() || words == value ? quoted_id : quoted_words + open + value + close;
  };
  return {with_id(label.zh, in_quotes(value).zh, in_quotes(label.zh).zh, "（", "）"),
          with_id(label.en, in_quotes(value).en, in_quotes(label.en).en, " (", ")")};
}

std::vector<std::string> first_values(const NameFacts& facts) {
  const auto count = std::min(facts.values.size(), kMaxShownValues);
  return {facts.values.begin(), facts.values.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

void Checker::check_allowed_values(NodeId name, NodeId value) {
  const Value* text = constant(ast_, value);
  if (text == nullptr || !text->is_string()) return;
  const NameFacts* facts = facts_of(name);
  if (facts == nullptr || facts->values.empty()) return;
  if (place_of(*facts, text->as_string())) return;
  std::vector<std::string> candidates;
  if (looks_for_names()) candidates = nearest_names(text->as_string(), facts->values);
  LocalizedText message =
      candidates.empty()
          ? fill("{0}没有{1}这个选项，这个比较永远不成立。",
                 "{0} has no option {1}: the comparison can never hold.",
                 {called(name), in_quotes(text->as_string())})
          : fill("{0}没有{1}这个选项，是不是{2}？", "{0} has no option {1}. Did you mean {2}?",
                 {called(name), in_quotes(text->as_string()),
                  quoted_value(*facts, candidates.front())});
  report(Severity::kWarning, "feel.check.unknown_option", ast_.node(value).span, std::move(message),
         candidates.empty() ? first_values(*facts) : std::move(candidates));
}

}  // namespace tollgate::feel
