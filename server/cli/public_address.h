// "https://hub.example": how people call a hub that stands behind a proxy.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

struct PublicAddress {
  std::string url;   // without a slash at the end; scheme and host in small letters
  std::string host;  // without port and brackets
  bool is_secure = false;
};

// Scheme http or https, a host, perhaps a port, and nothing else; nothing: it is none.
std::optional<PublicAddress> parse_public_address(std::string_view text);

}  // namespace tollgate::server
