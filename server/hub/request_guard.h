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
  // Host names besides localhost under which the hub may be called; addresses in digits are always
  // allowed, since a name that is rebound is never one.
  explicit RequestGuard(std::vector<std::string> allowed_hosts = {});

  // Why the request is refused; nothing when it may pass. `is_api`: requests below /api/, which no
  // other origin may make, not even to read.
  std::optional<Diagnostic> refuses(const Request& request, bool is_api) const;

 private:
  std::vector<std::string> allowed_hosts_;
};

}  // namespace tollgate::server
