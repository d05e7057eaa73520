// What a unit of work takes, one JSON line a case:
//   {"of", "expression", "units": of one turn, "ns": of one turn, "ns_per_unit"}
//
//   work_bench WORST_CASES.json [PART]                    only cases whose expression holds PART
//   work_bench WORST_CASES.json --search SECONDS [SEED]   see timed.h
//   work_bench WORST_CASES.json --search-memory SECONDS [SEED]
#include <iostream>
#include <nlohmann/json.hpp>

#include "timed.h"

namespace tollgate::feel {
namespace {

constexpr int kRounds = 5;
constexpr uint64_t kRoundUnits = 2'000'000;

int measure(const Hostile& hostile, std::string_view part) {
  for (const HostileCase& one : hostile.cases()) {
    if (one.expression.find(part) == std::string::npos) continue;
    const std::optional<Timed> t = timed(hostile, one, kRoundUnits, kRounds);
    if (!t) {
      std::cerr << "does not compile: " << one.expression << "\n";
      return 1;
    }
    nlohmann::ordered_json line;
    line["of"] = one.of;
    line["expression"] = one.expression;
    line["units"] = t->units;
    line["ns"] = t->ns;
    line["ns_per_unit"] = t->ns_per_unit;
    std::cout << line.dump() << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace tollgate::feel

int main(int argc, char** argv) {
  using namespace tollgate::feel;
  const std::string_view second = argc > 2 ? argv[2] : "";
  const bool of_memory = second == "--search-memory";
  const bool searches = second == "--search" || of_memory;
  if (argc < 2 || (searches && argc < 4)) {
    std::cerr << "usage: work_bench WORST_CASES.json [PART | --search[-memory] SECONDS [SEED]]\n";
    return 2;
  }
  const Hostile hostile(text_of(argv[1]));
  if (!searches) return measure(hostile, second);
  const uint64_t seed = argc > 4 ? std::stoull(argv[4]) : 1;
  (of_memory ? search_most_memory : search_worst)(hostile, std::stod(argv[3]), seed);
  return 0;
}
