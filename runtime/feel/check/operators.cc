#include "checker.h"
#include "tollgate/feel/static_type.h"

namespace tollgate::feel {

using words::doing;
using words::fill;
using words::in_quotes;

namespace {

bool has_size(const Type& type) {
  switch (type.kind()) {
    case TypeKind::kBoolean:
    case TypeKind::kList:
    case TypeKind::kContext:
    case TypeKind::kRange:
    case TypeKind::kFunction:
      return false;
    default:
      return true;
  }
}

const Type& unwrapped(const Type& type) {
  return type.kind() == TypeKind::kList ? type.element() : type;
}

}  // namespace

Type Checker::infer_binary(const Node& node) {
  const auto children = ast_.children(node);
  const Type left = infer(children[0]);
  const Type right = infer(children[1]);
  if (node.op == Operator::kAnd || node.op == Operator::kOr) {
    want_condition(children[0], left);
    want_condition(children[1], right);
    return Type::boolean();
  }
  if (is_comparison(node.op)) {
    const bool by_size = node.op != Operator::kEqual && node.op != Operator::kNotEqual;
    want_comparable(node, left, right, by_size);
    if (!by_size) {
      check_allowed_values(children[0], children[1]);
      check_allowed_values(children[1], children[0]);
    }
    return Type::boolean();
  }
  return infer_arithmetic(node, left, right);
}

void Checker::want_comparable(const Node& node, const Type& left, const Type& right, bool by_size) {
  const auto children = ast_.children(node);
  if (by_size) {
    for (size_t i = 0; i < 2; ++i) {
      const Type& type = i == 0 ? left : right;
      if (!known(type) || has_size(type)) continue;
      report(Severity::kError, "feel.check.operand_types", node.span,
             fill("{0}是{1}，不能比较大小。",
                  "{0} is {1}, which is neither more nor less than another.",
                  {called(children[i]), type_in_words(type)}));
      return;
    }
  }
  if (comparable(left, right)) return;
  report(Severity::kError, "feel.check.operand_types", node.span,
         fill("{0}是{1}，{2}是{3}，不能{4}{5}。", "{0} is {1} and {2} is {3}: they cannot {4}{5}.",
              {called(children[0]), type_in_words(left), called(children[1]), type_in_words(right),
               doing(node.op), words::mending_hint(node.op, left.kind(), right.kind())}));
}

Type Checker::infer_arithmetic(const Node& node, const Type& left, const Type& right) {
  const Type& a = unwrapped(left);
  const Type& b = unwrapped(right);
  if (!known(a) || !known(b)) {
    // What is left decides, where only one type is possible.
    if (node.op == Operator::kPower) return Type::number();
    return Type::any();
  }
  const TypeKind result = arithmetic_type(node.op, a.kind(), b.kind());
  if (result != TypeKind::kUnknown) return result;
  const auto children = ast_.children(node);
  const LocalizedText hint = words::mending_hint(node.op, a.kind(), b.kind());
  report(Severity::kError, "feel.check.operand_types", node.span,
         fill("{0}是{1}，{2}是{3}，不能{4}{5}。", "{0} is {1} and {2} is {3}: they cannot {4}{5}.",
              {called(children[0]), type_in_words(a), called(children[1]), type_in_words(b),
               doing(node.op), hint}));
  return Type::any();
}

Type Checker::infer_negate(const Node& node) {
  const NodeId operand = ast_.children(node)[0];
  const Type type = infer(operand);
  if (!known(type) || type.kind() == TypeKind::kNumber || is_duration(type.kind())) return type;
  report(Severity::kError, "feel.check.operand_types", node.span,
         fill("{0}是{1}，前面不能加负号。", "{0} is {1} and cannot be negated.",
              {called(operand), type_in_words(type)}));
  return Type::any();
}

Type Checker::infer_between(const Node& node) {
  const auto children = ast_.children(node);
  const Type value = infer(children[0]);
  for (size_t i = 1; i < 3; ++i) {
    const Type bound = infer(children[i]);
    if (comparable(value, bound) && (!known(value) || has_size(value)) &&
        (!known(bound) || has_size(bound))) {
      continue;
    }
    report(Severity::kError, "feel.check.operand_types", node.span,
           fill("{0}是{1}，界限{2}是{3}，不能比较大小。",
                "{0} is {1} and the bound {2} is {3}: they cannot be compared by size.",
                {called(children[0]), type_in_words(value), called(children[i]),
                 type_in_words(bound)}));
  }
  return Type::boolean();
}

Type Checker::infer_in(const Node& node) {
  const auto children = ast_.children(node);
  const Type value = infer(children[0]);
  for (size_t i = 1; i < children.size(); ++i) want_test(children[i], value, children[0]);
  return Type::boolean();
}

void Checker::want_test(NodeId test, const Type& input, NodeId input_node) {
  const Node& node = ast_.node(test);
  if (node.kind == NodeKind::kAnyInput) return;
  if (node.kind == NodeKind::kUnaryTests) {
    for (NodeId child : ast_.children(node)) want_test(child, input, input_node);
    return;
  }
  if (node.kind == NodeKind::kList) return want_one_of(test, input, input_node);
  want_equal(test, infer(test), input, input_node);
}

// The list as it stands, or one of its items (10.3.2.13).
void Checker::want_one_of(NodeId list, const Type& input, NodeId input_node) {
  const auto items = ast_.children(list);
  std::vector<Type> types;
  Type element = TypeKind::kNull;
  for (NodeId item : items) {
    types.push_back(infer(item));
    element = common_type(element, types.back());
  }
  if (input.kind() == TypeKind::kList && comparable(input.element(), element)) return;
  for (size_t i = 0; i < items.size(); ++i) want_equal(items[i], types[i], input, input_node);
}

void Checker::want_equal(NodeId test, const Type& type, const Type& input, NodeId input_node) {
  check_allowed_values(input_node, test);
  // A test may be true or false itself, such as contains(?, "x").
  if (type.kind() == TypeKind::kBoolean) return;
  const bool inside = type.kind() == TypeKind::kRange || type.kind() == TypeKind::kList;
  const Type& member = inside && input.kind() != type.kind() ? type.element() : type;
  const Type& unnested = member.kind() == TypeKind::kRange ? member.element() : member;
  if (comparable(input, unnested)) return;
  report(Severity::kError, "feel.check.operand_types", ast_.node(test).span,
         fill("{0}是{1}，这里却拿{2}来比。", "{0} is {1}, but is tested against {2}.",
              {called(input_node), type_in_words(input), type_in_words(unnested)}));
}

Type Checker::infer_range(const Node& node) {
  const auto children = ast_.children(node);
  const Type start = infer(children[0]);
  const Type end = infer(children[1]);
  if (!comparable(start, end) || (known(start) && !has_size(start))) {
    report(
        Severity::kError, "feel.check.operand_types", node.span,
        fill("区间两端要是同一种可比较的值，这里是{0}和{1}。",
             "Both ends of a range must be of one kind that has an order; these are {0} and {1}.",
             {type_in_words(start), type_in_words(end)}));
    return Type::range_of(Type::any());
  }
  return Type::range_of(known(start) ? start : end);
}

}  // namespace tollgate::feel
