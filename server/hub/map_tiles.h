// Where maps take the pictures of the world from that lie under their records. Nowhere, unless
// whoever runs the hub names a source: a browser that fetches such a picture tells its keeper where
// people look.
//
//   auto tiles = parse_map_tiles("https://tiles.example/{z}/{x}/{y}.png", "© Example");
//   policy = policy_with(policy, *tiles);          // the one host more that pictures may come from
//   if (is_told_of_tiles("index.html")) tell_of_tiles("index.html", bytes, *tiles);
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

struct MapTiles {
  std::string address;  // with {z}, {x} and {y}; tiles are Web Mercator, 256 pixels wide, WGS 84
  std::string origin;   // "https://tiles.example"; "" where the tiles lie on this hub
  std::string credit;   // whose map it is, as its keeper wants it said; may be ""
};

// nullopt: not https or http (or a path of this hub), without one of {z}, {x}, {y}, or with
// characters that have no place in an address.
std::optional<MapTiles> parse_map_tiles(std::string_view address, std::string_view credit);

// A Content-Security-Policy, also as it stands in a page's head.
std::string policy_with(std::string policy, const MapTiles& tiles);

// Whether a file of the site says where tiles come from: pages, and the service worker, which then
// knows that the pages it keeps are others.
bool is_told_of_tiles(std::string_view file_name);
void tell_of_tiles(std::string_view file_name, std::string& bytes, const MapTiles& tiles);

}  // namespace tollgate::server
