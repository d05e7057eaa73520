// The families of field types: one file each. Each gives the behaviour of one of its types; a type
// without a behaviour of its own gets the family's.
#pragma once

#include "tollgate/record/field_behavior.h"

namespace tollgate::record {

const FieldBehavior& text_behavior(model::FieldType type);
const FieldBehavior& number_behavior(model::FieldType type);
const FieldBehavior& temporal_behavior(model::FieldType type);
const FieldBehavior& choice_behavior(model::FieldType type);
const FieldBehavior& reference_behavior(model::FieldType type);
const FieldBehavior& list_behavior(model::FieldType type);
const FieldBehavior& location_behavior(model::FieldType type);
const FieldBehavior& evidence_behavior(model::FieldType type);

// What several families share.
Json write_plain(const model::Field& field, const feel::Value& value);
std::string display_plain(const model::Field& field, const feel::Value& value,
                          const DisplayContext& context);
Expected nothing_in_particular(const FieldCheck& check);
void no_check(const FieldCheck& check, const feel::Value& value);
void no_days(const model::Field& field, Json& value, int64_t days);
std::string no_link(const feel::Value& value);

}  // namespace tollgate::record
