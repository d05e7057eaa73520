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
};

// Values nest at most this deep.
constexpr uint16_t kLargestDepth = 64;

// The meter in force, or none.
MemoryMeter*& current_meter();

class MemoryScope {
 public:
  explicit MemoryScope(MemoryMeter& meter) : before_(current_meter()) { current_meter() = &meter; }
  ~MemoryScope() { current_meter() = before_; }
  MemoryScope(const MemoryScope&) = delete;
  MemoryScope& operator=(const MemoryScope&) = delete;

 private:
  MemoryMeter* before_;
};

// Charges before the memory is taken; throws LimitExceeded.
void charge(size_t bytes);
void refund(size_t bytes);

}  // namespace tollgate::feel
