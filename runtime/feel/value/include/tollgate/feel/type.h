// FEEL's types, as written after `instance of` and as declared for names.
//
//   Type t = Type::list_of(Type::number());
//   t.text() == "list<number>"
//
// Source: DMN 1.5, 10.3.2.2 (grammar rules 52-54), 10.3.2.9 (conformance and conversion).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/text_index.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

enum class TypeKind : uint8_t {
  kAny,
  kNull,
  kBoolean,
  kNumber,
  kString,
  kDate,
  kTime,
  kDateTime,
  kYearsMonthsDuration,
  kDaysTimeDuration,
  kList,      // element
  kContext,   // members; none: any context
  kRange,     // element
  kFunction,  // parameters, result
  kUnknown,   // a name nobody defined
};

// A date or a date and time.
inline bool is_day(TypeKind kind) { return kind == TypeKind::kDate || kind == TypeKind::kDateTime; }

inline bool is_duration(TypeKind kind) {
  return kind == TypeKind::kYearsMonthsDuration || kind == TypeKind::kDaysTimeDuration;
}

class Type {
 public:
  struct Member;

  Type() = default;
  Type(TypeKind kind) : kind_(kind) {}
  static Type any() { return {}; }
  static Type number() { return TypeKind::kNumber; }
  static Type string() { return TypeKind::kString; }
  static Type boolean() { return TypeKind::kBoolean; }
  static Type list_of(Type element);
  static Type range_of(Type element);
  static Type context(std::vector<std::pair<std::string, Type>> members);
  static Type function(std::vector<Type> parameters, Type result);
  static Type unknown(std::string name);

  TypeKind kind() const { return kind_; }
  bool is_any() const { return kind_ == TypeKind::kAny; }
  // For lists and ranges.
  const Type& element() const;
  // For functions.
  std::span<const Type> parameters() const;
  const Type& result() const;
  // For contexts.
  size_t member_count() const;
  const std::string& member_name(size_t i) const;
  const Type& member_type(size_t i) const;
  const Type* member(std::string_view name) const;
  // For kUnknown.
  std::string_view name() const;

  // The same for types that are copies of one; null for those without parts.
  const void* identity() const { return parts_.get(); }

  std::string text() const;
  // Whether the type is a node of the lattice (10.3.2.9): all its names are known, and list,
  // context, range and function say of what.
  bool is_defined() const;
  bool operator==(const Type& other) const;

 private:
  struct Parts;
  TypeKind kind_ = TypeKind::kAny;
  std::shared_ptr<const Parts> parts_;
};

struct Type::Parts {
  std::vector<Type> types;         // element; parameters and then the result; member types
  std::vector<std::string> names;  // member names; the unknown name
  TextIndex by_name;               // of members
};

// "number", "years and months duration", ... for the simple kinds; nullptr otherwise.
const Type* simple_type(std::string_view name);
// The names of the types that stand without anything in angle brackets.
std::vector<std::string> simple_type_names();

// The names of the value's entries at every depth, as contexts and lists of Any: what the parser
// needs to read members whose names have several words.
Type names_in(const Value& value);

// Whether the value is an instance of the type. Null is an instance of null alone
// (10.3.2.13, instance of).
bool is_instance(const Value& value, const Type& type);
// Whether the value may stand where the type is asked for: null always may (10.3.2.9.1).
bool conforms(const Value& value, const Type& type);
// Whether every value of `from` may stand where `to` is asked for (10.3.2.9.2).
bool conforms(const Type& from, const Type& to);
// Conversions of 10.3.2.9.4: list of one to its element, element to list of one, date to date and
// time; one of them, and of the value itself, not of what is inside. False when the value cannot be
// brought to the type.
bool coerce(Value& value, const Type& type);

}  // namespace tollgate::feel
