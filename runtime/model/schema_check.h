// Checks a document against the schema, in words for the person who wrote it.
#pragma once

#include <string>

#include "schema_node.h"
#include "tollgate/base/json.h"

namespace tollgate::model {

// At most 100 findings. Unknown members are warnings (model.unknown_member), all else errors.
Diagnostics check_schema(const Json& document, const SchemaNode& schema, const std::string& source);

}  // namespace tollgate::model
