#include "hub/request_guard.h"

#include <algorithm>

#include "cli/listen_address.h"

namespace tollgate::server {
namespace {

// "example.org:8080" -> "example.org", "[::1]:8080" -> "::1".
std::string host_without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const size_t end = host.find(']');
    return std::string(host.substr(1, end == std::string_view::npos ? end : end - 1));
  }
  return std::string(host.substr(0, host.find(':')));
}

std::string lower(std::string text) {
  for (char& c : text) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  return text;
}

}  // namespace

RequestGuard::RequestGuard(std::vector<std::string> allowed_hosts)
    : allowed_hosts_(std::move(allowed_hosts)) {
  allowed_hosts_.emplace_back("localhost");
  for (std::string& host : allowed_hosts_) host = lower(host);
}

std::optional<Diagnostic> RequestGuard::refuses(const Request& request, bool is_api) const {
  const std::string_view host_header = request.header("host");
  const std::string host = lower(host_without_port(host_header));
  if (!is_ip_address(host) && std::ranges::find(allowed_hosts_, host) == allowed_hosts_.end()) {
    return make_error("server.unknown_host",
                      {"本服务不使用主机名“" + host + "”。如需使用，请在启动时加上 --host。",
                       "this hub is not called '" + host + "': start it with --host to allow it"},
                      {}, allowed_hosts_);
  }
  if (!is_api) return std::nullopt;

  const std::string_view origin = request.header("origin");
  const std::string_view site = request.header("sec-fetch-site");
  const size_t scheme_end = origin.find("://");
  const bool same_origin = origin.empty()
                               ? (site.empty() || site == "same-origin" || site == "none")
                               : scheme_end != std::string_view::npos &&
                                     lower(std::string(origin.substr(scheme_end + 3))) ==
                                         lower(std::string(host_header));
  if (same_origin) return std::nullopt;
  return make_error("server.foreign_origin", {"其他网站的页面不能使用本服务。",
                                              "pages of another origin may not use this hub"});
}

}  // namespace tollgate::server
