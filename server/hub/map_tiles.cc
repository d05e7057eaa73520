#include "hub/map_tiles.h"

#include <algorithm>

#include "cli/public_address.h"
#include "tollgate/base/sha256.h"

namespace tollgate::server {
namespace {

constexpr std::string_view kServiceWorker = "service_worker.js";
constexpr std::string_view kNoSettings = "const kSettings = \"\";";
constexpr std::string_view kPictures = "img-src 'self'";
constexpr size_t kMaxAddress = 500;

// Nothing that could end an address in a policy, a header or a page.
bool is_clean(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("\"'<>;,\\^`|").find(c) == std::string::npos;
  });
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '<':
        out += "&lt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

std::optional<MapTiles> parse_map_tiles(std::string_view address, std::string_view credit) {
  if (address.size() > kMaxAddress || !is_clean(address)) return std::nullopt;
  for (const std::string_view part : {"{z}", "{x}", "{y}"}) {
    if (address.find(part) == std::string_view::npos) return std::nullopt;
  }
  MapTiles tiles{std::string(address), {}, std::string(credit)};
  if (address.starts_with('/') && !address.starts_with("//")) return tiles;
  const size_t host = address.find("://");
  const size_t path = host == std::string_view::npos ? host : address.find('/', host + 3);
  if (path == std::string_view::npos) return std::nullopt;
  const auto origin = parse_public_address(address.substr(0, path));
  if (!origin) return std::nullopt;
  tiles.origin = origin->url;
  tiles.address = origin->url + std::string(address.substr(path));
  return tiles;
}

std::string policy_with(std::string policy, const MapTiles& tiles) {
  const size_t at = policy.find(kPictures);
  if (at == std::string::npos || tiles.origin.empty()) return policy;
  return policy.insert(at + kPictures.size(), " " + tiles.origin);
}

bool is_told_of_tiles(std::string_view file_name) {
  return file_name.ends_with(".html") || file_name == kServiceWorker;
}

void tell_of_tiles(std::string_view file_name, std::string& bytes, const MapTiles& tiles) {
  if (file_name == kServiceWorker) {
    const size_t at = bytes.find(kNoSettings);
    if (at == std::string::npos) return;
    const std::string hash = hex(sha256(tiles.address + "\n" + tiles.credit)).substr(0, 16);
    bytes.replace(at, kNoSettings.size(), "const kSettings = \"" + hash + "\";");
    return;
  }
  bytes = policy_with(std::move(bytes), tiles);
  const size_t head = bytes.find("</head>");
  if (head == std::string::npos) return;
  bytes.insert(head, "<meta name=\"tollgate-map-tiles\" content=\"" + escaped(tiles.address) +
                         "\" data-credit=\"" + escaped(tiles.credit) + "\" />\n  ");
}

}  // namespace tollgate::server
