// An app's roles and the options of the field that says a person's role are one thing that is
// written in two places. Commands that change one change the other by these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

// Pointer of the options of the field that /users/role reads; "" where it reads no such field.
std::string role_options(const Json& document);
// The option behind a role, or the role behind an option; none for anything else.
std::vector<std::string> role_twins(const Json& document, std::string_view element);

}  // namespace tollgate::designer
