// A part of a body, as players and interrupted downloads ask for (RFC 9110, 14).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http/message.h"

namespace tollgate::server {

struct ByteRange {
  uint64_t first = 0;
  uint64_t size = 0;  // 0: there is nothing where it begins
};

// "bytes=0-99", "bytes=100-" and "bytes=-100" of a body of `size_bytes`; nothing for anything else,
// several ranges too: then all of it is sent.
std::optional<ByteRange> parse_range(std::string_view value, uint64_t size_bytes);

// Sets status, headers and stream: the range, all of it where there is none, or 416.
void set_part(Response& response, const std::optional<ByteRange>& range, uint64_t size_bytes,
              ReadPiece read);

}  // namespace tollgate::server
