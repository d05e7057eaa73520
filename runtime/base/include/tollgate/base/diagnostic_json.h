// Diagnostics on the wire, as schemas/api describes them:
//
//   {"code": "model.dangling_id", "severity": "error", "message": {"zh-CN": "…", "en": "…"},
//    "place": {"source": "visit.json", "pointer": "/forms/0", "span": [3, 9]},
//    "candidates": ["city"]}
//
// Empty members are left out; severity is error, warning or note; a span is in bytes.
#pragma once

#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate {

std::string_view severity_name(Severity severity);

Json to_json(const LocalizedText& text);
Json to_json(const Diagnostic& diagnostic);
Json to_json(const Diagnostics& diagnostics);

// What to_json wrote. Anything else is refused with api.bad_diagnostic.
Result<Diagnostic> diagnostic_from_json(const Json& json);
Result<Diagnostics> diagnostics_from_json(const Json& json);

}  // namespace tollgate
