// The types of values, for checking an expression against data at hand.
#include "tollgate/feel/check.h"
#include "tollgate/feel/static_type.h"

namespace tollgate::feel {
namespace {

using Members = std::vector<std::pair<std::string, Type>>;

Type merged(const Type& a, const Type& b);

// All members of both: one row may lack what another has.
Type merged_contexts(const Type& a, const Type& b) {
  Members members;
  for (size_t i = 0; i < a.member_count(); ++i) {
    const Type* const other = b.member(a.member_name(i));
    members.emplace_back(a.member_name(i),
                         other == nullptr ? a.member_type(i) : merged(a.member_type(i), *other));
  }
  for (size_t i = 0; i < b.member_count(); ++i) {
    if (a.member(b.member_name(i)) == nullptr) {
      members.emplace_back(b.member_name(i), b.member_type(i));
    }
  }
  return Type::context(std::move(members));
}

// What holds of the items of a list, seen one by one.
Type merged(const Type& a, const Type& b) {
  if (a.kind() == TypeKind::kContext && b.kind() == TypeKind::kContext && !(a == b)) {
    return merged_contexts(a, b);
  }
  if (a.kind() == TypeKind::kList && b.kind() == TypeKind::kList) {
    return Type::list_of(merged(a.element(), b.element()));
  }
  return common_type(a, b);
}

}  // namespace

Type type_of(const Value& value) {
  switch (value.kind()) {
    case Kind::kList: {
      Type element = TypeKind::kNull;
      for (const Value& item : value.as_list()) element = merged(element, type_of(item));
      return Type::list_of(element.kind() == TypeKind::kNull ? Type::any() : element);
    }
    case Kind::kContext: {
      const ContextRep& context = value.as_context();
      Members members;
      for (size_t i = 0; i < context.size(); ++i) {
        members.emplace_back(context.key(i), type_of(context.value(i)));
      }
      return Type::context(std::move(members));
    }
    case Kind::kRange: {
      const RangeRep& range = value.as_range();
      return Type::range_of(common_type(type_of(range.start), type_of(range.end)));
    }
    case Kind::kFunction:
      return TypeKind::kFunction;
    default:
      return literal_type(value);
  }
}

}  // namespace tollgate::feel
