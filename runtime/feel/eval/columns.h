// Evaluates straight code column by column: each instruction over a block of records before the
// next one. Decoding an instruction then costs next to nothing for a record.
#pragma once

#include "chunk.h"

namespace tollgate::feel {

// Records of one block.
constexpr size_t kBlockRows = 64;

// Whether the chunk's code is straight: no loops and no choices. The jumps of `and` and `or` only
// save work, so code with them is straight, too.
bool is_straight(const Chunk& chunk);

}  // namespace tollgate::feel
