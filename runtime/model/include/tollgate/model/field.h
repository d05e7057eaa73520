// A typed value of a record, as the app's author described it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"
#include "tollgate/base/text_index.h"
#include "tollgate/model/field_types.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

constexpr const FieldTypeInfo& info_of(FieldType type) {
  return kFieldTypes[static_cast<size_t>(type)];
}
constexpr std::string_view name_of(FieldType type) { return info_of(type).name; }
constexpr std::string_view name_of(FieldMember member) {
  return kFieldMemberNames[static_cast<size_t>(member)];
}
std::optional<FieldType> field_type_of(std::string_view name);
std::optional<FieldMember> field_member_of(std::string_view name);

// Whether a field of the type may have the member, both as in the document: false for a type that
// there is not. Members that every field has are always allowed.
bool allows(std::string_view type, std::string_view member);
// Whether a member that stands in a document says anything: false, "" and [] do not.
bool says_something(const Json& member);

constexpr bool is_family(FieldType type, FieldFamily family) {
  return info_of(type).family == family;
}
constexpr bool is_temporal(FieldType type) { return is_family(type, FieldFamily::kTemporal); }
constexpr bool is_reference(FieldType type) { return is_family(type, FieldFamily::kReference); }
constexpr bool is_list(FieldType type) { return is_family(type, FieldFamily::kList); }
// Photos, files, signatures, recordings: values that name a blob.
constexpr bool is_evidence(FieldType type) { return is_family(type, FieldFamily::kEvidence); }
// One or several of the field's options.
constexpr bool is_choice(FieldType type) { return info_of(type).needed.has(FieldMember::kOptions); }
constexpr bool is_single_choice(FieldType type) {
  return is_choice(type) && info_of(type).shape == ValueShape::kString;
}
// Has a least and a greatest value.
constexpr bool is_bounded(FieldType type) {
  return is_temporal(type) || is_family(type, FieldFamily::kNumber);
}
// A date, or a date and time.
constexpr bool has_day(FieldType type) {
  return info_of(type).shape == ValueShape::kDate || info_of(type).shape == ValueShape::kDateTime;
}

// Records are found by such a field's value: a reference, an option, a text.
constexpr bool can_be_found_by(FieldType type) {
  return is_reference(type) || info_of(type).shape == ValueShape::kString;
}

// nullptr for a code that there is not.
const Currency* find_currency(std::string_view code);

struct Option {
  std::string id;
  Text label;
  std::string points;  // decimal text, "" when absent
  std::string pointer;
};

struct Validation {
  std::string id;
  Expression test;
  Message message;
  Severity severity = Severity::kError;
  std::string pointer;
};

struct Field {
  std::string id;
  FieldType type{};  // the first of the table: text
  Text label;
  Text help;
  Text placeholder;
  Text unit;

  std::optional<Condition> required;   // absent: not required
  std::optional<Condition> visible;    // absent: visible
  std::optional<Condition> read_only;  // absent: editable
  std::optional<Expression> default_value;
  std::optional<Expression> computed;
  std::vector<Validation> validations;

  std::string minimum;  // decimal text, or ISO 8601 text for temporal types; "" when absent
  std::string maximum;
  std::optional<int64_t> decimals;
  std::string currency;               // money: an ISO 4217 code; "" when absent
  std::optional<int64_t> min_length;  // in code points
  std::optional<int64_t> max_length;
  std::string pattern;  // "" when absent
  std::vector<Option> options;
  std::string entity;                // reference: the entity referred to
  std::optional<Expression> filter;  // reference
  std::vector<Field> fields;         // list: the fields of an item
  std::optional<int64_t> min_items;
  std::optional<int64_t> max_items;
  std::vector<std::string> accept;  // media types ("image/*" too) or ".extensions"
  std::optional<int64_t> max_size_bytes;
  bool multiple = false;
  bool capture = false;
  bool watermark = false;
  std::optional<int64_t> min_side_px;     // photo
  std::optional<int64_t> max_accuracy_m;  // location, photo
  bool speech = false;
  bool core = false;
  std::string settled_by;  // the field that, once filled in, lets changes be noted; "" when absent
  // date, date_time: true: what has not come yet is an error; false: it may be; nullopt: it is
  // told of where the device took it or a gate asks for it.
  std::optional<bool> past;
  bool asked_by_gate = false;     // date, date_time without `past`: see above
  bool keep_when_hidden = false;  // a complete save keeps what it holds while it is hidden

  FieldMembers given;  // which of the members that only some types have the document says
  std::string pointer;
  TextIndex options_by_id;

  const Option* find_option(std::string_view option_id) const;
  const Field* find_field(std::string_view field_id) const;  // list: of its items
};

}  // namespace tollgate::model
