// What a change of the document would break.
#pragma once

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"
#include "tollgate/designer/document/commands.h"

namespace tollgate::designer {

struct Breakage {
  Json after;            // the document as the command would leave it
  Diagnostics findings;  // that it does not have now; their pointers lead into `after`
};

// Refused where the command is.
Result<Breakage> breakage_of(const Json& document, const Command& command);

}  // namespace tollgate::designer
