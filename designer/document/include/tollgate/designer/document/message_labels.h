// Messages with fields in them, by the fields' labels: what people read and write between {{ and }}
// is "Visits in 30 days", what is stored is the field's path.
//
//   message_with_labels("Only {{ visits }} visits", fields) == "Only {{ Visits in 30 days }}
//   visits" message_with_paths("Only {{ Visits in 30 days }} visits", fields) == "Only {{ visits }}
//   visits"
//
// An expression stays as it is, and so does a field whose label another one has, too.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

std::string message_with_labels(std::string_view text, std::span<const ConditionField> fields);
std::string message_with_paths(std::string_view text, std::span<const ConditionField> fields);

}  // namespace tollgate::designer
