// The brightness of a PNG at an eighth of its size, as screenshots are stored: rows of 8 or 16
// bits, unpacked one after the other, in integers. Source: PNG 3: 5.3 (chunks), 9 (filters), 11.2.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "image/luma_blocks.h"

namespace tollgate::evidence {

// nullopt: no PNG, or one with colours of fewer bits, with interlaced rows, or larger than a
// screen: unpacking 48 MiB takes a fifth of a second at most.
inline constexpr size_t kMaxPngBytes = size_t{16} << 20;
inline constexpr size_t kMaxPngUnpackedBytes = size_t{48} << 20;
std::optional<LumaBlocks> read_png_luma(std::string_view png);

}  // namespace tollgate::evidence
