// gzip, and what a client accepts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::server {

// Whether an Accept-Encoding header allows `encoding` ("gzip", "br"): named with a weight above 0.
bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding);

// `level` 1 (fast) to 9 (small). Empty if zlib fails, which only lack of memory can cause.
std::string gzip(std::string_view bytes, int level);

// What gzip packed, nothing behind it; nullopt for anything else, and where it is larger than
// `max_bytes`.
std::optional<std::string> gunzip(std::string_view packed, size_t max_bytes);

}  // namespace tollgate::server
