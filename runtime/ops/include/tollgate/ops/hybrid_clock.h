// The hybrid logical clock (Kulkarni et al. 2014): time that never runs backwards on a device and
// is above every time the device has heard of, so that ops have an order all devices agree on. It
// orders and nothing else: after a wall clock that was wrong it counts on from where it was, and
// no rule asks it for the time.
//
//   HybridClock clock(last_known);
//   HybridTime now = clock.tick(wall.now());
//   if (!clock.witness(of_another_device, wall.now())) …;   // that device's clock is wrong
//
// Text: 12 hexadecimal digits of milliseconds since 1970, 4 of the counter; sorts as the time does.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/clock.h"

namespace tollgate::ops {

struct HybridTime {
  int64_t milliseconds = 0;
  uint16_t counter = 0;
  auto operator<=>(const HybridTime&) const = default;
};

// Wall clocks count from 1970 to the end of the year 9999, in milliseconds; what is outside stands
// at the bound. Above it the hybrid clock has room to count on for ever.
inline constexpr int64_t kLastWallMilliseconds = 253'402'300'799'999;
int64_t wall_milliseconds(Instant wall);

// Another device's time may be this far ahead of the wall clock here.
inline constexpr int64_t kMaxAheadMilliseconds = 24 * 3'600 * 1'000;

std::string to_text(HybridTime time);
std::optional<HybridTime> parse_hybrid_time(std::string_view text);

class HybridClock {
 public:
  HybridClock() = default;
  explicit HybridClock(HybridTime last) : last_(last) {}

  // A time above all before, as near to the wall clock as that allows.
  HybridTime tick(Instant wall);
  // Takes note of another device's time; false, and nothing noted, when it is further ahead of the
  // wall clock than kMaxAheadMilliseconds: one wrong clock would carry all devices along.
  bool witness(HybridTime seen, Instant wall);
  HybridTime last() const { return last_; }

 private:
  HybridTime last_;
};

}  // namespace tollgate::ops
