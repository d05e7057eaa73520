#include "tollgate/feel/static_type.h"

#include "tollgate/feel/function_table.h"
#include "tollgate/feel/parse.h"

namespace tollgate::feel {
namespace {

class Inference {
 public:
  Inference(const Ast& ast, TypedNames names) : ast_(ast), names_(std::move(names)) {}

  Type infer(NodeId id) {
    const Node& n = ast_.node(id);
    const std::span<const NodeId> c = ast_.children(n);
    switch (n.kind) {
      case NodeKind::kLiteral:
        return literal_type(ast_.constant(n));
      case NodeKind::kName:
        return named(ast_.name(n));
      case NodeKind::kNegate:
        return infer(c[0]);
      case NodeKind::kBinary:
        return binary(n, c);
      case NodeKind::kBetween:
      case NodeKind::kIn:
      case NodeKind::kUnaryTests:
      case NodeKind::kAnyInput:
      case NodeKind::kSome:
      case NodeKind::kEvery:
      case NodeKind::kInstanceOf:
        return Type::boolean();
      case NodeKind::kUnaryTest:
        return Type::range_of(infer(c[0]));
      case NodeKind::kRange:
        return Type::range_of(common_type(infer(c[0]), infer(c[1])));
      case NodeKind::kIf:
        return common_type(infer(c[1]), infer(c[2]));
      case NodeKind::kFor:
        return for_loop(c);
      case NodeKind::kPath:
        return member(infer(c[0]), ast_.name(n));
      case NodeKind::kFilter:
        return filter(c);
      case NodeKind::kList:
        return list(c);
      case NodeKind::kContext:
        return context(c);
      case NodeKind::kFunction:
        return function(n, c);
      case NodeKind::kCall:
        return call(c);
      default:
        return Type::any();
    }
  }

 private:
  Type named(const std::string& name) const {
    for (size_t i = names_.size(); i-- > 0;) {
      if (names_[i].first == name) return names_[i].second;
    }
    return Type::any();
  }

  Type binary(const Node& n, std::span<const NodeId> c) {
    if (n.op < Operator::kAdd) return Type::boolean();
    const TypeKind result = arithmetic_type(n.op, infer(c[0]).kind(), infer(c[1]).kind());
    return result == TypeKind::kUnknown ? Type::any() : Type(result);
  }

  Type for_loop(std::span<const NodeId> c) {
    const size_t outside = names_.size();
    for (const NodeId id : c.first(c.size() - 1)) {
      const Node& iteration = ast_.node(id);
      const Type source = infer(ast_.children(iteration)[0]);
      const bool many = source.kind() == TypeKind::kList || source.kind() == TypeKind::kRange;
      names_.emplace_back(ast_.name(iteration), many ? source.element() : source);
    }
    names_.emplace_back("partial", Type::list_of(Type::any()));
    Type result = Type::list_of(infer(c.back()));
    names_.resize(outside);
    return result;
  }

  // A property of a list is the list of its items' properties (10.3.2.5).
  static Type member(const Type& source, const std::string& name) {
    if (source.kind() == TypeKind::kList) return Type::list_of(member(source.element(), name));
    return member_type(source, name).value_or(Type::any());
  }

  Type filter(std::span<const NodeId> c) {
    const size_t outside = names_.size();
    const Type source = infer(c[0]);
    const Type element = source.kind() == TypeKind::kList ? source.element() : source;
    names_.emplace_back("item", element);
    for (size_t i = 0; i < element.member_count(); ++i) {
      names_.emplace_back(element.member_name(i), element.member_type(i));
    }
    const TypeKind condition = infer(c[1]).kind();
    names_.resize(outside);
    // An item of unknown shape may have an entry of any name: then names tell nothing.
    const bool open = element.is_any() || element == Type(TypeKind::kContext);
    const NodeKind kind = ast_.node(c[1]).kind;
    if (open && kind != NodeKind::kLiteral && kind != NodeKind::kBinary) return Type::any();
    if (condition == TypeKind::kNumber) return element;
    return condition == TypeKind::kBoolean ? Type::list_of(element) : Type::any();
  }

  Type list(std::span<const NodeId> c) {
    Type element = TypeKind::kNull;
    for (const NodeId item : c) element = common_type(element, infer(item));
    return Type::list_of(element);
  }

  Type context(std::span<const NodeId> c) {
    const size_t outside = names_.size();
    std::vector<std::pair<std::string, Type>> members;
    for (const NodeId id : c) {
      const Node& entry = ast_.node(id);
      members.emplace_back(ast_.name(entry), infer(ast_.children(entry)[0]));
      names_.push_back(members.back());
    }
    names_.resize(outside);
    return Type::context(std::move(members));
  }

  Type function(const Node& n, std::span<const NodeId> c) {
    const size_t outside = names_.size();
    std::vector<Type> parameters;
    for (const NodeId id : c.first(n.index)) {
      const Node& parameter = ast_.node(id);
      parameters.push_back(parameter.type == Node::kNoType ? Type::any()
                                                           : ast_.types[parameter.type]);
      names_.emplace_back(ast_.name(parameter), parameters.back());
    }
    Type result = n.flag() ? Type::any() : infer(c.back());
    names_.resize(outside);
    return Type::function(std::move(parameters), std::move(result));
  }

  Type call(std::span<const NodeId> c) {
    const Node& callee = ast_.node(c[0]);
    if (callee.kind == NodeKind::kName) {
      const std::string& name = ast_.name(callee);
      const auto built_in = functions_named(name);
      if (named(name).is_any() && !built_in.empty()) {
        const Result<Type> declared = parse_type(built_in[0].result);
        if (!declared || c.size() < 2) return declared ? *declared : Type::any();
        return result_type(built_in[0], *declared, argument(c[1]));
      }
    }
    const Type function_type = infer(c[0]);
    return function_type.kind() == TypeKind::kFunction ? function_type.result() : Type::any();
  }

  Type argument(NodeId id) {
    const Node& n = ast_.node(id);
    return infer(n.kind == NodeKind::kNamedArgument ? ast_.children(n)[0] : id);
  }

  const Ast& ast_;
  TypedNames names_;
};

}  // namespace

Type static_type(const Ast& ast, NodeId id, TypedNames names) {
  return Inference(ast, std::move(names)).infer(id);
}

Type literal_type(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return TypeKind::kNull;
    case Kind::kBoolean:
      return TypeKind::kBoolean;
    case Kind::kNumber:
      return TypeKind::kNumber;
    case Kind::kString:
      return TypeKind::kString;
    case Kind::kDate:
      return TypeKind::kDate;
    case Kind::kTime:
      return TypeKind::kTime;
    case Kind::kDateTime:
      return TypeKind::kDateTime;
    case Kind::kYearsMonthsDuration:
      return TypeKind::kYearsMonthsDuration;
    case Kind::kDaysTimeDuration:
      return TypeKind::kDaysTimeDuration;
    default:
      return Type::any();
  }
}

Type result_type(const FunctionSignature& function, const Type& declared,
                 const Type& first_argument) {
  const bool is_list = first_argument.kind() == TypeKind::kList;
  switch (function.result_rule) {
    case ResultRule::kDeclared:
      return declared;
    case ResultRule::kAsList:
      return is_list ? first_argument : declared;
    case ResultRule::kAsItem:
      return is_list ? first_argument.element() : first_argument;
    case ResultRule::kAsArgument:
      return first_argument;
  }
  return declared;
}

std::vector<PropertyType> property_types(TypeKind of) {
  using enum TypeKind;
  switch (of) {
    case kDate:
      return {{"year", kNumber}, {"month", kNumber}, {"day", kNumber}, {"weekday", kNumber}};
    case kDateTime:
      return {{"year", kNumber},    {"month", kNumber},
              {"day", kNumber},     {"weekday", kNumber},
              {"hour", kNumber},    {"minute", kNumber},
              {"second", kNumber},  {"time offset", kDaysTimeDuration},
              {"timezone", kString}};
    case kTime:
      return {{"hour", kNumber},
              {"minute", kNumber},
              {"second", kNumber},
              {"time offset", kDaysTimeDuration},
              {"timezone", kString}};
    case kYearsMonthsDuration:
      return {{"years", kNumber}, {"months", kNumber}};
    case kDaysTimeDuration:
      return {{"days", kNumber}, {"hours", kNumber}, {"minutes", kNumber}, {"seconds", kNumber}};
    case kRange:
      return {
          {"start", kAny}, {"end", kAny}, {"start included", kBoolean}, {"end included", kBoolean}};
    default:
      return {};
  }
}

std::optional<Type> member_type(const Type& source, std::string_view name) {
  if (source.kind() == TypeKind::kContext) {
    const Type* const entry = source.member(name);
    return entry != nullptr ? std::optional(*entry) : std::nullopt;
  }
  for (const PropertyType& property : property_types(source.kind())) {
    if (property.name != name) continue;
    return property.type == TypeKind::kAny ? source.element() : Type(property.type);
  }
  return std::nullopt;
}

TypeKind arithmetic_type(Operator op, TypeKind left, TypeKind right) {
  using enum TypeKind;
  if (left == kNumber && right == kNumber) return kNumber;
  if (op == Operator::kAdd) {
    if (left == kString && right == kString) return kString;
    if (is_duration(left) && left == right) return left;
    if ((is_day(left) || left == kTime) && is_duration(right)) {
      return left == kTime && right == kYearsMonthsDuration ? kUnknown : left;
    }
    if (is_duration(left) && (is_day(right) || right == kTime)) {
      return right == kTime && left == kYearsMonthsDuration ? kUnknown : right;
    }
  }
  if (op == Operator::kSubtract) {
    if (is_day(left) && is_day(right)) return kDaysTimeDuration;
    if (left == kTime && right == kTime) return kDaysTimeDuration;
    if (is_duration(left) && left == right) return left;
    if ((is_day(left) || left == kTime) && is_duration(right)) {
      return left == kTime && right == kYearsMonthsDuration ? kUnknown : left;
    }
  }
  if (op == Operator::kMultiply) {
    if (is_duration(left) && right == kNumber) return left;
    if (left == kNumber && is_duration(right)) return right;
  }
  if (op == Operator::kDivide) {
    if (is_duration(left) && right == kNumber) return left;
    if (is_duration(left) && left == right) return kNumber;
  }
  return kUnknown;
}

Type common_type(const Type& a, const Type& b) {
  if (a.kind() == TypeKind::kNull) return b;
  if (b.kind() == TypeKind::kNull || a == b) return a;
  if (a.kind() == TypeKind::kList && b.kind() == TypeKind::kList) {
    return Type::list_of(common_type(a.element(), b.element()));
  }
  return Type::any();
}

}  // namespace tollgate::feel
