// Where an expression stands, and so what it is about. Private to the module.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

// The pointer of the entity whose records the expression is about; "" for none.
std::string subject_of(const Json& document, std::string_view pointer);
bool sees_scores(std::string_view pointer);
// The pointer of the fields of the list around a field inside a list field; "" for others.
std::string item_fields(std::string_view pointer);
// The pointer of the entity of which a reference's filter looks at each candidate; "" for others.
std::string candidate_entity(const Json& document, std::string_view pointer);

// How the values of a field type are compared.
ValueKind value_kind_of(std::string_view type);
bool is_reference_type(std::string_view type);

}  // namespace tollgate::designer
