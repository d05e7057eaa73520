// Whatever breaks on the way: once all is well again, devices, hub and oracle are alike, nothing
// that was acknowledged is lost, and nothing happened twice.
//
// TOLLGATE_SYNC_SEEDS says how many runs (50), TOLLGATE_SYNC_SEED with which seed to begin,
// TOLLGATE_SYNC_STEPS how long each is. What fails prints its seed and all that was done;
// TOLLGATE_SYNC_SEED with that number does the same again at once.
#include <catch_amalgamated.hpp>
#include <cstdlib>

#include "simulator_test_support.h"

namespace tollgate::meetings {
namespace {

uint64_t number_of(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST_CASE("whatever breaks, all are alike in the end and nothing is lost or done twice",
          "[simulator]") {
  const uint64_t seeds = number_of("TOLLGATE_SYNC_SEEDS", 50);
  const uint64_t first = number_of("TOLLGATE_SYNC_SEED", 1);
  const uint64_t wanted = number_of("TOLLGATE_SYNC_STEPS", 0);
  int64_t judged_by_earlier = 0;
  int64_t killed_writing = 0;
  int64_t stood_all_the_same = 0;
  int64_t killed_before_flush = 0;
  int64_t not_allowed = 0;
  for (uint64_t seed = first; seed < first + seeds; ++seed) {
    // Most runs of the usual test are short ones, so that there are many.
    const bool is_long = seed % 50 == 0 || wanted > 0;
    Simulation world(seed, is_long ? 5 + seed % 6 : 2);
    const uint64_t steps = wanted > 0 ? wanted : is_long ? 100 : 25;
    for (uint64_t i = 0; i < steps; ++i) world.step();
    const std::string fault = world.heal_and_compare(seed % 10 == 0);
    judged_by_earlier += world.judged_by_earlier();
    killed_writing += world.killed_writing();
    stood_all_the_same += world.stood_all_the_same();
    killed_before_flush += world.killed_before_flush();
    not_allowed += world.not_allowed();
    if (!fault.empty()) {
      std::string story;
      for (const std::string& line : world.told()) story += "  " + line + "\n";
      FAIL(fault << "\nTOLLGATE_SYNC_SEED=" << seed << ", where this was done:\n" << story);
    }
  }
  // Or nothing was looked at.
  if (seeds >= 50) {
    CHECK(judged_by_earlier > 0);
    CHECK(killed_writing > 0);
    CHECK(stood_all_the_same > 0);
    CHECK(killed_before_flush > 0);
    CHECK(not_allowed > 0);
  }
  SUCCEED(seeds << " runs");
}

}  // namespace
}  // namespace tollgate::meetings
