#include "tollgate/statistics/distributions.h"

#include <cmath>
#include <limits>

#include "tollgate/statistics/elementary.h"

namespace tollgate::statistics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kTwoPi = 6.283185307179586;
constexpr double kHalfLogOf2Pi = 0.91893853320467274178;
constexpr double kTiny = 1e-300;
constexpr double kClose = 1e-16;
constexpr int kMaxSteps = 100'000;
// From there on t is the normal within its own digits.
constexpr double kManyDegrees = 1e12;

double not_tiny(double x) { return x > -kTiny && x < kTiny ? kTiny : x; }

// Lentz's evaluation of the continued fraction (DLMF 8.17.22).
double beta_fraction(double a, double b, double x) {
  double c = 1;
  double d = 1 / not_tiny(1 - (a + b) * x / (a + 1));
  double result = d;
  for (int m = 1; m < kMaxSteps; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / not_tiny(1 + even * d);
    c = not_tiny(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / not_tiny(1 + odd * d);
    c = not_tiny(1 + odd / c);
    const double factor = d * c;
    result *= factor;
    if (std::fabs(factor - 1) < kClose * 4) break;
  }
  return result;
}

// ln Γ(x) without its large part: (x - 1/2) ln x - x + ln √2π.
double stirling_rest(double x) {
  if (x < 15) return log_gamma(x) - ((x - 0.5) * log_of(x) - x + kHalfLogOf2Pi);
  const double q = 1 / (x * x);
  return (1.0 / 12 -
          q * (1.0 / 360 -
               q * (1.0 / 1260 - q * (1.0 / 1680 - q * (1.0 / 1188 - q / 360360 * 691))))) /
         x;
}

// x^a (1-x)^b / (a B(a, b)); `y` is 1 - x with all its digits.
double beta_front(double a, double b, double x, double y) {
  // By Stirling, so that large parts that cancel are not there from the start.
  const double n = a + b;
  const double exponent = a * log_of(x * (n / a)) + b * log_of(y * (n / b)) + stirling_rest(n) -
                          stirling_rest(a) - stirling_rest(b);
  return exp_of(exponent) * std::sqrt(b / n * (a / kTwoPi)) / a;
}

double beta_of(double a, double b, double x, double y) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x < (a + 1) / (a + b + 2)) return beta_front(a, b, x, y) * beta_fraction(a, b, x);
  return 1 - beta_front(b, a, y, x) * beta_fraction(b, a, y);
}

// The quantile by halving: what is asked for is monotonous, and 200 halvings leave no digit open.
template <typename Above>
double positive_root(Above above, double wanted) {
  double low = 0;
  double high = 1;
  while (above(high) > wanted && high < 1e300) high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (above(middle) > wanted ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  if (!(a > 0) || !(b > 0) || !(x >= 0) || !(x <= 1)) return kNaN;
  return beta_of(a, b, x, 1 - x);
}

double upper_incomplete_gamma(double a, double x) {
  if (!(a > 0) || !(x >= 0)) return kNaN;
  if (x == 0) return 1;
  const double front = exp_of(a * log_of(x) - x - log_gamma(a));
  if (x < a + 1) {  // DLMF 8.11.4
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < kMaxSteps && term > sum * kClose; ++n) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  double b = x + 1 - a;  // DLMF 8.9.2
  double c = 1 / kTiny;
  double d = 1 / not_tiny(b);
  double result = d;
  for (int n = 1; n < kMaxSteps; ++n) {
    const double numerator = -n * (n - a);
    b += 2;
    d = 1 / not_tiny(b + numerator * d);
    c = not_tiny(b + numerator / c);
    const double factor = d * c;
    result *= factor;
    if (std::fabs(factor - 1) < kClose * 4) break;
  }
  return front * result;
}

double normal_two_sided(double z) {
  if (z != z) return kNaN;
  return upper_incomplete_gamma(0.5, z * z / 2);
}

double normal_above(double z) {
  const double both = normal_two_sided(z);
  return z > 0 ? both / 2 : 1 - both / 2;
}

double normal_quantile(double p) {
  if (!(p > 0) || !(p < 1)) return kNaN;
  if (p == 0.5) return 0;
  const double tail = p < 0.5 ? p : 1 - p;
  const double z = positive_root([](double at) { return normal_above(at); }, tail);
  return p < 0.5 ? -z : z;
}

double t_two_sided(double t, double df) {
  if (t != t || !(df > 0)) return kNaN;
  if (df > kManyDegrees) return normal_two_sided(t);
  const double square = t * t;
  const double sum = df + square;
  return beta_of(df / 2, 0.5, df / sum, square / sum);
}

double t_quantile(double p, double df) {
  if (!(p > 0) || !(p < 1) || !(df > 0)) return kNaN;
  if (p == 0.5) return 0;
  const double tail = p < 0.5 ? p : 1 - p;
  const double t = positive_root([df](double at) { return t_two_sided(at, df) / 2; }, tail);
  return p < 0.5 ? -t : t;
}

double f_above(double f, double df1, double df2) {
  if (f != f || !(df1 > 0) || !(df2 > 0)) return kNaN;
  if (f <= 0) return 1;
  const double sum = df2 + df1 * f;
  return beta_of(df2 / 2, df1 / 2, df2 / sum, df1 * f / sum);
}

double chi_square_above(double x, double df) {
  if (x != x || !(df > 0)) return kNaN;
  return x <= 0 ? 1 : upper_incomplete_gamma(df / 2, x / 2);
}

}  // namespace tollgate::statistics
