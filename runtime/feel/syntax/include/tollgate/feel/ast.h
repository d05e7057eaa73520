// The syntax tree of an expression: flat arrays, no pointers, children by index.
//
//   Result<Ast> ast = parse("a + 1", scope);
//   const Node& root = ast->node(ast->root);      // NodeKind::kBinary
//   ast->children(root)                           // ids of `a` and `1`
//
// Spans are byte offsets in Ast::source. Children come in the order of the text.
// Source: DMN 1.5, 10.3.1.2 (grammar).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

using NodeId = uint32_t;

enum class NodeKind : uint8_t {
  kLiteral,        // null, true, 12.5, "text", @"P1D": constants[index]
  kName,           // names[index]; flag: in parentheses that keep it apart from a longer name
  kNegate,         // operand
  kBinary,         // left, right; op
  kBetween,        // value, low, high
  kIn,             // value, test...; flag: the tests stood in parentheses
  kUnaryTest,      // operand; op: kLess..kGreaterEqual, kEqual, kNotEqual. `< 5` as a range
  kUnaryTests,     // test...; flag: not(...). Only at the root of a unary-tests tree
  kAnyInput,       // `-`: every input passes
  kRange,          // start, end; flags kStartIncluded, kEndIncluded
  kIf,             // condition, then, else
  kFor,            // iteration..., result
  kSome,           // iteration..., condition
  kEvery,          // iteration..., condition
  kIteration,      // source [, end]; names[index]; with two children: source..end
  kFilter,         // list, condition or position
  kPath,           // source; names[index] is the property; flag: as with kName
  kList,           // item...
  kContext,        // entry...
  kEntry,          // value; names[index] is the key; flag: the key was quoted
  kFunction,       // parameter..., body; index: number of parameters; flag: external
  kParameter,      // names[index]; type: types[type] or kNoType
  kCall,           // callee, argument...
  kNamedArgument,  // value; names[index]
  kInstanceOf,     // value; types[type]
};

enum class Operator : uint8_t {
  kNone,
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
};

inline bool is_comparison(Operator op) {
  return op >= Operator::kEqual && op <= Operator::kGreaterEqual;
}

// "+", "<=", "and", ...
std::string_view operator_text(Operator op);

struct Node {
  static constexpr uint32_t kNoType = UINT32_MAX;
  static constexpr uint8_t kStartIncluded = 1;
  static constexpr uint8_t kEndIncluded = 2;
  static constexpr uint8_t kFlag = 1;

  NodeKind kind = NodeKind::kLiteral;
  Operator op = Operator::kNone;
  uint8_t flags = 0;
  uint16_t height = 1;       // 1 + the highest child's
  uint32_t first_child = 0;  // into Ast::child_ids
  uint32_t child_count = 0;
  uint32_t index = 0;       // into constants or names, by kind
  uint32_t type = kNoType;  // into types
  Span span;
  Span name_span;  // of the name, key or operator when it has one

  bool flag() const { return (flags & kFlag) != 0; }
};

struct Ast {
  std::string source;
  NodeId root = 0;
  std::vector<Node> nodes;
  std::vector<NodeId> child_ids;
  std::vector<Value> constants;
  std::vector<std::string> names;  // as known in scope: words parted by one space
  std::vector<Type> types;

  const Node& node(NodeId id) const { return nodes[id]; }
  std::span<const NodeId> children(const Node& n) const {
    return {child_ids.data() + n.first_child, n.child_count};
  }
  std::span<const NodeId> children(NodeId id) const { return children(nodes[id]); }
  const Node& child(const Node& n, size_t i) const { return nodes[child_ids[n.first_child + i]]; }
  const std::string& name(const Node& n) const { return names[n.index]; }
  const Value& constant(const Node& n) const { return constants[n.index]; }
  std::string_view text(Span span) const {
    return std::string_view(source).substr(span.begin, span.end - span.begin);
  }
};

// Whether two trees mean the same: kinds, names, constants and structure; not spans.
bool same_tree(const Ast& a, const Ast& b);
bool same_tree(const Ast& a, NodeId x, const Ast& b, NodeId y);

}  // namespace tollgate::feel
