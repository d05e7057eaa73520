// Where the hub may connect: to hosts that an administrator named, and to no address inside its own
// network unless that was said of the host. The name is looked at before it is resolved, the
// address when the connection is made, so a name that leads elsewhere by then is found, too.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/delivery/transport.h"

namespace tollgate::delivery {

// Scheme and host of a URL, in lower case; nullopt: it is none, or names a user.
struct UrlParts {
  std::string scheme;
  std::string host;
};
std::optional<UrlParts> url_parts(const std::string& url);

// Private, loopback, link-local, shared, reserved and multicast addresses; also those wrapped in
// IPv6 (mapped, NAT64, 6to4). RFC 6890.
bool is_inside(const sockaddr& address);

const EgressHostRule* find_host(const std::vector<EgressHostRule>& hosts, std::string_view host);

Diagnostic host_not_allowed(const std::string& host);
Diagnostic address_not_allowed(const std::string& host);

}  // namespace tollgate::delivery
