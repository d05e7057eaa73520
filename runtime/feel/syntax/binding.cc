#include "tollgate/feel/binding.h"

namespace tollgate::feel {

Binding binding_of(const Node& n, const Ast& ast) {
  switch (n.kind) {
    case NodeKind::kIf:
    case NodeKind::kFor:
    case NodeKind::kSome:
    case NodeKind::kEvery:
    case NodeKind::kFunction:
      return kAny;
    case NodeKind::kBetween:
    case NodeKind::kIn:
      return kComparison;
    case NodeKind::kUnaryTest:
      return kAny;
    case NodeKind::kNegate:
      return kUnary;
    case NodeKind::kLiteral: {
      const Value& v = ast.constant(n);
      return v.is_number() && v.as_number().negative() ? kUnary : kPostfix;
    }
    case NodeKind::kBinary:
      switch (n.op) {
        case Operator::kOr:
          return kOr;
        case Operator::kAnd:
          return kAnd;
        case Operator::kAdd:
        case Operator::kSubtract:
          return kAdditive;
        case Operator::kMultiply:
        case Operator::kDivide:
          return kMultiplicative;
        case Operator::kPower:
          return kPower;
        default:
          return kComparison;
      }
    default:
      return kPostfix;
  }
}

}  // namespace tollgate::feel
