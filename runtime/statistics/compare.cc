#include "tollgate/statistics/compare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tollgate/statistics/distributions.h"
#include "tollgate/statistics/elementary.h"

namespace tollgate::statistics {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kZ = 1.959963984540054;

double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * double(sorted.size() - 1);
  const auto below = size_t(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - double(below)) * (sorted[below + 1] - sorted[below]);
}

// Neumaier's sum: what rounding loses is added at the end.
class Sum {
 public:
  void add(double x) {
    const double sum = sum_ + x;
    lost_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - sum) + x : (x - sum) + sum_;
    sum_ = sum;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

}  // namespace

Interval wilson(double met, double count) {
  if (!(count > 0)) return {kUnknown, kUnknown};
  const double p = met / count;
  const double z2 = kZ * kZ;
  const double middle = (p + z2 / (2 * count)) / (1 + z2 / count);
  const double reach =
      kZ * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count)) / (1 + z2 / count);
  return {std::max(0.0, middle - reach), std::min(1.0, middle + reach)};
}

RatioOfShares ratio_of_shares(const std::vector<Cluster>& clusters) {
  RatioOfShares out;
  for (const Cluster& c : clusters) {
    out.all.with += c.with;
    out.all.with_met += c.with_met;
    out.all.without += c.without;
    out.all.without_met += c.without_met;
    if (c.with + c.without > 0) ++out.clusters;
  }
  const auto with = double(out.all.with);
  const auto without = double(out.all.without);
  out.ratio = kUnknown;
  out.interval = {kUnknown, kUnknown};
  if (with == 0 || without == 0 || out.clusters < 2) return out;
  const double p1 = out.share_with = double(out.all.with_met) / with;
  const double p0 = out.share_without = double(out.all.without_met) / without;
  const double common = double(out.all.with_met + out.all.without_met) / (with + without);
  Sum score;
  Sum wald;
  for (const Cluster& c : clusters) {
    const double under_one = (double(c.with_met) - common * double(c.with)) / with -
                             (double(c.without_met) - common * double(c.without)) / without;
    score.add(under_one * under_one);
    if (p1 > 0 && p0 > 0) {
      const double influence = (double(c.with_met) - p1 * double(c.with)) / (with * p1) -
                               (double(c.without_met) - p0 * double(c.without)) / (without * p0);
      wald.add(influence * influence);
    }
  }
  const double degrees = double(out.clusters) - 1;
  const double few = double(out.clusters) / degrees;
  const double error = std::sqrt(score.value() * few);
  if (error > 0) out.p = t_two_sided((p1 - p0) / error, degrees);
  if (p1 > 0 && p0 > 0) {
    out.ratio = p1 / p0;
    const double reach = t_quantile(0.975, degrees) * std::sqrt(wald.value() * few);
    out.interval = {out.ratio * exp_of(-reach), out.ratio * exp_of(reach)};
  } else if (p0 > 0) {
    out.ratio = 0;
  }
  return out;
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto value = [&](size_t i) { return p[i] == p[i] ? p[i] : 1.0; };
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return value(a) < value(b); });
  std::vector<double> adjusted(p.size(), 1);
  double least = 1;
  for (size_t rank = p.size(); rank-- > 0;) {
    least = std::min(least, value(order[rank]) * double(p.size()) / double(rank + 1));
    adjusted[order[rank]] = least;
  }
  return adjusted;
}

Spread spread_of(std::vector<double>& numbers) {
  Spread out;
  out.count = int64_t(numbers.size());
  if (numbers.empty()) {
    out.mean = out.median = out.deviation = kUnknown;
    return out;
  }
  std::sort(numbers.begin(), numbers.end());
  Sum sum;
  for (const double x : numbers) sum.add(x);
  const auto n = double(numbers.size());
  out.mean = sum.value() / n;
  Sum second;
  Sum third;
  Sum fourth;
  for (const double x : numbers) {
    const double d = x - out.mean;
    second.add(d * d);
    third.add(d * d * d);
    fourth.add(d * d * d * d);
  }
  out.median = quantile(numbers, 0.5);
  out.low_quarter = quantile(numbers, 0.25);
  out.high_quarter = quantile(numbers, 0.75);
  out.least = numbers.front();
  out.most = numbers.back();
  const double variance = second.value() / n;
  out.deviation = n > 1 ? std::sqrt(second.value() / (n - 1)) : kUnknown;
  if (variance > 0) {
    out.skewness = third.value() / n / (variance * std::sqrt(variance));
    out.kurtosis = fourth.value() / n / (variance * variance);
  }
  return out;
}

MeansCompared compare_means(const Spread& first, const Spread& second) {
  MeansCompared out;
  out.difference = second.mean - first.mean;
  if (first.count < 2 || second.count < 2) {
    out.interval = {kUnknown, kUnknown};
    return out;
  }
  const double a = first.deviation * first.deviation / double(first.count);
  const double b = second.deviation * second.deviation / double(second.count);
  const double error = std::sqrt(a + b);
  if (error == 0) {
    out.interval = {out.difference, out.difference};
    out.p = out.difference == 0 ? 1 : 0;
    return out;
  }
  out.df = (a + b) * (a + b) / (a * a / double(first.count - 1) + b * b / double(second.count - 1));
  out.t = out.difference / error;
  out.p = t_two_sided(out.t, out.df);
  const double reach = t_quantile(0.975, out.df) * error;
  out.interval = {out.difference - reach, out.difference + reach};
  return out;
}

SpreadsCompared compare_spreads(const Spread& first, const Spread& second) {
  SpreadsCompared out;
  if (first.count < 4 || second.count < 4 || !(first.deviation > 0) || !(second.deviation > 0)) {
    out.ratio = out.interval.low = out.interval.high = kUnknown;
    return out;
  }
  out.ratio = second.deviation / first.deviation;
  // ln s varies by (κ - (n-3)/(n-1)) / 4n.
  const auto variance = [](const Spread& s) {
    const auto n = double(s.count);
    return std::max(0.0, s.kurtosis - (n - 3) / (n - 1)) / (4 * (n - 1));
  };
  const double error = std::sqrt(variance(first) + variance(second));
  if (!(error > 0)) return out;
  out.p = normal_two_sided(log_of(out.ratio) / error);
  out.interval = {out.ratio * exp_of(-kZ * error), out.ratio * exp_of(kZ * error)};
  return out;
}

}  // namespace tollgate::statistics
