// What the text alone tells of an expression's type: type(e) where no value is at hand.
//
//   parse("function(x: number) x > 1", scope)    // the body has the type boolean
//
// Any where the text does not tell. Source: DMN 1.5, 10.3.2.9 (table 43), tables 56-60.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/feel/ast.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/feel/type.h"

namespace tollgate::feel {

// Names with their types, the innermost last.
using TypedNames = std::vector<std::pair<std::string, Type>>;

Type static_type(const Ast& ast, NodeId id, TypedNames names);

// The type of a constant.
Type literal_type(const Value& value);
// The type of `left op right`; kUnknown where there is none.
TypeKind arithmetic_type(Operator op, TypeKind left, TypeKind right);
// The type of what a built-in function gives: of some it is as their first argument, which is more
// than the `declared` type of the table can say.
Type result_type(const FunctionSignature& function, const Type& declared,
                 const Type& first_argument);

// A property of values that are no contexts; kAny where it is as the range's ends.
struct PropertyType {
  std::string_view name;
  TypeKind type;
};
// Table 65 of 10.3.2.15.
std::vector<PropertyType> property_types(TypeKind of);
// The type of `source.name`; nothing where it has no such property or entry.
std::optional<Type> member_type(const Type& source, std::string_view name);
// What both conform to, as far as it has a name: null and T give T.
Type common_type(const Type& a, const Type& b);

}  // namespace tollgate::feel
