#include "tollgate/log/clock_watch.h"

#include <cstdlib>

#include "tollgate/ops/hybrid_clock.h"

namespace tollgate::log {

LocalizedText moved_text(int64_t moved_ms) {
  constexpr int64_t kMinute = 60'000;
  constexpr int64_t kHour = 60 * kMinute;
  constexpr int64_t kDay = 24 * kHour;
  const int64_t far = std::abs(moved_ms);
  const int64_t unit = far >= 2 * kDay ? kDay : far >= 2 * kHour ? kHour : kMinute;
  const std::string n = std::to_string(far / unit);
  const char* zh = unit == kDay ? " 天" : unit == kHour ? " 小时" : " 分钟";
  const char* en = unit == kDay ? " days" : unit == kHour ? " hours" : " minutes";
  const bool back = moved_ms < 0;
  return {(back ? "拨回 " : "拨快 ") + n + zh,
          (back ? "set back by " : "set forward by ") + n + en};
}

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
