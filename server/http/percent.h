// Percent-encoded text of URLs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

// "a%20b" -> "a b"; nothing for a broken escape. '+' stays '+'.
std::optional<std::string> percent_decode(std::string_view text);

// The decoded value of `name` in a query such as "name=a%20b&x=1"; nothing if absent or broken.
std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace tollgate::server
