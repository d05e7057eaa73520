// A typed value of a record, as the app's author described it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

enum class FieldType {
  kText,
  kLongText,
  kNumber,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kDuration,
  kChoice,
  kMultiChoice,
  kReference,
  kList,
  kLocation,
  kPhoto,
  kFile,
  kSignature,
  kAudio,
};

std::string_view name_of(FieldType type);  // as in the document: "long_text"
std::optional<FieldType> field_type_of(std::string_view name);

bool is_text(FieldType type);      // text, long_text
bool is_temporal(FieldType type);  // date, time, date_time, duration
bool is_choice(FieldType type);    // choice, multi_choice
bool is_evidence(FieldType type);  // photo, file, signature, audio: values that name a blob

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
  FieldType type = FieldType::kText;
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
  bool speech = false;
  bool core = false;
  bool keep_when_hidden = false;  // a complete save keeps what it holds while it is hidden

  std::string pointer;

  const Option* find_option(std::string_view option_id) const;
  const Field* find_field(std::string_view field_id) const;  // list: of its items
};

}  // namespace tollgate::model
