// In which yes/no things and choices a group differs most from the others: found, not preset.
//
//   std::vector<Trait> traits = {{.family = "photo", .met = {24, 2, 3, 1}, .count = {30, 31, 29,
//   40}}}; contrasts(traits, {0})[0][0].difference;          // about +0.74
//
// A group is held against the spread of the others, not against their sum: where each group is a
// world of its own (a rep's city), being different is nothing. What is told is larger than a tenth,
// rests on enough records and enough other groups, and is chosen from everything that was looked at
// with a false discovery rate of 5 % (Benjamini and Hochberg).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tollgate/statistics/compare.h"

namespace tollgate::insight {

inline constexpr int64_t kLeastOfGroup = 8;   // records
inline constexpr int64_t kLeastOfOthers = 5;  // records, for a group to be compared with
inline constexpr int64_t kLeastGroups = 4;    // others
inline constexpr double kLeastDifference = 0.1;
inline constexpr size_t kMaxContrasts = 5;

// By group: of `count` records `met` have it. Of one family at most one trait is told of a group.
struct Trait {
  std::string family;
  std::vector<double> met;
  std::vector<double> count;
  // Instead: `met` says how alike a group's records are (the chance that two of them agree). Only
  // being more alike than the others counts.
  bool is_likeness = false;
};

struct Contrast {
  size_t trait = 0;
  double share = 0;   // of the group; of a likeness the chance
  double others = 0;  // the other groups' mean
  double difference = 0;
  statistics::Interval interval;  // of the difference, 95 %
  double p = 1;
  double adjusted_p = 1;
  int64_t count = 0;   // records of the group
  int64_t groups = 0;  // others that it is compared with
};

// The chance that two records have the same choice: `counts` by choice.
double likeness_of(const std::vector<double>& counts);

// Contrasts as far as they are made.
struct ContrastsSoFar {
  struct Candidate {
    size_t place;  // in `listed`
    Contrast contrast;
  };
  size_t next = 0;  // the trait that is next
  std::vector<Candidate> candidates;
  std::vector<std::vector<Contrast>> found;
};

// In turns (base/turn.h), trait by trait. True: `found` has for each of the listed groups at most
// kMaxContrasts, the largest difference first.
bool go_on_with_contrasts(const std::vector<Trait>& traits, const std::vector<size_t>& listed,
                          ContrastsSoFar& so_far);

// All of it at once.
std::vector<std::vector<Contrast>> contrasts(const std::vector<Trait>& traits,
                                             const std::vector<size_t>& listed);

}  // namespace tollgate::insight
