// How people fill a record: sections of fields, and what a chosen reference fills in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/assignment.h"
#include "tollgate/model/find.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

enum class Width { kFull, kHalf, kThird, kQuarter };
std::string_view name_of(Width width);

// A field's place in a form; what is present here goes before the field's own.
struct FormField {
  std::string field;
  Text label;
  Text help;
  std::optional<Condition> required;
  std::optional<Condition> visible;
  std::optional<Condition> read_only;
  Width width = Width::kFull;
  std::string pointer;
};

struct Section {
  std::string id;
  Text label;
  Text help;
  std::optional<Condition> visible;
  bool collapsed = false;
  std::vector<FormField> fields;
  std::string pointer;
};

// When the reference field `from` is chosen, each assignment's field takes the value (the chosen
// record is `item`), unless a person typed there.
struct Prefill {
  std::string from;
  std::optional<Find> find;  // then `item` is what is found
  std::vector<Assignment> set;
  std::string pointer;
};

struct Form {
  std::string id;
  std::string entity;
  Text label;
  std::vector<Section> sections;
  std::vector<Prefill> prefill;
  std::string scorecard;  // "" when absent
  std::optional<int64_t> target_seconds;
  std::string seconds_field;  // gets how long it took; "" when absent
  Text submit_label;
  std::string pointer;

  // The first place of a field in the form, or nullptr.
  const FormField* find_field(std::string_view field_id) const;
};

}  // namespace tollgate::model
