// The brightness of a JPEG at an eighth of its size: the mean of each block of 8 × 8 pixels, from
// the DC coefficients alone, in integers, so that every machine sees the same. Of a progressive
// picture the first scan of them is read: what later scans add to it is less than an eye sees.
// Going through all of the picture's data also tells whether all of it is there. Source: ITU T.81:
// B.2 (segments), F.2 (sequential Huffman decoding), G.1 (progressive scans), E.2.4 (restarts).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "image/luma_blocks.h"

namespace tollgate::evidence {

// nullopt: no JPEG of 8 bits with Huffman codes, or one larger than phones make: reading 16 MiB
// code by code takes a tenth of a second or two.
inline constexpr size_t kMaxLumaBytes = size_t{16} << 20;
inline constexpr int64_t kMaxLumaPixels = int64_t{64} << 20;
std::optional<LumaBlocks> read_luma_blocks(std::string_view jpeg);

}  // namespace tollgate::evidence
