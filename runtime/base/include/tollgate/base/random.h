// Random bytes, injected so that identifiers in tests and replays are repeatable.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tollgate {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(void* bytes, size_t size) = 0;

  uint64_t next() {
    uint64_t value = 0;
    fill(&value, sizeof value);
    return value;
  }
};

// A repeatable sequence from a seed (SplitMix64, Steele et al. 2014): the same on every platform.
// Never for secrets.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void fill(void* bytes, size_t size) override;

 private:
  uint64_t state_;
};

// The operating system's (or the browser's) source of secure random bytes.
class SystemRandom final : public Random {
 public:
  void fill(void* bytes, size_t size) override;
};

}  // namespace tollgate
