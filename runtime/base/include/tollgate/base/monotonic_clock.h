// Time that nobody can set: how long something took, and whether the time of day was moved.
#pragma once

#include <cstdint>

namespace tollgate {

class MonotonicClock {
 public:
  virtual ~MonotonicClock() = default;
  virtual int64_t elapsed_ms() const = 0;  // since any moment
  // Whether it goes on while the device sleeps.
  virtual bool counts_sleep() const = 0;
};

// The device's. In browsers it may stand while the device sleeps.
class SystemMonotonicClock final : public MonotonicClock {
 public:
  int64_t elapsed_ms() const override;
  bool counts_sleep() const override;
};

}  // namespace tollgate
