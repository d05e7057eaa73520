// How much more often something succeeds with an action than without it.
//
//   LiftUnits units{.cluster = {…}, .success = {…}};
//   std::vector<Lift> found = lifts(units, {met_key_person, took_photo});
//   found[0].verdict;                      // kRaises
//   found[0].ratio.ratio;                  // 2.8
//
// Units that belong together (visits to one customer) are one cluster: they tell of each other. All
// actions that say enough are tested together, and of those that are found at most one in twenty is
// expected to be there by chance (Benjamini and Hochberg). What rests on too little says so. A lift
// is no cause: whoever does more of one thing often does more of another.
#pragma once

#include <cstdint>
#include <vector>

#include "tollgate/statistics/compare.h"

namespace tollgate::insight {

inline constexpr int64_t kLeastUnits = 20;     // with, and without
inline constexpr int64_t kLeastClusters = 20;  // in all
inline constexpr double kLeastExpected = 5;    // successes on each side, were there no difference
inline constexpr double kLiftDiscoveryRate = 0.05;

struct LiftUnits {
  std::vector<uint32_t> cluster;  // from 0, without gaps
  std::vector<uint8_t> success;
  std::vector<uint32_t> stage;  // from 0; `stages` for those whose stage is not known
  uint32_t stages = 0;
};

// Whether each unit has the action: 1 or 0, -1 where that is not known.
using Taken = std::vector<int8_t>;

enum class LiftVerdict : uint8_t { kRaises, kLowers, kNotClear, kTooFew };

struct Lift {
  statistics::RatioOfShares ratio;
  double adjusted_p = 1;
  LiftVerdict verdict = LiftVerdict::kTooFew;
  std::vector<Lift> stages;  // the same by stage, tested together; empty without stages
};

// In the order of `actions`.
std::vector<Lift> lifts(const LiftUnits& units, const std::vector<Taken>& actions);

// The same in turns (base/turn.h), an action a step. False: the turn is over.
struct LiftsSoFar {
  std::vector<Lift> lifts;
  size_t next = 0;  // of the actions
};
bool go_on_with_lifts(const LiftUnits& units, const std::vector<Taken>& actions, LiftsSoFar& found);

}  // namespace tollgate::insight
