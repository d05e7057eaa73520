#include "tollgate/insight/lift.h"

#include <algorithm>
#include <limits>

#include "tollgate/base/turn.h"

namespace tollgate::insight {
namespace {

class LiftCounter {
 public:
  explicit LiftCounter(const LiftUnits& units) : units_(units) {
    for (const uint32_t cluster : units.cluster) {
      clusters_ = std::max(clusters_, size_t{cluster} + 1);
    }
  }

  // Of all units, or of those in a stage.
  statistics::RatioOfShares count(const Taken& taken, uint32_t stage = UINT32_MAX) {
    counts_.assign(clusters_, {});
    for (size_t i = 0; i < units_.cluster.size(); ++i) {
      if (taken[i] < 0 || (stage != UINT32_MAX && units_.stage[i] != stage)) continue;
      statistics::Cluster& cluster = counts_[units_.cluster[i]];
      if (taken[i] == 1) {
        ++cluster.with;
        cluster.with_met += units_.success[i];
      } else {
        ++cluster.without;
        cluster.without_met += units_.success[i];
      }
    }
    return statistics::ratio_of_shares(counts_);
  }

 private:
  const LiftUnits& units_;
  size_t clusters_ = 0;
  std::vector<statistics::Cluster> counts_;
};

bool says_enough(const statistics::RatioOfShares& ratio) {
  const statistics::Cluster& all = ratio.all;
  if (all.with < kLeastUnits || all.without < kLeastUnits || ratio.clusters < kLeastClusters) {
    return false;
  }
  const double common = double(all.with_met + all.without_met) / double(all.with + all.without);
  return common * double(all.with) >= kLeastExpected &&
         common * double(all.without) >= kLeastExpected;
}

// All of them are one family of tests.
void judge(const std::vector<Lift*>& lifts) {
  std::vector<double> p;
  std::vector<Lift*> tested;
  for (Lift* lift : lifts) {
    if (!says_enough(lift->ratio)) continue;
    tested.push_back(lift);
    p.push_back(lift->ratio.p);
  }
  const std::vector<double> adjusted = statistics::benjamini_hochberg(p);
  for (size_t i = 0; i < tested.size(); ++i) {
    Lift& lift = *tested[i];
    lift.adjusted_p = adjusted[i];
    const statistics::RatioOfShares& ratio = lift.ratio;
    const bool found = adjusted[i] <= kLiftDiscoveryRate;
    // A side on which nothing succeeded has no interval; its test stands alone.
    const bool has_interval = ratio.interval.low == ratio.interval.low;
    const bool above = ratio.share_with > ratio.share_without;
    lift.verdict = LiftVerdict::kNotClear;
    if (found && above && (!has_interval || ratio.interval.low > 1)) {
      lift.verdict = LiftVerdict::kRaises;
    } else if (found && !above && (!has_interval || ratio.interval.high < 1)) {
      lift.verdict = LiftVerdict::kLowers;
    }
  }
}

}  // namespace

bool go_on_with_lifts(const LiftUnits& units, const std::vector<Taken>& actions,
                      LiftsSoFar& found) {
  found.lifts.resize(actions.size());
  LiftCounter counter(units);
  while (found.next < actions.size()) {
    const Taken& taken = actions[found.next];
    Lift& lift = found.lifts[found.next++];
    lift.ratio = counter.count(taken);
    lift.stages.resize(units.stages);
    for (uint32_t stage = 0; stage < units.stages; ++stage) {
      lift.stages[stage].ratio = counter.count(taken, stage);
    }
    const bool is_last = found.next == actions.size();
    if (!is_last && Turn::is_over({int64_t(found.next), int64_t(actions.size())})) return false;
  }
  std::vector<Lift*> family;
  for (Lift& lift : found.lifts) family.push_back(&lift);
  judge(family);
  family.clear();
  for (Lift& lift : found.lifts) {
    for (Lift& stage : lift.stages) family.push_back(&stage);
  }
  judge(family);
  return true;
}

std::vector<Lift> lifts(const LiftUnits& units, const std::vector<Taken>& actions) {
  const AtOnce at_once;
  LiftsSoFar found;
  (void)go_on_with_lifts(units, actions, found);
  return std::move(found.lifts);
}

}  // namespace tollgate::insight
