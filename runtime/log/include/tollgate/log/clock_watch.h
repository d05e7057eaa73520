// Sees that somebody moved the wall clock: it went on by another time than the monotonic clock.
//
//   ClockWatch watch(&monotonic, clock.now());
//   std::optional<int64_t> moved = watch.moved_ms(clock.now());   // -7'200'000: two hours back
//   watch.settle(clock.now());                                    // that was told; watch on from
//   here
//
// Moves of less than kLeastMoveMilliseconds are how clocks are kept right. A monotonic clock that
// stands while the device sleeps cannot tell sleep from a move forward: then only moves back count.
#pragma once

#include <cstdint>
#include <optional>

#include "tollgate/base/clock.h"
#include "tollgate/base/monotonic_clock.h"
#include "tollgate/base/result.h"

namespace tollgate::log {

inline constexpr int64_t kLeastMoveMilliseconds = 5 * 60 * 1'000;

// "set back by 2 hours": whole minutes, hours or days.
LocalizedText moved_text(int64_t moved_ms);

class ClockWatch {
 public:
  ClockWatch() = default;  // sees nothing
  // `monotonic` may be null and must outlive this object.
  ClockWatch(const MonotonicClock* monotonic, Instant wall);

  std::optional<int64_t> moved_ms(Instant wall) const;
  void settle(Instant wall);

 private:
  const MonotonicClock* monotonic_ = nullptr;
  int64_t wall_ms_ = 0;
  int64_t elapsed_ms_ = 0;
};

}  // namespace tollgate::log
