// Cookies (RFC 6265).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::server {

// The value of `name` in a Cookie header, "" when it is not there. Given twice: the first counts,
// which is the one of the longest path.
std::string_view cookie_value(std::string_view header, std::string_view name);

// A Set-Cookie header that scripts can't read and other sites' pages can't send with a change.
// `max_age_seconds` 0 takes the cookie away.
std::string session_cookie(std::string_view name, std::string_view value, int64_t max_age_seconds,
                           bool secure);

}  // namespace tollgate::server
