#include "tollgate/feel/memory.h"

namespace tollgate::feel {

MemoryMeter*& current_meter() {
  static thread_local MemoryMeter* meter = nullptr;
  return meter;
}

void charge(size_t bytes) {
  MemoryMeter* const meter = current_meter();
  if (meter == nullptr) return;
  if (bytes > meter->limit_bytes || meter->used_bytes > meter->limit_bytes - bytes) {
    throw LimitExceeded{Limit::kMemory};
  }
  meter->used_bytes += bytes;
}

void refund(size_t bytes) {
  MemoryMeter* const meter = current_meter();
  if (meter == nullptr) return;
  // Values made before the meter came may be released under it.
  meter->used_bytes = meter->used_bytes > bytes ? meter->used_bytes - bytes : 0;
}

}  // namespace tollgate::feel
