// What a person signs in with.
#pragma once

#include <string_view>

#include "tollgate/base/result.h"

namespace tollgate::accounts {

// 1 to 64 characters without controls, direction changes and spaces at the ends. Refused:
// accounts.name.
Status check_account_name(std::string_view name);

}  // namespace tollgate::accounts
