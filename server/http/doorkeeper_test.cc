#include "http/doorkeeper.h"

#include <catch_amalgamated.hpp>
#include <deque>

namespace tollgate::server {
namespace {

struct TestGuest final : Guest {
  void close() override { was_closed = true; }
  bool was_closed = false;
};

TEST_CASE("Where all places are taken, the longest idle of the most frequent address goes") {
  Doorkeeper door(4, 1000);
  std::deque<TestGuest> flood(3);
  TestGuest other;
  TestGuest newcomer;
  for (TestGuest& guest : flood) REQUIRE(door.enter(guest, "10.0.0.1"));
  REQUIRE(door.enter(other, "10.0.0.2"));
  door.turn(flood[0], Guest::Phase::kWorking);
  door.turn(flood[1], Guest::Phase::kTransfer);
  door.turn(flood[1], Guest::Phase::kIdle);  // idle for a shorter time than the third
  REQUIRE(door.enter(newcomer, "10.0.0.3"));
  CHECK(flood[2].was_closed);
  CHECK_FALSE(flood[1].was_closed);
  CHECK_FALSE(other.was_closed);
  CHECK(door.guests() == 4);
}

TEST_CASE("Nobody who is being answered is shown out, and event streams go last") {
  Doorkeeper door(3, 1000);
  std::deque<TestGuest> guests(3);
  for (TestGuest& guest : guests) REQUIRE(door.enter(guest, "10.0.0.1"));
  door.turn(guests[0], Guest::Phase::kEvents);
  door.turn(guests[1], Guest::Phase::kWorking);
  door.turn(guests[2], Guest::Phase::kTransfer);
  TestGuest first;
  REQUIRE(door.enter(first, "10.0.0.2"));
  CHECK(guests[2].was_closed);
  door.turn(first, Guest::Phase::kWorking);
  TestGuest second;
  REQUIRE(door.enter(second, "10.0.0.2"));
  CHECK(guests[0].was_closed);
  door.turn(second, Guest::Phase::kWorking);
  TestGuest third;
  CHECK_FALSE(door.enter(third, "10.0.0.3"));
  CHECK_FALSE(third.is_inside());
}

TEST_CASE("One address leaves as much room as it takes, unless it has a single request") {
  Doorkeeper door(10, 1000);
  std::deque<TestGuest> guests(2);
  for (TestGuest& guest : guests) {
    REQUIRE(door.enter(guest, "10.0.0.1"));
    door.turn(guest, Guest::Phase::kWorking);
  }
  CHECK(door.hold(guests[0], 900));
  CHECK_FALSE(door.hold(guests[1], 60));
  CHECK(door.hold(guests[0], 300));
  CHECK(door.hold(guests[1], 200));
  CHECK_FALSE(door.hold(guests[1], 210));
  TestGuest other;
  REQUIRE(door.enter(other, "10.0.0.2"));
  CHECK(door.hold(other, 500));
  CHECK_FALSE(door.hold(other, 501));
  door.leave(guests[0]);
  CHECK(door.hold(other, 501));
  CHECK(door.held_bytes() == 701);
  door.leave(guests[1]);
  door.leave(other);
  CHECK(door.held_bytes() == 0);
  CHECK(door.guests() == 0);
}

TEST_CASE("Slow readers of the address that holds most make room") {
  Doorkeeper door(100, 1000);
  std::deque<TestGuest> slow(9);
  for (TestGuest& guest : slow) {
    REQUIRE(door.enter(guest, "10.0.0.1"));
    door.turn(guest, Guest::Phase::kTransfer);
    REQUIRE(door.hold(guest, 100));  // above half of it, the first of them go again
  }
  CHECK(door.held_bytes() == 500);
  CHECK(slow[0].was_closed);
  CHECK_FALSE(slow[8].was_closed);
  TestGuest other;
  REQUIRE(door.enter(other, "10.0.0.2"));
  door.turn(other, Guest::Phase::kTransfer);
  CHECK(door.hold(other, 800));
  CHECK_FALSE(other.was_closed);
  CHECK(door.held_bytes() == 1000);
}

}  // namespace
}  // namespace tollgate::server
