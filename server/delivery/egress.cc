#include "egress.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace tollgate::delivery {
namespace {

struct Network {
  uint32_t address;
  int bits;
};
constexpr Network kInside[] = {
    {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
    {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16},
    {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 4},  {0xf0000000, 4}};

bool is_inside_v4(uint32_t address) {
  return std::ranges::any_of(kInside, [&](const Network& network) {
    return (address ^ network.address) >> (32 - network.bits) == 0;
  });
}

uint32_t v4_at(const unsigned char* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

bool is_inside_v6(const unsigned char* bytes) {
  static constexpr unsigned char kZeros[12] = {};
  static constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  static constexpr unsigned char kNat64[12] = {0, 0x64, 0xff, 0x9b};
  if (std::memcmp(bytes, kMapped, 12) == 0 || std::memcmp(bytes, kNat64, 12) == 0) {
    return is_inside_v4(v4_at(bytes + 12));
  }
  if (std::memcmp(bytes, kZeros, 12) == 0) return true;  // ::, ::1 and what is long out of use
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_inside_v4(v4_at(bytes + 2));
  // Only 2000::/3 is for everybody; Teredo and documentation are not.
  if ((bytes[0] & 0xe0) != 0x20) return true;
  return bytes[0] == 0x20 && bytes[1] == 0x01 &&
         ((bytes[2] & 0xfe) == 0 || (bytes[2] == 0x0d && bytes[3] == 0xb8));
}

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string url_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

}  // namespace

std::optional<UrlParts> url_parts(const std::string& text) {
  if (text.size() > 2000) return std::nullopt;
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (!url) return std::nullopt;
  const unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER;
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), flags) != CURLUE_OK) return std::nullopt;
  UrlParts parts{url_part(url.get(), CURLUPART_SCHEME), url_part(url.get(), CURLUPART_HOST)};
  if (parts.host.size() > 2 && parts.host.front() == '[') {
    parts.host = parts.host.substr(1, parts.host.size() - 2);
  }
  for (std::string* part : {&parts.scheme, &parts.host}) {
    std::ranges::transform(*part, part->begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
  }
  if (parts.host.empty()) return std::nullopt;
  return parts;
}

bool is_inside(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return is_inside_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return is_inside_v6(v6.sin6_addr.s6_addr);
  }
  return true;
}

const EgressHostRule* find_host(const std::vector<EgressHostRule>& hosts, std::string_view host) {
  const auto found = std::ranges::find(hosts, host, &EgressHostRule::host);
  return found == hosts.end() ? nullptr : &*found;
}

Diagnostic host_not_allowed(const std::string& host) {
  return make_error(
      "delivery.host_not_allowed",
      {"服务器不允许连接“" + host + "”；请管理员在“消息通道”页的允许访问的主机里加上它",
       "the hub may not connect to '" + host +
           "': an administrator adds it to the hosts on the page of channels"},
      {.source = host});
}

Diagnostic address_not_allowed(const std::string& host) {
  return make_error(
      "delivery.address_not_allowed",
      {"“" + host +
           "”指向内部网络的地址，不允许连接；若确是内部服务，请在允许访问的主机里勾选“内部地址”",
       "'" + host +
           "' leads to an address inside the network, where the hub may not connect; if it is a "
           "service of yours, allow private addresses for this host"},
      {.source = host});
}

}  // namespace tollgate::delivery
