// Bounds the memory that values take, and the work that is done, while an expression is evaluated.
//
//   MemoryMeter meter(16 << 20);
//   meter.work_left = 1'000'000;
//   MemoryScope scope(meter);     // until the end of the block this thread's values are charged
//
// Going over a limit throws LimitExceeded; evaluate() turns it into a diagnostic. What things cost
// is in work.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tollgate::feel {

enum class Limit : uint8_t { kWork, kMemory, kDepth };

struct LimitExceeded {
  Limit limit;
};

struct MemoryMeter {
  explicit MemoryMeter(size_t limit) : limit_bytes(limit) {}
  size_t limit_bytes;
  size_t used_bytes = 0;
  uint64_t work_left = UINT64_MAX;  // units, see work.h
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

// Counts work before it is done; throws LimitExceeded.
[[noreturn]] void exceed_work();
inline void spend_work(uint64_t units) {
  MemoryMeter* const meter = meter_in_force;
  if (meter == nullptr) return;
  if (units > meter->work_left) exceed_work();
  meter->work_left -= units;
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
