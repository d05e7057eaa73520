#include "memory/small_blocks.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

namespace tollgate::server {
namespace {

struct MarkedBlock {
  unsigned char* bytes;
  size_t size;
  unsigned char mark;

  bool is_whole() const {
    for (size_t i = 0; i < size; ++i) {
      if (bytes[i] != mark) return false;
    }
    return true;
  }
};

MarkedBlock take_marked(size_t size, unsigned char mark) {
  auto* bytes = static_cast<unsigned char*>(take_small_block(size));
  if (bytes != nullptr) std::memset(bytes, mark, size);
  return {bytes, size, mark};
}

TEST_CASE("small blocks of every size are apart from each other, and aligned") {
  std::vector<MarkedBlock> all;
  std::set<void*> places;
  for (int round = 0; round < 40; ++round) {
    for (size_t size = 1; size <= kMostSmallBytes; ++size) {
      all.push_back(take_marked(size, static_cast<unsigned char>(all.size())));
      REQUIRE(all.back().bytes != nullptr);
      REQUIRE(reinterpret_cast<uintptr_t>(all.back().bytes) % alignof(std::max_align_t) == 0);
      REQUIRE(places.insert(all.back().bytes).second);
    }
  }
  bool are_whole = true;
  for (const MarkedBlock& marked : all) are_whole = are_whole && marked.is_whole();
  CHECK(are_whole);
  for (const MarkedBlock& marked : all) REQUIRE(give_small_block(marked.bytes));
  // What was given back is taken again.
  size_t again = 0;
  std::vector<void*> taken;
  for (int i = 0; i < 100; ++i) {
    taken.push_back(take_small_block(48));
    if (places.contains(taken.back())) ++again;
  }
  CHECK(again == 100);
  for (void* block : taken) REQUIRE(give_small_block(block));
}

TEST_CASE("what malloc gave is not taken for a small block") {
  void* large = std::malloc(4096);
  int local = 0;
  CHECK_FALSE(give_small_block(large));
  CHECK_FALSE(give_small_block(&local));
  std::free(large);
}

TEST_CASE("threads give back what others took, and what they keep outlives them") {
  constexpr int kThreads = 4;
  constexpr int kEach = 30'000;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::vector<MarkedBlock>> taken(kThreads);
    {
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
          for (int i = 0; i < kEach; ++i) {
            taken[size_t(t)].push_back(take_marked(1 + size_t(i * 7 + t) % kMostSmallBytes,
                                                   static_cast<unsigned char>(i)));
            if (i % 3 == 0) {
              (void)give_small_block(taken[size_t(t)].back().bytes);
              taken[size_t(t)].pop_back();
            }
          }
        });
      }
      for (std::thread& thread : threads) thread.join();
    }
    std::vector<int> whole(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (const MarkedBlock& marked : taken[size_t(t + 1) % kThreads]) {
          whole[size_t(t)] += marked.is_whole() && give_small_block(marked.bytes) ? 1 : 0;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (int t = 0; t < kThreads; ++t) {
      CHECK(whole[size_t(t)] == int(taken[size_t(t + 1) % kThreads].size()));
    }
  }
}

}  // namespace
}  // namespace tollgate::server
