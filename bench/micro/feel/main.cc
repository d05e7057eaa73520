// feel_bench CASES.json: rates natively, one JSON line a case:
//   {"name", "batch": evaluations a second, "one": ..., "by_hand": ... or null, "results": [...]}
// CASES.json is made by run.mjs, which also compares the results of all engines.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "by_hand.h"
#include "workload.h"

namespace tollgate::bench {
namespace {

constexpr int kRounds = 7;
constexpr double kRoundSeconds = 0.05;

// The median rate of `once`, which evaluates `count` records, over several rounds.
double rate(const std::function<void()>& once, size_t count) {
  using Clock = std::chrono::steady_clock;
  once();
  std::vector<double> rates;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = Clock::now();
    size_t done = 0;
    double seconds = 0;
    do {
      once();
      done += count;
      seconds = std::chrono::duration<double>(Clock::now() - start).count();
    } while (seconds < kRoundSeconds);
    rates.push_back(double(done) / seconds);
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

int run(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  const auto cases = nlohmann::ordered_json::parse(text.str());
  for (const auto& one_case : cases) {
    Workload workload;
    if (const std::string error = workload.load(one_case.dump()); !error.empty()) {
      std::cerr << one_case.at("name").get<std::string>() << ": " << error << "\n";
      return 1;
    }
    nlohmann::ordered_json line;
    line["name"] = one_case.at("name");
    line["batch"] = rate([&] { workload.run_batch(); }, workload.size());
    line["one"] = rate(
        [&] {
          for (size_t i = 0; i < workload.size(); ++i) workload.run_one(i);
        },
        workload.size());
    const auto hand = by_hand(one_case.at("name").get<std::string>(), workload);
    line["by_hand"] = nullptr;
    if (hand) line["by_hand"] = rate(hand, workload.size());
    line["results"] = nlohmann::ordered_json::parse(workload.results_json());
    std::cout << line.dump() << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace tollgate::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: feel_bench CASES.json\n";
    return 2;
  }
  return tollgate::bench::run(argv[1]);
}
