// SQLite's result codes as diagnostics for people.
#pragma once

#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::sql {

Diagnostic error_of(int code, std::string_view detail, std::string_view path, bool in_browser);

}  // namespace tollgate::sql
