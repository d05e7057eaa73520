// Diagnostics on the wire, as schemas/api describes them:
//
//   {"code": "model.dangling_id", "severity": "error", "message": {"zh-CN": "…", "en": "…"},
//    "place": {"source": "visit.json", "pointer": "/forms/0", "span": [3, 9]},
//    "candidates": ["city"]}
//
// Empty members are left out; severity is error, warning or note; a span is in bytes.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/json.h"

namespace tollgate {

std::string_view severity_name(Severity severity);

Json to_json(const LocalizedText& text);
Json to_json(const Diagnostic& diagnostic);
Json to_json(const Diagnostics& diagnostics);

// What to_json wrote; nothing for anything else.
std::optional<Diagnostic> diagnostic_from_json(const Json& json);
std::optional<Diagnostics> diagnostics_from_json(const Json& json);

}  // namespace tollgate
