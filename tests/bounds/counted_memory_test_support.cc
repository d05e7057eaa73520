#include "counted_memory_test_support.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

// One thread at a time counts.
thread_local int64_t held_bytes = 0;
thread_local int64_t most_held_bytes = 0;
thread_local int64_t allocation_count = 0;

void* given(void* memory) {
  if (memory == nullptr) std::abort();
  held_bytes += int64_t(malloc_usable_size(memory));
  most_held_bytes = std::max(most_held_bytes, held_bytes);
  ++allocation_count;
  return memory;
}

void taken_back(void* memory) {
  if (memory != nullptr) held_bytes -= int64_t(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(size_t bytes) { return given(std::malloc(std::max<size_t>(bytes, 1))); }
void* operator new[](size_t bytes) { return given(std::malloc(std::max<size_t>(bytes, 1))); }
void* operator new(size_t bytes, std::align_val_t alignment) {
  const auto align = static_cast<size_t>(alignment);
  return given(std::aligned_alloc(align, (bytes + align - 1) / align * align));
}
void* operator new(size_t bytes, const std::nothrow_t&) noexcept {
  void* memory = std::malloc(std::max<size_t>(bytes, 1));
  return memory != nullptr ? given(memory) : nullptr;
}
void* operator new[](size_t bytes, const std::nothrow_t& may_fail) noexcept {
  return ::operator new(bytes, may_fail);
}
void operator delete(void* memory) noexcept { taken_back(memory); }
void operator delete[](void* memory) noexcept { taken_back(memory); }
void operator delete(void* memory, size_t) noexcept { taken_back(memory); }
void operator delete[](void* memory, size_t) noexcept { taken_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { taken_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { taken_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { taken_back(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { taken_back(memory); }

namespace tollgate {

CountedMemory::CountedMemory() : bytes_before_(held_bytes), allocations_before_(allocation_count) {
  most_held_bytes = held_bytes;
}

size_t CountedMemory::most_bytes() const {
  return size_t(std::max<int64_t>(0, most_held_bytes - bytes_before_));
}

int64_t CountedMemory::allocations() const { return allocation_count - allocations_before_; }

}  // namespace tollgate
