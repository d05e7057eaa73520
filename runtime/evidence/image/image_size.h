// A picture's size in pixels, from its header.
// Sources: PNG 3, 11.2.1; ITU T.81, B.2.2; GIF89a, 18; WebP container; ISO 23008-12 is not read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tollgate::evidence {

struct ImageSize {
  int64_t width = 0;
  int64_t height = 0;
};

std::optional<ImageSize> image_size(std::string_view media_type, std::string_view bytes);

}  // namespace tollgate::evidence
