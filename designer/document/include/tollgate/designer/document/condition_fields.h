// What a condition may look at, in the words of the people who design the form.
//
//   condition_fields(document, "/entities/0/fields/3/visible", "en")[0]
//   // {.path = "customer", .label = "Customer", .type = "reference", .kind = kPresence}
//
// Made from the raw document, which need not be valid. The names are those of "What expressions
// see" in docs/app-document.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

// How a field is compared.
enum class ValueKind : uint8_t {
  kText,
  kNumber,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kDuration,
  kChoice,
  kMultiChoice,
  kPresence,  // there or not: references, lists, evidence
  kAny,       // a name that the document does not tell about
};

inline bool has_options(ValueKind kind) {
  return kind == ValueKind::kChoice || kind == ValueKind::kMultiChoice;
}

struct ConditionOption {
  std::string id, label;
};

struct ConditionField {
  std::string path;  // as FEEL writes it: "customer.level"
  std::string label;
  std::string type;  // of the field, for its icon; "" where there is none
  ValueKind kind = ValueKind::kAny;
  std::vector<ConditionOption> options;  // of kChoice and kMultiChoice
};

// The nearest first: of a list's item, of the record, then what references lead to.
std::vector<ConditionField> condition_fields(const Json& document, std::string_view pointer,
                                             std::string_view locale);

// The zone in which the app's wall clocks are meant.
std::string time_zone_of(const Json& document);

}  // namespace tollgate::designer
