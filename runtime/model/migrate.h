// Documents of older formats are brought to the present one when they are loaded.
#pragma once

#include <string>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::model {

inline constexpr int kFormatVersion = 1;  // "tollgate.app/1"

// Brings `document` to kFormatVersion. Refused: no format (model.missing_format), one that is not
// Tollgate's (model.unknown_format), and one from a newer Tollgate (model.newer_format).
Status migrate(Json& document, const std::string& source);

}  // namespace tollgate::model
