#include "image/picture_hash.h"

#include <cstdlib>

namespace tollgate::evidence {
namespace {

constexpr int64_t kAcross = 9;
constexpr int64_t kDown = 8;
// A step between neighbours that an eye sees, and how many of the 64 have to be such.
constexpr int64_t kClearStep = 8 * 4;  // LumaBlocks counts eighths of a level
constexpr int kClearSteps = 20;

// The mean of a field, rounded towards zero.
int64_t mean_of(const LumaBlocks& blocks, int64_t height, int64_t x, int64_t y) {
  const int64_t left = x * blocks.width / kAcross;
  const int64_t right = (x + 1) * blocks.width / kAcross;
  const int64_t top = y * height / kDown;
  const int64_t bottom = (y + 1) * height / kDown;
  int64_t sum = 0;
  for (int64_t row = top; row < bottom; ++row) {
    for (int64_t column = left; column < right; ++column) sum += blocks.at(column, row);
  }
  return sum / ((right - left) * (bottom - top));
}

}  // namespace

std::optional<uint64_t> picture_hash(const LumaBlocks& blocks) {
  const int64_t height = blocks.height - blocks.height / 4;
  if (!blocks.whole || blocks.width < kAcross || height < kDown) return std::nullopt;
  uint64_t hash = 0;
  int clear = 0;
  for (int64_t y = 0; y < kDown; ++y) {
    int64_t left = mean_of(blocks, height, 0, y);
    for (int64_t x = 1; x < kAcross; ++x) {
      const int64_t right = mean_of(blocks, height, x, y);
      hash = hash << 1 | (left > right ? 1U : 0U);
      if (std::abs(left - right) >= kClearStep) ++clear;
      left = right;
    }
  }
  if (clear < kClearSteps) return std::nullopt;
  return hash;
}

}  // namespace tollgate::evidence
