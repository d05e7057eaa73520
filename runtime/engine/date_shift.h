// Sample data lives in the past; it is moved so that it ends today.
#pragma once

#include <string>

#include "tollgate/base/json.h"
#include "tollgate/model/field.h"

namespace tollgate::engine {

// "2026-03-01" or "2026-03-01T09:00:00+08:00" moved by days; other texts stay as they are.
std::string shifted_text(const std::string& iso, int64_t days);
// All dates in a wire value of the field.
void shift_value(const model::Field& field, Json& value, int64_t days);

}  // namespace tollgate::engine
