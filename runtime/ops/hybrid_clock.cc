#include "tollgate/ops/hybrid_clock.h"

#include <algorithm>

namespace tollgate::ops {
namespace {

constexpr size_t kTextSize = 16;

}  // namespace

int64_t wall_milliseconds(Instant wall) {
  return std::clamp<int64_t>(wall.microseconds / 1000, 0, kLastWallMilliseconds);
}

std::string to_text(HybridTime time) {
  constexpr char kDigits[] = "0123456789abcdef";
  uint64_t bits = uint64_t(time.milliseconds) << 16 | time.counter;
  std::string text(kTextSize, '0');
  for (size_t i = kTextSize; i-- > 0; bits >>= 4) text[i] = kDigits[bits & 15];
  return text;
}

std::optional<HybridTime> parse_hybrid_time(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  uint64_t bits = 0;
  for (char c : text) {
    uint64_t digit;
    if (c >= '0' && c <= '9') {
      digit = uint64_t(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = uint64_t(c - 'a' + 10);
    } else {
      return std::nullopt;
    }
    bits = bits << 4 | digit;
  }
  return HybridTime{int64_t(bits >> 16), uint16_t(bits)};
}

HybridTime HybridClock::tick(Instant wall) {
  const int64_t now = wall_milliseconds(wall);
  if (now > last_.milliseconds) {
    last_ = {now, 0};
  } else if (last_.counter < UINT16_MAX) {
    ++last_.counter;
  } else {
    last_ = {last_.milliseconds + 1, 0};
  }
  return last_;
}

bool HybridClock::witness(HybridTime seen, Instant wall) {
  if (seen.milliseconds > wall_milliseconds(wall) + kMaxAheadMilliseconds) return false;
  last_ = std::max(last_, seen);
  return true;
}

}  // namespace tollgate::ops
