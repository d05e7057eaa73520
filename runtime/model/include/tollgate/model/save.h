// The document as bytes: the same document always gives the same bytes.
#pragma once

#include <string>

#include "tollgate/base/json.h"

namespace tollgate::model {

// Two spaces of indent, members in the schema's order, unknown members after them by name, one
// newline at the end. Also takes documents that do not satisfy the schema.
std::string save(const Json& document);

}  // namespace tollgate::model
