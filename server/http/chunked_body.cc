#include "http/chunked_body.h"

#include <algorithm>

namespace tollgate::server {
namespace {

constexpr unsigned kMaxSizeDigits = 15;
constexpr unsigned kMaxExtensionBytes = 256;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

// One character of what stands between the data. Trailers are refused: nothing reads them, and
// they are where a second head could hide.
ChunkedBody::State ChunkedBody::in_line(char c) {
  const auto expect = [&](char expected, Part next) {
    part_ = next;
    return c == expected ? State::kMore : State::kBad;
  };
  switch (part_) {
    case Part::kSize:
      if (const int value = hex_value(c); value >= 0) {
        left_ = left_ * 16 + static_cast<uint64_t>(value);
        return ++digits_ <= kMaxSizeDigits ? State::kMore : State::kBad;
      }
      if (digits_ == 0) return State::kBad;
      if (c == ';') {
        part_ = Part::kExtension;
        return State::kMore;
      }
      return expect('\r', Part::kSizeEnd);
    case Part::kExtension:
      if (c == '\r') {
        part_ = Part::kSizeEnd;
        return State::kMore;
      }
      return c >= 0x20 && c < 0x7f && ++extension_bytes_ <= kMaxExtensionBytes ? State::kMore
                                                                               : State::kBad;
    case Part::kSizeEnd:
      digits_ = 0;
      return expect('\n', left_ == 0 ? Part::kEndReturn : Part::kData);
    case Part::kDataReturn:
      return expect('\r', Part::kDataEnd);
    case Part::kDataEnd:
      return expect('\n', Part::kSize);
    case Part::kEndReturn:
      return expect('\r', Part::kEnd);
    case Part::kEnd:
      return c == '\n' ? State::kDone : State::kBad;
    case Part::kData:
      break;
  }
  return State::kBad;
}

ChunkedBody::State ChunkedBody::next(std::string_view& bytes, std::string_view& data) {
  while (!bytes.empty()) {
    if (part_ == Part::kData) {
      data = bytes.substr(0, static_cast<size_t>(std::min<uint64_t>(left_, bytes.size())));
      bytes.remove_prefix(data.size());
      left_ -= data.size();
      if (left_ == 0) part_ = Part::kDataReturn;
      return State::kData;
    }
    const char c = bytes.front();
    bytes.remove_prefix(1);
    if (const State state = in_line(c); state != State::kMore) return state;
  }
  return State::kMore;
}

}  // namespace tollgate::server
