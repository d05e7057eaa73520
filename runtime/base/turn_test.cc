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

struct Counted final : TurnNote {
  int count = 0;
};
struct Named final : TurnNote {
  std::string name;
};

TEST_CASE("notes are kept from turn to turn, in the order in which they are asked for") {
  HandClock clock;
  CHECK(Turn::note<Counted>() == nullptr);
  TurnNotes notes;
  for (int turn = 0; turn < 3; ++turn) {
    const Turn now(clock, 40, &notes);
    CHECK(Turn::note<Counted>()->count++ == turn);
    CHECK(Turn::note<Named>()->name.size() == size_t(turn));
    notes[1] = std::make_unique<Named>();
    static_cast<Named&>(*notes[1]).name = std::string(size_t(turn + 1), 'x');
  }
  {
    // Another way: what was kept for the first one is of no use to it.
    const Turn now(clock, 40, &notes);
    CHECK(Turn::note<Named>()->name.empty());
    CHECK(Turn::note<Named>()->name == "xxx");
    CHECK(Turn::note<Counted>()->count == 0);
  }
  const Turn without(clock, 40);
  CHECK(Turn::note<Counted>() == nullptr);
}

TEST_CASE("what is done at once is never over") {
  HandClock clock;
  const Turn turn(clock, 40);
  clock.now_ms += 100;
  {
    const AtOnce at_once;
    CHECK_FALSE(Turn::is_over({1, 2}));
    CHECK(Turn::has_time());
  }
  CHECK_FALSE(Turn::was_left());
  CHECK_FALSE(Turn::is_over({1, 2}));
  clock.now_ms += 100;
  CHECK(Turn::is_over({1, 2}));
}

TEST_CASE("whether there is time is asked without leaving") {
  HandClock clock;
  CHECK(Turn::has_time());
  const Turn turn(clock, 40);
  clock.now_ms += 39;
  CHECK(Turn::has_time());
  clock.now_ms += 1;
  CHECK_FALSE(Turn::has_time());
  CHECK_FALSE(Turn::was_left());
}

}  // namespace
}  // namespace tollgate
