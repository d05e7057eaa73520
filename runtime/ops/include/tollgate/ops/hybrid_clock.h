// The hybrid logical clock (Kulkarni et al. 2014): time that never runs backwards on a device and
// is above every time the device has heard of, so that ops have an order all devices agree on.
//
//   HybridClock clock(last_known);
//   HybridTime now = clock.tick(wall.now());
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

  Instant instant() const { return {milliseconds * 1000}; }
};

std::string to_text(HybridTime time);
std::optional<HybridTime> parse_hybrid_time(std::string_view text);

class HybridClock {
 public:
  HybridClock() = default;
  explicit HybridClock(HybridTime last) : last_(last) {}

  // A time above all before, as near to the wall clock as that allows.
  HybridTime tick(Instant wall);
  // Takes note of another device's time.
  void witness(HybridTime seen);
  HybridTime last() const { return last_; }

 private:
  HybridTime last_;
};

}  // namespace tollgate::ops
