#include "tollgate/log/clock_watch.h"

#include "tollgate/ops/hybrid_clock.h"

namespace tollgate::log {

ClockWatch::ClockWatch(const MonotonicClock* monotonic, Instant wall) : monotonic_(monotonic) {
  settle(wall);
}

std::optional<int64_t> ClockWatch::moved_ms(Instant wall) const {
  if (!monotonic_) return std::nullopt;
  const int64_t passed_ms = monotonic_->elapsed_ms() - elapsed_ms_;
  const int64_t moved_ms = ops::wall_milliseconds(wall) - wall_ms_ - passed_ms;
  if (moved_ms <= -kLeastMoveMilliseconds) return moved_ms;
  if (moved_ms >= kLeastMoveMilliseconds && monotonic_->counts_sleep()) return moved_ms;
  return std::nullopt;
}

void ClockWatch::settle(Instant wall) {
  if (!monotonic_) return;
  wall_ms_ = ops::wall_milliseconds(wall);
  elapsed_ms_ = monotonic_->elapsed_ms();
}

}  // namespace tollgate::log
