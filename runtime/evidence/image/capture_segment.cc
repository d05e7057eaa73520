#include "image/capture_segment.h"

#include "image/jpeg_segments.h"
#include "tollgate/evidence/capture.h"

namespace tollgate::evidence {

std::optional<CaptureSegment> find_capture_segment(std::string_view jpeg) {
  constexpr uint8_t kApp9 = 0xe9;
  constexpr size_t kHead = 4;  // marker and length
  std::optional<std::string_view> found;
  JpegSegments segments(jpeg);
  while (const auto segment = segments.next()) {
    if (segment->marker != kApp9 || !segment->content.starts_with(kCaptureMark)) continue;
    if (found) return std::nullopt;
    found = segment->content;
  }
  if (!found) return std::nullopt;
  const auto begin = static_cast<size_t>(found->data() - jpeg.data());
  std::string picture(jpeg.substr(0, begin - kHead));
  picture += jpeg.substr(begin + found->size());
  return CaptureSegment{found->substr(kCaptureMark.size()), std::move(picture)};
}

}  // namespace tollgate::evidence
