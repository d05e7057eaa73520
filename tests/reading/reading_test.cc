// What people may see, against a naive model, after each of many random changes: of records, of
// whose they are, of people's roles, managers and regions.
//
// TOLLGATE_READING_STEPS says how many steps (120), TOLLGATE_READING_SEED with which seed to begin.
// What fails prints the seed of its episode and all that was done in it.
#include <catch_amalgamated.hpp>
#include <cstdlib>

#include "random_firm_test_support.h"

namespace tollgate::reading {
namespace {

constexpr uint64_t kStepsOfEpisode = 60;

uint64_t number_of(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST_CASE("everybody sees what the permissions say, counted and listed alike, after each change") {
  const uint64_t steps = number_of("TOLLGATE_READING_STEPS", 120);
  uint64_t seed = number_of("TOLLGATE_READING_SEED", 1);
  for (uint64_t done = 0; done < steps; ++seed) {
    RandomFirm firm(seed);
    std::string fault;
    for (uint64_t i = 0; i < kStepsOfEpisode && done < steps && fault.empty(); ++i, ++done) {
      fault = firm.step();
    }
    if (fault.empty()) continue;
    std::string story;
    for (const std::string& line : firm.told()) story += "  " + line + "\n";
    FAIL(fault << "\nTOLLGATE_READING_SEED=" << seed << ", where this was done:\n" << story);
  }
  SUCCEED(steps << " steps");
}

}  // namespace
}  // namespace tollgate::reading
