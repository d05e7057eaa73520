#include "tollgate/base/random.h"

#include <unistd.h>

#include <cassert>
#include <cstring>

namespace tollgate {

void SeededRandom::fill(void* bytes, size_t size) {
  auto* out = static_cast<unsigned char*>(bytes);
  while (size > 0) {
    state_ += 0x9e3779b97f4a7c15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    const size_t n = size < sizeof z ? size : sizeof z;
    std::memcpy(out, &z, n);
    out += n;
    size -= n;
  }
}

void SystemRandom::fill(void* bytes, size_t size) {
  auto* out = static_cast<unsigned char*>(bytes);
  while (size > 0) {
    // getentropy serves 256 bytes at the most (POSIX.1-2024).
    const size_t n = size < 256 ? size : 256;
    [[maybe_unused]] const int failed = getentropy(out, n);
    assert(failed == 0);
    out += n;
    size -= n;
  }
}

}  // namespace tollgate
