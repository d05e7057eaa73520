// The brightness of a picture at an eighth of its size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tollgate::evidence {

struct LumaBlocks {
  int64_t width = 0;  // in blocks
  int64_t height = 0;
  std::vector<int32_t> means;  // by row; 8 × (mean brightness - 128)
  bool whole = false;          // the data went on until the last block; those behind are 0

  int32_t at(int64_t x, int64_t y) const { return means[static_cast<size_t>(y * width + x)]; }
};

}  // namespace tollgate::evidence
