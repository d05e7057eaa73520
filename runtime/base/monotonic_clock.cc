#include "tollgate/base/monotonic_clock.h"

#include <chrono>

#if defined(__linux__)
#include <time.h>
#endif

namespace tollgate {

#if defined(__linux__)
int64_t SystemMonotonicClock::elapsed_ms() const {
  timespec time = {};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return int64_t{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000;
}
bool SystemMonotonicClock::counts_sleep() const { return true; }
#else
int64_t SystemMonotonicClock::elapsed_ms() const {
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}
bool SystemMonotonicClock::counts_sleep() const { return false; }
#endif

}  // namespace tollgate
