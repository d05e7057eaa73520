#include "http/admission.h"

#include <catch_amalgamated.hpp>
#include <deque>

namespace tollgate::server {
namespace {

struct TestConnection final : AdmittedConnection {
  void close() override { was_closed = true; }
  bool was_closed = false;
};

TEST_CASE("Where all places are taken, the longest idle of the most frequent address goes") {
  AdmissionControl admission(4, 1000);
  std::deque<TestConnection> flood(3);
  TestConnection other;
  TestConnection newcomer;
  for (TestConnection& connection : flood) REQUIRE(admission.admit(connection, "10.0.0.1"));
  REQUIRE(admission.admit(other, "10.0.0.2"));
  admission.set_phase(flood[0], AdmittedConnection::Phase::kWorking);
  admission.set_phase(flood[1], AdmittedConnection::Phase::kTransfer);
  admission.set_phase(flood[1],
                      AdmittedConnection::Phase::kIdle);  // idle for a shorter time than the third
  REQUIRE(admission.admit(newcomer, "10.0.0.3"));
  CHECK(flood[2].was_closed);
  CHECK_FALSE(flood[1].was_closed);
  CHECK_FALSE(other.was_closed);
  CHECK(admission.connections() == 4);
}

TEST_CASE("Nobody who is being answered is shown out, and event streams go last") {
  AdmissionControl admission(3, 1000);
  std::deque<TestConnection> connections(3);
  for (TestConnection& connection : connections) REQUIRE(admission.admit(connection, "10.0.0.1"));
  admission.set_phase(connections[0], AdmittedConnection::Phase::kEvents);
  admission.set_phase(connections[1], AdmittedConnection::Phase::kWorking);
  admission.set_phase(connections[2], AdmittedConnection::Phase::kTransfer);
  TestConnection first;
  REQUIRE(admission.admit(first, "10.0.0.2"));
  CHECK(connections[2].was_closed);
  admission.set_phase(first, AdmittedConnection::Phase::kWorking);
  TestConnection second;
  REQUIRE(admission.admit(second, "10.0.0.2"));
  CHECK(connections[0].was_closed);
  admission.set_phase(second, AdmittedConnection::Phase::kWorking);
  TestConnection third;
  CHECK_FALSE(admission.admit(third, "10.0.0.3"));
  CHECK_FALSE(third.is_admitted());
}

TEST_CASE("One address leaves as much room as it takes, unless it has a single request") {
  AdmissionControl admission(10, 1000);
  std::deque<TestConnection> connections(2);
  for (TestConnection& connection : connections) {
    REQUIRE(admission.admit(connection, "10.0.0.1"));
    admission.set_phase(connection, AdmittedConnection::Phase::kWorking);
  }
  CHECK(admission.reserve(connections[0], 900));
  CHECK_FALSE(admission.reserve(connections[1], 60));
  CHECK(admission.reserve(connections[0], 300));
  CHECK(admission.reserve(connections[1], 200));
  CHECK_FALSE(admission.reserve(connections[1], 210));
  TestConnection other;
  REQUIRE(admission.admit(other, "10.0.0.2"));
  CHECK(admission.reserve(other, 500));
  CHECK_FALSE(admission.reserve(other, 501));
  admission.release(connections[0]);
  CHECK(admission.reserve(other, 501));
  CHECK(admission.held_bytes() == 701);
  admission.release(connections[1]);
  admission.release(other);
  CHECK(admission.held_bytes() == 0);
  CHECK(admission.connections() == 0);
}

TEST_CASE("Slow readers of the address that holds most make room") {
  AdmissionControl admission(100, 1000);
  std::deque<TestConnection> slow(9);
  for (TestConnection& connection : slow) {
    REQUIRE(admission.admit(connection, "10.0.0.1"));
    admission.set_phase(connection, AdmittedConnection::Phase::kTransfer);
    REQUIRE(admission.reserve(connection, 100));  // above half of it, the first of them go again
  }
  CHECK(admission.held_bytes() == 500);
  CHECK(slow[0].was_closed);
  CHECK_FALSE(slow[8].was_closed);
  TestConnection other;
  REQUIRE(admission.admit(other, "10.0.0.2"));
  admission.set_phase(other, AdmittedConnection::Phase::kTransfer);
  CHECK(admission.reserve(other, 800));
  CHECK_FALSE(other.was_closed);
  CHECK(admission.held_bytes() == 1000);
}

}  // namespace
}  // namespace tollgate::server
