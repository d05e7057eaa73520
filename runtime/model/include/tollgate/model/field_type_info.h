// What a row of the table of field types says (schemas/app/field_types.json). The rows themselves,
// the enumerations FieldType and FieldMember, and kFieldTypes are generated: field_types.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::model {

// The file in runtime/record/types that reads, checks and shows the values of these types.
enum class FieldFamily : uint8_t {
  kText,
  kNumber,
  kTemporal,
  kChoice,
  kReference,
  kList,
  kLocation,
  kEvidence,
};

// What expressions see of a value.
enum class ValueShape : uint8_t {
  kString,
  kNumber,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kDuration,
  kStrings,   // a list of strings
  kRecord,    // the referred record, or its id
  kItems,     // a list of contexts: the field's own fields
  kLocation,  // kLocationMembers (base/value_members.h)
  kFile,      // kEvidenceMembers, or a list of such
};

// How the store keeps a value; it sorts and compares as this kind of value does.
enum class ColumnKind : uint8_t {
  kText,
  kDecimal,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kDuration,
  kJson,
};

// A word in both of the runtime's languages, as constant data.
struct Words {
  const char* zh = "";
  const char* en = "";
  LocalizedText text() const { return {zh, en}; }
  constexpr bool empty() const { return *zh == '\0' && *en == '\0'; }
};

enum class FieldMember : uint8_t;

// A set of members that only fields of some types have.
class FieldMembers {
 public:
  constexpr FieldMembers() = default;
  template <typename... Rest>
  constexpr explicit FieldMembers(FieldMember first, Rest... rest)
      : bits_((bit(first) | ... | bit(rest))) {}

  constexpr bool has(FieldMember member) const { return (bits_ & bit(member)) != 0; }
  constexpr void add(FieldMember member) { bits_ |= bit(member); }
  constexpr bool operator==(const FieldMembers&) const = default;

 private:
  static constexpr uint64_t bit(FieldMember member) {
    return uint64_t{1} << static_cast<unsigned>(member);
  }
  uint64_t bits_ = 0;
};

struct FieldTypeInfo {
  std::string_view name;  // as in the document: "long_text"
  FieldFamily family;
  Words words;
  Words action;           // what a button of the field says; empty for types without one
  std::string_view icon;  // a name that the designer's icons know
  uint8_t group;          // index into kPaletteGroups
  ValueShape shape;
  ColumnKind column;
  bool is_typed;       // people type it as text, which is kept even while it is no value
  bool is_searchable;  // lists may search in it
  bool is_computable;  // an expression may give it
  bool is_list_item;   // it may stand in a list's item
  bool is_compact;     // a list shows it when no view says which columns
  std::string_view element;
  // The source of a value that the page took by the device itself: "camera", "device"; "" for none.
  std::string_view captured_as;
  FieldMembers allowed;  // beside those that every field has
  FieldMembers needed;
  // What holds for a field that does not say it; "" and -1 for nothing.
  std::string_view minimum;
  std::string_view maximum;
  int8_t decimals;
  // The whole numbers that `maximum` may be; both 0 for any value.
  int16_t least_maximum;
  int16_t most_maximum;
};

struct PaletteGroup {
  std::string_view id;
  Words words;
};

// ISO 4217.
struct Currency {
  std::string_view code;
  int8_t digits;  // of its smaller unit
  Words symbol;   // empty: the code is shown
  Words words;    // empty where only the code is known
};

}  // namespace tollgate::model
