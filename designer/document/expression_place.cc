#include "expression_place.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {

std::string subject_of(const Json& document, std::string_view pointer) {
  if (pointer.starts_with("/users/") && find_pointer(document, "/users") != nullptr) {
    return pointer_by_id(document, "entities",
                         text_member(*find_pointer(document, "/users"), "entity"));
  }
  const std::string automation = ancestor_in(pointer, "automations");
  if (automation.empty()) return entity_of(document, pointer);
  const Json* trigger = find_pointer(document, pointer_child(automation, "on"));
  if (trigger == nullptr) return {};
  return pointer_by_id(document, "entities", text_member(*trigger, "entity"));
}

bool sees_scores(std::string_view pointer) {
  for (const char* list : {"workflows", "automations", "views", "metrics"}) {
    if (!ancestor_in(pointer, list).empty()) return true;
  }
  return false;
}

std::string item_fields(std::string_view pointer) {
  const std::string field = ancestor_in(pointer, "fields");
  if (field.empty() || !pointer.starts_with("/entities/")) return {};
  const std::string_view fields = pointer_parent(field);
  const bool of_list = !ancestor_in(pointer_parent(fields), "fields").empty();
  return of_list ? std::string(fields) : std::string();
}

// A reference's filter looks at each candidate.
std::string candidate_entity(const Json& document, std::string_view pointer) {
  const std::string_view owner = pointer_parent(pointer);
  if (!pointer.ends_with("/filter") || definition_at(document, owner) != "field") return {};
  const Json* field = find_pointer(document, owner);
  if (field == nullptr) return {};
  return pointer_by_id(document, "entities", text_member(*field, "entity"));
}

ValueKind value_kind_of(std::string_view type) {
  const std::optional<model::FieldType> known = model::field_type_of(type);
  if (!known) return ValueKind::kPresence;
  switch (model::info_of(*known).shape) {
    case model::ValueShape::kString:
      return model::is_choice(*known) ? ValueKind::kChoice : ValueKind::kText;
    case model::ValueShape::kNumber:
      return ValueKind::kNumber;
    case model::ValueShape::kBoolean:
      return ValueKind::kBoolean;
    case model::ValueShape::kDate:
      return ValueKind::kDate;
    case model::ValueShape::kTime:
      return ValueKind::kTime;
    case model::ValueShape::kDateTime:
      return ValueKind::kDateTime;
    case model::ValueShape::kDuration:
      return ValueKind::kDuration;
    case model::ValueShape::kStrings:
      return ValueKind::kMultiChoice;
    default:
      return ValueKind::kPresence;
  }
}

bool is_reference_type(std::string_view type) {
  const std::optional<model::FieldType> known = model::field_type_of(type);
  return known && model::is_reference(*known);
}

}  // namespace tollgate::designer
