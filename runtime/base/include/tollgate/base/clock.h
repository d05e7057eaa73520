// The time of day, injected so that every rule can be replayed with the time it saw.
#pragma once

#include <compare>
#include <cstdint>

namespace tollgate {

// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  int64_t microseconds = 0;
  auto operator<=>(const Instant&) const = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// A clock that stands where it was put; for tests, replays and `judge --now`.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

// The device's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

}  // namespace tollgate
