// The segments of a JPEG up to its picture data. Source: ITU T.81, B.1.1.
#pragma once

#include <optional>
#include <string_view>

#include "bytes.h"

namespace tollgate::evidence {

struct JpegSegment {
  uint8_t marker = 0;
  std::string_view content;  // after the two length bytes
};

class JpegSegments {
 public:
  explicit JpegSegments(std::string_view bytes) : bytes_(bytes) {}

  std::optional<JpegSegment> next() {
    constexpr uint8_t kEndOfImage = 0xd9;
    while (byte_at(bytes_, at_) == 0xff && byte_at(bytes_, at_ + 1) == 0xff) ++at_;  // fill bytes
    if (byte_at(bytes_, at_) != 0xff) return std::nullopt;
    const uint8_t marker = byte_at(bytes_, at_ + 1);
    const size_t length = big16(bytes_, at_ + 2);
    if (marker == kStartOfScan || marker == kEndOfImage || length < 2 ||
        at_ + 2 + length > bytes_.size()) {
      return std::nullopt;
    }
    const JpegSegment segment{marker, bytes_.substr(at_ + 4, length - 2)};
    at_ += 2 + length;
    return segment;
  }

  // Behind the last segment: whether the picture's data begins there.
  bool is_at_scan() const {
    return byte_at(bytes_, at_) == 0xff && byte_at(bytes_, at_ + 1) == kStartOfScan;
  }

 private:
  static constexpr uint8_t kStartOfScan = 0xda;

  std::string_view bytes_;
  size_t at_ = 2;  // after the start-of-image marker
};

}  // namespace tollgate::evidence
