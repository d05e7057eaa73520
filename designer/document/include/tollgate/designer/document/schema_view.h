// The app document's schema, asked by place: what may stand here, and what must. It drives the
// property panels and gives new elements their required members, so that nothing about the
// document's shape is written twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

enum class PropertyKind : uint8_t {
  kOwnId,             // the id of the object itself: shown, never edited
  kReference,         // the id of something else
  kText,              // by language
  kMessage,           // by language, with {{ FEEL }}
  kExpression,        // FEEL
  kBoolOrExpression,  // true, false or FEEL
  kGrouping,          // FEEL, or {"value": FEEL, "by": a unit of time}
  kBoolean,
  kInteger,
  kNumber,
  kNumberOrString,
  kString,
  kEnum,
  kVariant,  // which kind of thing the object is; choosing another one changes its members
  kStringList,
  kReferenceList,
  kObjectList,
  kObject,
  kOther,
};

struct Property {
  std::string name;
  PropertyKind kind = PropertyKind::kOther;
  bool required = false;
  std::vector<std::string> values;  // of kEnum and kVariant
  std::string description;
};

// Name of the definition ("field", "stage", …) that describes the value at the pointer, "" where
// the schema has no name for it or the pointer leads out of the schema.
std::string definition_at(const Json& document, std::string_view pointer);

// The members that the object at the pointer may have, in the schema's order.
std::vector<Property> properties_at(const Json& document, std::string_view pointer);

// The object at the pointer as another kind of its variant: the members that this has, too, stay,
// and those that it needs are there. null where there is no such kind.
Json as_kind(const Json& document, std::string_view pointer, const std::string& kind);

// Each member that any object of a document may have, once for the definition that has it ("" for
// objects that the schema has no name for).
struct SchemaMember {
  std::string definition, name;
};
std::vector<SchemaMember> schema_members();

// The values that a member of a definition may take.
std::vector<std::string> values_of(std::string_view definition, std::string_view member);

// A value with the required members for a new element of the list at the pointer. Its id (if it
// has one) and labels are left to the caller.
Json new_element(const Json& document, std::string_view list_pointer);

}  // namespace tollgate::designer
