#include "cli/public_address.h"

#include "cli/listen_address.h"
#include "http/field_text.h"
#include "http/request_head.h"

namespace tollgate::server {

std::optional<PublicAddress> parse_public_address(std::string_view text) {
  std::string url = lower_case(text);
  if (url.ends_with('/')) url.pop_back();
  PublicAddress out;
  out.is_secure = url.starts_with("https://");
  if (!out.is_secure && !url.starts_with("http://")) return std::nullopt;
  const std::string_view rest = std::string_view(url).substr(out.is_secure ? 8 : 7);
  const auto parts = parse_host(rest);
  if (!parts) return std::nullopt;
  out.host = std::string(parts->host);
  if (!is_host_name(out.host) && !is_ip_address(out.host)) return std::nullopt;
  out.url = std::move(url);
  return out;
}

}  // namespace tollgate::server
