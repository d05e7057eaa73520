// Passwords: what may be one, and their Argon2id hashes (RFC 9106).
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/result.h"

namespace tollgate::accounts {

// 8 to 256 characters that are not the name itself. Refused: accounts.password.
Status check_password(std::string_view password, std::string_view name);

// At most two are calculated at once, 64 MiB each; where more than 16 wait: accounts.busy.
Result<std::string> hash_password(std::string_view password);

// `hash` empty: takes as long as another and is false, so that nobody learns which names exist.
Result<bool> password_fits(std::string_view password, const std::string& hash);

}  // namespace tollgate::accounts
