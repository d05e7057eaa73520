// Refuses requests that a foreign page made a browser send.
//
// Without login, whoever can reach the hub may use it; a page from elsewhere must not. Two ways in
// are closed: a host name that an attacker points at this machine (DNS rebinding), and requests
// from another origin. Browsers always say Host, and Origin or Sec-Fetch-Site on what matters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/message.h"
#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

class RequestGuard {
 public:
  // Names and addresses under which the hub may be called, besides localhost and the address that a
  // connection came in at.
  explicit RequestGuard(std::vector<std::string> allowed_hosts = {});

  // Why the request is refused; nothing when it may pass. `is_api`: requests below /api/, which no
  // other origin may make, not even to read.
  std::optional<Diagnostic> refuses(const Request& request, bool is_api) const;

 private:
  bool is_ours(std::string_view host, const Request& request) const;

  std::vector<std::string> allowed_hosts_;
};

}  // namespace tollgate::server
