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

constexpr int kRounds = 15;
constexpr double kRoundSeconds = 0.02;

// The median rate of each of several ways to evaluate `count` records. They take turns, so that
// what else the machine does falls on all of them alike.
std::vector<double> rates(const std::vector<std::function<void()>>& ways, size_t count) {
  using Clock = std::chrono::steady_clock;
  std::vector<std::vector<double>> measured(ways.size());
  for (const auto& once : ways) once();
  for (int round = 0; round < kRounds; ++round) {
    for (size_t way = 0; way < ways.size(); ++way) {
      const auto start = Clock::now();
      size_t done = 0;
      double seconds = 0;
      do {
        ways[way]();
        done += count;
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
      } while (seconds < kRoundSeconds);
      measured[way].push_back(double(done) / seconds);
    }
  }
  std::vector<double> medians;
  for (std::vector<double>& rounds : measured) {
    std::sort(rounds.begin(), rounds.end());
    medians.push_back(rounds[rounds.size() / 2]);
  }
  return medians;
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
    std::vector<std::function<void()>> ways{[&] { workload.run_batch(); },
                                            [&] {
                                              for (size_t i = 0; i < workload.size(); ++i) {
                                                workload.run_one(i);
                                              }
                                            }};
    const auto hand = by_hand(one_case.at("name").get<std::string>(), workload);
    if (hand) ways.push_back(hand);
    const std::vector<double> rate = rates(ways, workload.size());
    line["batch"] = rate[0];
    line["one"] = rate[1];
    line["by_hand"] = nullptr;
    if (hand) line["by_hand"] = rate[2];
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
