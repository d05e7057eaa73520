// Bounds the memory that values take while an expression is evaluated.
//
//   MemoryMeter meter(16 << 20);
//   MemoryScope scope(meter);     // until the end of the block this thread's values are charged
//
// Going over the limit throws LimitExceeded; evaluate() turns it into a diagnostic.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tollgate::feel {

enum class Limit : uint8_t { kSteps, kMemory, kDepth };

struct LimitExceeded {
  Limit limit;
};

struct MemoryMeter {
  explicit MemoryMeter(size_t limit) : limit_bytes(limit) {}
  size_t limit_bytes;
  size_t used_bytes = 0;
  uint64_t steps_left = UINT64_MAX;  // work that may still be done
};

// Values nest at most this deep.
constexpr uint16_t kLargestDepth = 64;

// Shared parts counted as often as they occur, a value has at most this many pieces of 16 bytes:
// writing it or comparing it cannot take longer than that.
constexpr uint32_t kLargestWeight = 4u << 20;

// The meter in force, or none.
inline constinit thread_local MemoryMeter* meter_in_force = nullptr;
inline MemoryMeter*& current_meter() { return meter_in_force; }

class MemoryScope {
 public:
  explicit MemoryScope(MemoryMeter& meter) : before_(current_meter()) { current_meter() = &meter; }
  ~MemoryScope() { current_meter() = before_; }
  MemoryScope(const MemoryScope&) = delete;
  MemoryScope& operator=(const MemoryScope&) = delete;

 private:
  MemoryMeter* before_;
};

[[noreturn]] void exceed_memory();

// Charges before the memory is taken; throws LimitExceeded.
inline void charge(size_t bytes) {
  MemoryMeter* const meter = meter_in_force;
  if (meter == nullptr) return;
  if (bytes > meter->limit_bytes || meter->used_bytes > meter->limit_bytes - bytes) {
    exceed_memory();
  }
  meter->used_bytes += bytes;
}

// Counts work; throws LimitExceeded.
[[noreturn]] void exceed_steps();
inline void spend_steps(uint64_t steps) {
  MemoryMeter* const meter = meter_in_force;
  if (meter == nullptr) return;
  if (steps > meter->steps_left) exceed_steps();
  meter->steps_left -= steps;
}

inline void refund(size_t bytes) {
  MemoryMeter* const meter = meter_in_force;
  if (meter == nullptr) return;
  // Values made before the meter came may be released under it.
  meter->used_bytes = meter->used_bytes > bytes ? meter->used_bytes - bytes : 0;
}

// Throws unless so much memory could be taken now.
inline void make_room(size_t bytes) {
  charge(bytes);
  refund(bytes);
}

}  // namespace tollgate::feel
