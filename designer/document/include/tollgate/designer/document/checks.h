// What is wrong with a document in edit: the schema's findings, then the linter's.
#pragma once

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"

namespace tollgate::designer {

// Errors first, then warnings; at most 200.
Diagnostics check_document(const Json& document);

}  // namespace tollgate::designer
