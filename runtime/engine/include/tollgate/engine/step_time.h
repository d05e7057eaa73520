// How long one step of many writes may hold the engine, where others ask it for something: what is
// left is the next step's, which whoever asked for this one sends.
//
//   const StepTime time(most_ms);                 // 0: as long as it takes
//   while (more && !time.is_over(done)) write(done++);
#pragma once

#include <cstddef>
#include <cstdint>

#include "tollgate/base/monotonic_clock.h"

namespace tollgate::engine {

class StepTime {
 public:
  explicit StepTime(int64_t most_ms) : most_ms_(most_ms) {}

  // Looked at now and then. Fewer are always done: whoever sends some hundreds sends them once.
  bool is_over(size_t done) const {
    constexpr size_t kLeast = 512;
    constexpr size_t kBetweenLooks = 8;
    return most_ms_ > 0 && done >= kLeast && done % kBetweenLooks == 0 &&
           clock_.elapsed_ms() - began_ms_ >= most_ms_;
  }

 private:
  SystemMonotonicClock clock_;
  int64_t most_ms_;
  int64_t began_ms_ = clock_.elapsed_ms();
};

}  // namespace tollgate::engine
