// No way past a gate, and no unmarked loss of what it saw, whatever random people do: the engine
// and a naive model of the rules do the same things and must stand alike after each.
//
// TOLLGATE_GATE_STEPS says how many steps (10,000; a million takes a while), TOLLGATE_GATE_SEED
// with which seed to begin. What fails prints the seed of its episode and all that was done in it;
// TOLLGATE_GATE_SEED with that number does the same again at once.
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <string>

#include "random_deals_test_support.h"

namespace tollgate::gates {
namespace {

constexpr uint64_t kStepsOfEpisode = 500;
constexpr uint64_t kEpisodesToRebuild = 8;  // each eighth: that takes as long as the episode

uint64_t number_of(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string story(const RandomDeals& deals) {
  std::string all;
  for (const std::string& line : deals.told()) all += "  " + line + "\n";
  return all;
}

TEST_CASE("nobody gets past a gate, and nothing that it saw is lost unmarked") {
  const uint64_t steps = number_of("TOLLGATE_GATE_STEPS", 10'000);
  uint64_t seed = number_of("TOLLGATE_GATE_SEED", 1);
  for (uint64_t done = 0; done < steps; ++seed) {
    RandomDeals deals(seed);
    std::string fault;
    for (uint64_t i = 0; i < kStepsOfEpisode && done < steps && fault.empty(); ++i, ++done) {
      fault = deals.step();
    }
    if (fault.empty()) fault = deals.check_all(seed % kEpisodesToRebuild == 0);
    if (!fault.empty()) {
      FAIL(fault << "\nTOLLGATE_GATE_SEED=" << seed << ", where this was done:\n" << story(deals));
    }
  }
  SUCCEED(steps << " steps");
}

}  // namespace
}  // namespace tollgate::gates
