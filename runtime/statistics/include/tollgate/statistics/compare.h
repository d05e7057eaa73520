// Shares, means and spreads compared, with what chance explains.
//
//   Interval share = wilson(80, 100);                     // 0.711 … 0.867
//   RatioOfShares lift = ratio_of_shares(clusters);       // with and without
//   std::vector<double> adjusted = benjamini_hochberg({0.01, 0.2, 0.03});
//
// Intervals are those of 95 %. What cannot be said is NaN.
#pragma once

#include <cstdint>
#include <vector>

namespace tollgate::statistics {

struct Interval {
  double low = 0;
  double high = 0;
};

// Of a share: `met` of `count`.
Interval wilson(double met, double count);

// Records that belong together (visits to one customer): what happened to one tells of the others.
struct Cluster {
  int64_t with = 0;      // records with the action
  int64_t with_met = 0;  // those of them that succeeded
  int64_t without = 0;
  int64_t without_met = 0;
};

struct RatioOfShares {
  Cluster all;
  int64_t clusters = 0;
  double share_with = 0;
  double share_without = 0;
  double ratio = 0;  // with by without
  Interval interval;
  double p = 1;  // two-sided, of no difference
};

// The ratio of two shares whose records come in clusters: the log ratio's variance is made of each
// cluster's influence (a sandwich), which is the usual one where each record is a cluster of its
// own. p is a score test's, of the difference under one common share.
RatioOfShares ratio_of_shares(const std::vector<Cluster>& clusters);

// The smallest false discovery rate at which each is found (Benjamini and Hochberg 1995), in the
// order of `p`. NaN counts as 1.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

struct Spread {
  int64_t count = 0;
  double mean = 0;
  double median = 0;
  double deviation = 0;  // standard, of a sample
  double low_quarter = 0;
  double high_quarter = 0;
  double least = 0;
  double most = 0;
  double kurtosis = 0;  // 3 for the normal
  double skewness = 0;
};
// Sorts the numbers. Quartiles are interpolated (R's type 7).
Spread spread_of(std::vector<double>& numbers);

struct MeansCompared {
  double difference = 0;  // second less first
  Interval interval;      // Welch's
  double t = 0;
  double df = 0;
  double p = 1;
};
MeansCompared compare_means(const Spread& first, const Spread& second);

// The ratio of two standard deviations, second by first. The interval counts with the kurtosis that
// the numbers have, as spreads of skewed durations vary more than the normal's.
struct SpreadsCompared {
  double ratio = 1;
  Interval interval;
  double p = 1;
};
SpreadsCompared compare_spreads(const Spread& first, const Spread& second);

}  // namespace tollgate::statistics
