#include "http/range.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace tollgate::server {
namespace {

std::optional<uint64_t> number(std::string_view text) {
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return !text.empty() && read.ec == std::errc() && read.ptr == end ? std::optional(value)
                                                                    : std::nullopt;
}

}  // namespace

std::optional<ByteRange> parse_range(std::string_view value, uint64_t size_bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (!value.starts_with(kUnit)) return std::nullopt;
  value.remove_prefix(kUnit.size());
  const size_t dash = value.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number(value.substr(0, dash));
  const auto last = number(value.substr(dash + 1));
  if (dash == 0) {
    if (!last) return std::nullopt;
    const uint64_t size = std::min(*last, size_bytes);
    return ByteRange{size_bytes - size, size};
  }
  if (!first || (dash + 1 < value.size() && (!last || *last < *first))) return std::nullopt;
  if (*first >= size_bytes) return ByteRange{*first, 0};
  return ByteRange{*first, std::min(last.value_or(size_bytes), size_bytes - 1) - *first + 1};
}

void set_part(Response& response, const std::optional<ByteRange>& range, uint64_t size_bytes,
              ReadPiece read) {
  if (!range) {
    response.stream = BodyStream{size_bytes, std::move(read)};
    return;
  }
  const std::string whole = std::to_string(size_bytes);
  if (range->size == 0) {
    response.status = 416;
    response.set("Content-Range", "bytes */" + whole);
    return;
  }
  response.status = 206;
  response.set("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                    std::to_string(range->first + range->size - 1) + "/" + whole);
  response.stream = BodyStream{range->size, [first = range->first, read = std::move(read)](
                                                uint64_t offset, size_t most, PieceRead done) {
                                 read(first + offset, most, std::move(done));
                               }};
}

}  // namespace tollgate::server
