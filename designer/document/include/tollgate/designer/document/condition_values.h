// The values of a condition's rows, between FEEL and what people type.
//
//   feel_of(ValueKind::kDate, "2026/1/31", zone) == "@\"2026-01-31\""
//   typed_of(ValueKind::kDate, "@\"2026-01-31\"", zone) == "2026-01-31"
//
// Durations are whole minutes; wall clocks stand in the app's time zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

// nullopt: no value of this kind (yet).
std::optional<std::string> feel_of(ValueKind kind, std::string_view typed,
                                   const std::string& time_zone);
// nullopt: no constant of this kind, but a formula such as today().
std::optional<std::string> typed_of(ValueKind kind, std::string_view expression,
                                    const std::string& time_zone);

}  // namespace tollgate::designer
