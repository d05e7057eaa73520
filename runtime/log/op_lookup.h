// Single ops of a log, and times as findings say them.
#pragma once

#include <optional>
#include <string>

#include "tollgate/store/store.h"

namespace tollgate::log {

// The newest op that put an app in force, by what the columns say.
std::optional<store::StoredOp> last_app_op(store::Store& store);

std::string time_text(int64_t at_ms);                            // "2026-09-21T14:13:20Z"
std::string time_of_op(store::Store& store, int64_t op_number);  // "?" when it cannot be read

}  // namespace tollgate::log
