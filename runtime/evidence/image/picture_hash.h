// A hash by which almost the same pictures are found again, whatever they were compressed, scaled
// or marked with: whether brightness falls from each of 9 × 8 fields to its right neighbour
// ("dHash", N. Krawetz 2013). The lowest quarter is left out, where the watermark stands.
#pragma once

#include <cstdint>
#include <optional>

#include "image/luma_blocks.h"

namespace tollgate::evidence {

// nullopt: too small, not whole, or so even (a dark room, a white wall) that any two of its kind
// would be alike.
std::optional<uint64_t> picture_hash(const LumaBlocks& blocks);

}  // namespace tollgate::evidence
