#include "types/families.h"

#include <nlohmann/json.hpp>

#include "typed_text.h"

namespace tollgate::record {

const FieldBehavior& behavior_of(model::FieldType type) {
  switch (model::info_of(type).family) {
    case model::FieldFamily::kText:
      break;
    case model::FieldFamily::kNumber:
      return number_behavior(type);
    case model::FieldFamily::kTemporal:
      return temporal_behavior(type);
    case model::FieldFamily::kChoice:
      return choice_behavior(type);
    case model::FieldFamily::kReference:
      return reference_behavior(type);
    case model::FieldFamily::kList:
      return list_behavior(type);
    case model::FieldFamily::kLocation:
      return location_behavior(type);
    case model::FieldFamily::kEvidence:
      return evidence_behavior(type);
  }
  return text_behavior(type);
}

Json write_plain(const model::Field&, const feel::Value& value) { return write_scalar(value); }

std::string display_plain(const model::Field&, const feel::Value& value,
                          const DisplayContext& context) {
  return display_text(value, context.locale);
}

Expected nothing_in_particular(const FieldCheck&) { return {"form.unreadable", {}}; }
void no_check(const FieldCheck&, const feel::Value&) {}
void no_days(const model::Field&, Json&, int64_t) {}
std::string no_link(const feel::Value&) { return {}; }

}  // namespace tollgate::record
