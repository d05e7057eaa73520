#include "tollgate/insight/contrast.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "tollgate/base/turn.h"
#include "tollgate/statistics/distributions.h"

namespace tollgate::insight {
namespace {

constexpr double kDiscoveryRate = 0.05;

// Sums over groups, from which one group can be taken out again.
struct GroupSums {
  double groups = 0;
  double records = 0;
  double squared_records = 0;
  double met = 0;
  double met_by_share = 0;  // sum of met² / count
  double values = 0;        // likenesses
  double squared_values = 0;

  void add(double value, double count, double sign) {
    groups += sign;
    records += sign * count;
    squared_records += sign * count * count;
    met += sign * value;
    met_by_share += sign * value * value / count;
    values += sign * value;
    squared_values += sign * value * value;
  }
};

// As many of the others may be as far out as the group: where more are, being there is nothing.
constexpr double kCompany = 0.1;

// How many errors an interval reaches to each side, by how many other groups there are. Each is a
// search for a root, and candidates by the thousand have the same few numbers of groups.
class Reaches {
 public:
  double of(double groups) {
    const auto known = known_.find(groups);
    if (known != known_.end()) return known->second;
    return known_.emplace(groups, statistics::t_quantile(0.975, groups - 1)).first->second;
  }

 private:
  std::map<double, double> known_;
};

// Not std::hypot, whose last digit is the platform's.
double both(double a, double b) { return std::sqrt(a * a + b * b); }

bool is_compared(const Trait& trait, size_t group) {
  const int64_t least = trait.is_likeness ? kLeastOfGroup : kLeastOfOthers;
  return trait.count[group] >= double(least);
}

// A share against the other groups' shares: their spread beyond what chance makes is estimated by
// moments, as in a meta-analysis with random effects.
Contrast share_contrast(const Trait& trait, size_t group, const GroupSums& others,
                        Reaches& reaches) {
  Contrast out;
  const double count = trait.count[group];
  out.share = trait.met[group] / count;
  out.others = others.met / others.records;
  out.difference = out.share - out.others;
  const double smooth = (others.met + 0.5) / (others.records + 1);
  const double chance = smooth * (1 - smooth);
  const double between = others.met_by_share - others.met * others.met / others.records;
  const double effective = others.records - others.squared_records / others.records;
  const double spread =
      effective > 0 ? std::max(0.0, (between - (others.groups - 1) * chance) / effective) : 0;
  const double of_mean =
      chance / others.records + spread * others.squared_records / (others.records * others.records);
  const double error = std::sqrt(spread + chance / count + of_mean);
  const double distance = std::max(0.0, std::fabs(out.difference) - 0.5 / count);
  out.p = statistics::t_two_sided(distance / error, others.groups - 1);
  // Newcombe's: Wilson's of the group's own share, and that of the others' mean.
  const statistics::Interval own = statistics::wilson(trait.met[group], count);
  const double reach = reaches.of(others.groups) * std::sqrt(of_mean);
  out.interval.low = out.difference - both(out.share - own.low, reach);
  out.interval.high = out.difference + both(own.high - out.share, reach);
  return out;
}

Contrast likeness_contrast(const Trait& trait, size_t group, const GroupSums& others,
                           Reaches& reaches) {
  Contrast out;
  out.share = trait.met[group];
  out.others = others.values / others.groups;
  out.difference = out.share - out.others;
  const double squares = others.squared_values - others.values * out.others;
  // Groups that are all alike still vary by what chance puts into each of them.
  constexpr double kLeastVariance = 1e-3;
  const double variance = std::max(squares / (others.groups - 1), kLeastVariance);
  const double error = std::sqrt(variance * (1 + 1 / others.groups));
  const double t = out.difference / error;
  const double two_sided = statistics::t_two_sided(t, others.groups - 1);
  out.p = t > 0 ? two_sided / 2 : 1;
  const double reach = reaches.of(others.groups) * error;
  out.interval = {out.difference - reach, out.difference + reach};
  return out;
}

double share_of(const Trait& trait, size_t group) {
  return trait.is_likeness ? trait.met[group] : trait.met[group] / trait.count[group];
}

// Whether other groups lie where this one does; `shares` are sorted and hold it itself or not.
bool in_company(const std::vector<double>& shares, const Contrast& contrast, bool holds_itself) {
  const bool above = contrast.difference > 0;
  const auto as_far =
      above ? shares.end() - std::lower_bound(shares.begin(), shares.end(), contrast.share)
            : std::upper_bound(shares.begin(), shares.end(), contrast.share) - shares.begin();
  const auto others = double(as_far) - (holds_itself ? 1 : 0);
  return others > kCompany * double(contrast.groups);
}

}  // namespace

double likeness_of(const std::vector<double>& counts) {
  double all = 0;
  double pairs = 0;
  for (const double count : counts) {
    all += count;
    pairs += count * (count - 1);
  }
  return all > 1 ? pairs / (all * (all - 1)) : std::numeric_limits<double>::quiet_NaN();
}

bool go_on_with_contrasts(const std::vector<Trait>& traits, const std::vector<size_t>& listed,
                          ContrastsSoFar& so_far) {
  const std::vector<ContrastsSoFar::Candidate>& candidates = so_far.candidates;
  Reaches reaches;
  for (; so_far.next < traits.size(); ++so_far.next) {
    const size_t t = so_far.next;
    if (t > 0 && Turn::is_over({int64_t(t), int64_t(traits.size())})) return false;
    const Trait& trait = traits[t];
    GroupSums all;
    for (size_t g = 0; g < trait.count.size(); ++g) {
      if (is_compared(trait, g)) all.add(trait.met[g], trait.count[g], 1);
    }
    std::vector<double> shares;
    for (size_t g = 0; g < trait.count.size(); ++g) {
      if (is_compared(trait, g)) shares.push_back(share_of(trait, g));
    }
    std::sort(shares.begin(), shares.end());
    for (size_t place = 0; place < listed.size(); ++place) {
      const size_t group = listed[place];
      if (group >= trait.count.size() || trait.count[group] < double(kLeastOfGroup)) continue;
      GroupSums others = all;
      if (is_compared(trait, group)) others.add(trait.met[group], trait.count[group], -1);
      if (others.groups < double(kLeastGroups)) continue;
      Contrast contrast = trait.is_likeness ? likeness_contrast(trait, group, others, reaches)
                                            : share_contrast(trait, group, others, reaches);
      contrast.groups = int64_t(others.groups);
      if (in_company(shares, contrast, is_compared(trait, group))) contrast.p = 1;
      contrast.trait = t;
      contrast.count = int64_t(trait.count[group]);
      so_far.candidates.push_back({place, contrast});
    }
  }
  std::vector<double> p;
  for (const auto& candidate : candidates) p.push_back(candidate.contrast.p);
  const std::vector<double> adjusted = statistics::benjamini_hochberg(p);
  std::vector<std::vector<Contrast>>& found = so_far.found;
  found.assign(listed.size(), {});
  for (size_t i = 0; i < candidates.size(); ++i) {
    Contrast contrast = candidates[i].contrast;
    contrast.adjusted_p = adjusted[i];
    const bool told = adjusted[i] <= kDiscoveryRate &&
                      std::fabs(contrast.difference) >= kLeastDifference &&
                      (contrast.interval.low > 0 || contrast.interval.high < 0);
    if (told) found[candidates[i].place].push_back(contrast);
  }
  for (std::vector<Contrast>& of_group : found) {
    // Of yes and no, which differ alike, that which the group has more of.
    const auto size = [](const Contrast& c) {
      constexpr double kAlike = 1e6;
      return int64_t(std::fabs(c.difference) * kAlike + 0.5);
    };
    std::stable_sort(of_group.begin(), of_group.end(), [&](const Contrast& a, const Contrast& b) {
      return size(a) != size(b) ? size(a) > size(b) : a.difference > b.difference;
    });
    std::set<std::string> told;
    std::erase_if(of_group, [&](const Contrast& contrast) {
      return !told.insert(traits[contrast.trait].family).second;
    });
    if (of_group.size() > kMaxContrasts) of_group.resize(kMaxContrasts);
  }
  return true;
}

std::vector<std::vector<Contrast>> contrasts(const std::vector<Trait>& traits,
                                             const std::vector<size_t>& listed) {
  const AtOnce at_once;
  ContrastsSoFar all;
  (void)go_on_with_contrasts(traits, listed, all);
  return std::move(all.found);
}

}  // namespace tollgate::insight
