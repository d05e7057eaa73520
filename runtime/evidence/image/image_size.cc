#include "image/image_size.h"

#include "bytes.h"
#include "image/jpeg_segments.h"

namespace tollgate::evidence {
namespace {

std::optional<ImageSize> png_size(std::string_view bytes) {
  if (!has_at(bytes, 12, "IHDR")) return std::nullopt;
  return ImageSize{big32(bytes, 16), big32(bytes, 20)};
}

std::optional<ImageSize> jpeg_size(std::string_view bytes) {
  JpegSegments segments(bytes);
  while (const auto segment = segments.next()) {
    // B.1.1.3: start of frame, all kinds but DHT (c4), JPG (c8) and DAC (cc).
    const uint8_t m = segment->marker;
    if (m < 0xc0 || m > 0xcf || m == 0xc4 || m == 0xc8 || m == 0xcc) continue;
    return ImageSize{big16(segment->content, 3), big16(segment->content, 1)};
  }
  return std::nullopt;
}

std::optional<ImageSize> webp_size(std::string_view bytes) {
  if (has_at(bytes, 12, "VP8X")) {
    return ImageSize{(little32(bytes, 24) & 0xffffff) + 1, (little32(bytes, 27) & 0xffffff) + 1};
  }
  if (has_at(bytes, 12, "VP8L")) {
    const uint32_t bits = little32(bytes, 21);
    return ImageSize{(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
  }
  if (has_at(bytes, 12, "VP8 ")) {
    return ImageSize{little16(bytes, 26) & 0x3fff, little16(bytes, 28) & 0x3fff};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size(std::string_view media_type, std::string_view bytes) {
  std::optional<ImageSize> size;
  if (media_type == "image/png") size = png_size(bytes);
  if (media_type == "image/jpeg") size = jpeg_size(bytes);
  if (media_type == "image/gif") size = ImageSize{little16(bytes, 6), little16(bytes, 8)};
  if (media_type == "image/webp") size = webp_size(bytes);
  if (size && (size->width == 0 || size->height == 0)) size.reset();
  return size;
}

}  // namespace tollgate::evidence
