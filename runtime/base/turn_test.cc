#include "tollgate/base/turn.h"

#include <catch_amalgamated.hpp>

namespace tollgate {
namespace {

struct HandClock final : MonotonicClock {
  int64_t now_ms = 100;
  int64_t elapsed_ms() const override { return now_ms; }
  bool counts_sleep() const override { return true; }
};

TEST_CASE("without a turn nothing is over") {
  CHECK_FALSE(Turn::is_over({1, 2}));
  CHECK_FALSE(Turn::was_left());
}

TEST_CASE("a turn is over when its time is, and says how far it came") {
  HandClock clock;
  {
    const Turn turn(clock, 40);
    CHECK_FALSE(Turn::is_over({1, 9}));
    clock.now_ms += 39;
    CHECK_FALSE(Turn::is_over({2, 9}));
    CHECK_FALSE(turn.left_at());
    clock.now_ms += 1;
    CHECK(Turn::is_over({3, 9}));
    CHECK(Turn::is_over({4, 9}));
    CHECK(Turn::was_left());
    CHECK(turn.left_at() == Progress{3, 9});
  }
  CHECK_FALSE(Turn::was_left());
}

TEST_CASE("what comes before the first step takes half of a turn at most") {
  HandClock clock;
  {
    const Turn turn(clock, 40);
    clock.now_ms += 35;
    CHECK_FALSE(Turn::is_over({1, 9}));
    clock.now_ms += 34;
    CHECK_FALSE(Turn::is_over({2, 9}));
    clock.now_ms += 1;
    CHECK(Turn::is_over({3, 9}));
  }
  const Turn turn(clock, 40);
  clock.now_ms += 500;
  CHECK_FALSE(Turn::is_over({1, 9}));
  clock.now_ms += 499;
  CHECK_FALSE(Turn::is_over({2, 9}));
  clock.now_ms += 1;
  CHECK(Turn::is_over({3, 9}));
}

TEST_CASE("a turn inside another one is the other's") {
  HandClock clock;
  const Turn turn(clock, 40);
  {
    const Turn inner(clock, 10'000);
    CHECK_FALSE(Turn::is_over({1, 9}));
    clock.now_ms += 50;
    CHECK(Turn::is_over({2, 9}));
    CHECK_FALSE(inner.left_at());
  }
  CHECK(turn.left_at() == Progress{2, 9});
}

}  // namespace
}  // namespace tollgate
