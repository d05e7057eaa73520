// What C++ code asks the heap for, counted: `new` of this whole program says here what it gives.
//
//   const CountedMemory counted;
//   work();
//   CHECK(counted.most_bytes() < (64 << 20));   // at any one time, beyond what there was before
#pragma once

#include <cstddef>
#include <cstdint>

namespace tollgate {

class CountedMemory {
 public:
  CountedMemory();
  size_t most_bytes() const;
  int64_t allocations() const;

 private:
  int64_t bytes_before_;
  int64_t allocations_before_;
};

}  // namespace tollgate
