#include "hub/request_guard.h"

#include <arpa/inet.h>

#include <algorithm>

#include "http/field_text.h"
#include "http/request_head.h"

namespace tollgate::server {
namespace {

// One way to write an address; "" for what is none.
std::string address_in_digits(std::string_view text) {
  const std::string terminated(text);
  unsigned char bytes[16];
  char digits[INET6_ADDRSTRLEN];
  for (const int family : {AF_INET, AF_INET6}) {
    if (inet_pton(family, terminated.c_str(), bytes) == 1) {
      return inet_ntop(family, bytes, digits, sizeof digits);
    }
  }
  return {};
}

}  // namespace

RequestGuard::RequestGuard(std::vector<std::string> allowed_hosts)
    : allowed_hosts_(std::move(allowed_hosts)) {
  allowed_hosts_.emplace_back("localhost");
  for (std::string& host : allowed_hosts_) {
    const std::string address = address_in_digits(host);
    host = address.empty() ? lower_case(host) : address;
  }
}

bool RequestGuard::is_ours(std::string_view host, const Request& request) const {
  const std::string address = address_in_digits(host);
  if (!address.empty() && address == request.local_address) return true;
  const std::string name = address.empty() ? lower_case(host) : address;
  return std::ranges::find(allowed_hosts_, name) != allowed_hosts_.end();
}

std::optional<Diagnostic> RequestGuard::refuses(const Request& request, bool is_api) const {
  const std::string_view host_header = request.header("host");
  const auto parts = parse_host(host_header);
  if (!parts || !is_ours(parts->host, request)) {
    const std::string host(parts ? parts->host : host_header.substr(0, 64));
    return make_error("server.unknown_host",
                      {"本服务不使用主机名“" + host + "”。如需使用，请在启动时加上 --host。",
                       "this hub is not called '" + host + "': start it with --host to allow it"},
                      {}, allowed_hosts_);
  }
  if (!is_api) return std::nullopt;

  const std::string_view origin = request.header("origin");
  const std::string_view site = request.header("sec-fetch-site");
  const size_t scheme_end = origin.find("://");
  const bool same_origin =
      origin.empty() ? (site.empty() || site == "same-origin" || site == "none")
                     : scheme_end != std::string_view::npos &&
                           lower_case(origin.substr(scheme_end + 3)) == lower_case(host_header);
  if (same_origin) return std::nullopt;
  return make_error("server.foreign_origin", {"其他网站的页面不能使用本服务。",
                                              "pages of another origin may not use this hub"});
}

}  // namespace tollgate::server
