#include "tollgate/statistics/elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tollgate::statistics {
namespace {

// ln 2 in two parts: the first has so few digits that a multiple of it is exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInverseLn2 = 1.44269504088896338700e+00;
constexpr double kHalfLogOfTwoPi = 0.91893853320467274178;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr int kMantissaBits = 52;
constexpr int kBias = 1023;

double two_to(int exponent) {
  return std::bit_cast<double>(uint64_t(exponent + kBias) << kMantissaBits);
}

}  // namespace

double exp_of(double x) {
  if (x != x) return x;
  if (x > 709.782712893384) return kInfinity;
  if (x < -745.2) return 0;
  const auto k = int(x * kInverseLn2 + (x < 0 ? -0.5 : 0.5));
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  // Taylor's series of exp(r) - 1 for |r| < 0.35, from the smallest term on.
  double sum = 0;
  for (int n = 14; n >= 2; --n) sum = (sum + 1) * r / n;
  const double correction = (high - r) - low;
  const double result = 1 + (r + (r * sum + correction));
  if (k > 1000) return result * two_to(1000) * two_to(k - 1000);
  if (k < -1000) return result * two_to(-1000) * two_to(k + 1000);
  return result * two_to(k);
}

double log_of(double x) {
  if (x == 0) return -kInfinity;
  if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == kInfinity) return x;
  int exponent = 0;
  if (x < 0x1p-1022) {  // subnormal
    x *= 0x1p54;
    exponent = -54;
  }
  auto bits = std::bit_cast<uint64_t>(x);
  exponent += int(bits >> kMantissaBits) - kBias;
  bits = (bits & ((uint64_t{1} << kMantissaBits) - 1)) | uint64_t(kBias) << kMantissaBits;
  double m = std::bit_cast<double>(bits);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  // log m = 2 artanh(s), s = f / (2 + f); as fdlibm does it, f - (f²/2 - s (f²/2 + R)) loses least.
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  double series = 0;
  for (int n = 25; n >= 3; n -= 2) series = (series + 2.0 / n) * z;
  const double half_square = 0.5 * f * f;
  return exponent * kLn2High -
         ((half_square - (s * (half_square + series) + exponent * kLn2Low)) - f);
}

double log_gamma(double x) {
  if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
  // Stirling's series serves from 15 on; smaller arguments are moved up by Γ(x+1) = x Γ(x).
  double product = 1;
  double moved = 0;
  while (x < 15) {
    product *= x;
    x += 1;
    if (product > 1e200) {
      moved += log_of(product);
      product = 1;
    }
  }
  moved += log_of(product);
  const double i = 1 / x;
  const double q = i * i;
  const double series =
      i * (1.0 / 12 -
           q * (1.0 / 360 -
                q * (1.0 / 1260 -
                     q * (1.0 / 1680 - q * (1.0 / 1188 - q * (691.0 / 360360 - q / 156.0))))));
  return (x - 0.5) * log_of(x) - x + kHalfLogOfTwoPi + series - moved;
}

double power_of(double base, double exponent) {
  if (base == 0) return exponent == 0 ? 1 : 0;
  return exp_of(exponent * log_of(base));
}

}  // namespace tollgate::statistics
