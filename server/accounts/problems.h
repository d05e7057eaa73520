// What is refused, in words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::accounts {

Diagnostic not_signed_in();
Diagnostic administrators_only();
Diagnostic wrong_credentials();
Diagnostic too_many_attempts(int64_t seconds);
Diagnostic unknown_invitation();
Diagnostic expired_invitation();
Diagnostic bad_name();
Diagnostic name_taken(std::string_view name);
Diagnostic unknown_account();
Diagnostic unknown_outsider(std::string_view name);
Diagnostic suspended();
Diagnostic unknown_device();
Diagnostic last_administrator();
Diagnostic place_taken(std::string_view app, std::string_view name);
Diagnostic two_places(std::string_view app);
Diagnostic bad_address(std::string_view kind, std::string_view value);
Diagnostic two_addresses(std::string_view kind);
Diagnostic address_taken(std::string_view value, std::string_view name);
Diagnostic key_for_whom();
Diagnostic bad_days(int64_t most);
Diagnostic too_many_keys(size_t most);
Diagnostic unknown_key();
Diagnostic bad_preference(size_t name_bytes, size_t value_bytes);
Diagnostic too_many_preferences(size_t most);
Diagnostic unknown_request(std::string_view type);

}  // namespace tollgate::accounts
