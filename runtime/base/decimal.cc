#include "tollgate/base/decimal.h"

#include <bit>

#include "decimal_slow.h"

namespace tollgate {
namespace {

constexpr uint128 kLimit = power_of_10(34);  // coefficients stay below it

// coefficient / 10^drop, ties to even; `sticky` says that non-zero digits follow the coefficient.
uint128 drop_digits(uint128 coefficient, int drop, bool sticky) {
  const uint128 unit = power_of_10(drop);
  uint128 quotient = coefficient / unit;
  const uint128 rest = coefficient % unit;
  const uint128 half = unit / 2;
  if (rest > half || (rest == half && (sticky || (quotient & 1)))) ++quotient;
  return quotient;
}

// Brings any coefficient and exponent into range.
std::optional<Decimal> finish(bool negative, uint128 coefficient, int64_t exponent,
                              bool sticky = false) {
  if (coefficient >= kLimit) {
    const int drop = count_digits(coefficient) - Decimal::kDigits;
    coefficient = drop_digits(coefficient, drop, sticky);
    exponent += drop;
    if (coefficient == kLimit) {
      coefficient /= 10;
      ++exponent;
    }
    sticky = false;
  }
  if (coefficient == 0) {
    if (exponent < Decimal::kMinExponent) exponent = Decimal::kMinExponent;
    if (exponent > Decimal::kMaxExponent) exponent = Decimal::kMaxExponent;
    return Decimal::unchecked(false, 0, static_cast<int32_t>(exponent));
  }
  if (exponent < Decimal::kMinExponent) {  // gradual underflow
    const int64_t drop = Decimal::kMinExponent - exponent;
    coefficient = drop > 36 ? 0 : drop_digits(coefficient, static_cast<int>(drop), sticky);
    exponent = Decimal::kMinExponent;
  } else if (exponent > Decimal::kMaxExponent) {
    const int64_t raise = exponent - Decimal::kMaxExponent;
    if (raise + count_digits(coefficient) > Decimal::kDigits) return std::nullopt;
    coefficient *= power_of_10(static_cast<int>(raise));
    exponent = Decimal::kMaxExponent;
  }
  return Decimal::unchecked(negative, coefficient, static_cast<int32_t>(exponent));
}

bool fits_word(uint128 value) { return (value >> 64) == 0; }

}  // namespace

int count_digits(uint128 value) {
  // log10(2) is about 1233 / 4096; the guess is exact or one too small.
  const uint64_t high = static_cast<uint64_t>(value >> 64);
  const uint64_t low = static_cast<uint64_t>(value);
  const int bits = high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(low | 1);
  const int guess = (bits * 1233) >> 12;
  if (guess > 38) return 39;
  return guess + (value >= power_of_10(guess) ? 1 : 0) + (value == 0 ? 1 : 0);
}

std::optional<Decimal> Decimal::make(bool negative, uint128 coefficient, int64_t exponent) {
  return finish(negative, coefficient, exponent);
}

bool Decimal::is_integer() const {
  if (exponent_ >= 0 || coefficient_ == 0) return true;
  if (exponent_ < -kDigits) return false;
  return coefficient_ % power_of_10(-exponent_) == 0;
}

std::optional<int64_t> Decimal::to_int64() const {
  if (!is_integer()) return std::nullopt;
  return to_int64_truncated();
}

std::optional<int64_t> Decimal::to_int64_truncated() const {
  uint128 magnitude = coefficient_;
  if (exponent_ < 0) {
    magnitude = exponent_ < -kDigits ? 0 : magnitude / power_of_10(-exponent_);
  } else if (magnitude != 0) {
    if (exponent_ > 18 || magnitude > uint128(INT64_MAX)) return std::nullopt;
    magnitude *= power_of_10(exponent_);
  }
  if (magnitude > uint128(INT64_MAX)) return std::nullopt;
  const int64_t value = static_cast<int64_t>(magnitude);
  return negative_ ? -value : value;
}

Decimal Decimal::normalized() const {
  if (coefficient_ == 0) return {};
  Decimal d = *this;
  // In words, see to_text().
  if (!fits_word(d.coefficient_)) {
    uint64_t low = static_cast<uint64_t>(d.coefficient_ % power_of_10(kHalfDigits));
    int zeros = 0;
    if (low == 0) {
      zeros = kHalfDigits;
    } else {
      for (; low % 10 == 0; low /= 10) ++zeros;
    }
    if (zeros > kMaxExponent - d.exponent_) zeros = kMaxExponent - d.exponent_;
    if (zeros > 0) d.coefficient_ /= power_of_10(zeros);
    d.exponent_ += zeros;
    if (!fits_word(d.coefficient_)) return d;
  }
  uint64_t rest = static_cast<uint64_t>(d.coefficient_);
  for (; d.exponent_ < kMaxExponent && rest % 10 == 0; rest /= 10) ++d.exponent_;
  d.coefficient_ = rest;
  return d;
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.is_zero() || b.is_zero() || a.negative() != b.negative()) {
    const int sa = a.is_zero() ? 0 : a.negative() ? -1 : 1;
    const int sb = b.is_zero() ? 0 : b.negative() ? -1 : 1;
    return sa < sb ? -1 : sa > sb ? 1 : 0;
  }
  const int sign = a.negative() ? -1 : 1;
  // Positions of the leading digits decide unless they agree.
  const int64_t la = int64_t(a.exponent()) + count_digits(a.coefficient());
  const int64_t lb = int64_t(b.exponent()) + count_digits(b.coefficient());
  if (la != lb) return la < lb ? -sign : sign;
  uint128 ca = a.coefficient();
  uint128 cb = b.coefficient();
  // The same leading position: at most 33 digits apart, and the scaled one stays below 10^34.
  if (a.exponent() > b.exponent()) ca *= power_of_10(a.exponent() - b.exponent());
  if (b.exponent() > a.exponent()) cb *= power_of_10(b.exponent() - a.exponent());
  return ca == cb ? 0 : ca < cb ? -sign : sign;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  uint128 ca = a.coefficient();
  uint128 cb = b.coefficient();
  int32_t exponent = a.exponent();
  if (a.exponent() != b.exponent()) {
    const bool raise_a = a.exponent() > b.exponent();
    const int gap = raise_a ? a.exponent() - b.exponent() : b.exponent() - a.exponent();
    uint128& raised = raise_a ? ca : cb;
    if (raised != 0) {
      if (gap + count_digits(raised) > 38) return slow::add(a, b);
      raised *= power_of_10(gap);
    }
    exponent = raise_a ? b.exponent() : a.exponent();
  }
  if (a.negative() == b.negative()) return finish(a.negative(), ca + cb, exponent);
  if (ca >= cb) return finish(a.negative(), ca - cb, exponent);
  return finish(b.negative(), cb - ca, exponent);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, -b); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  const bool negative = a.negative() != b.negative();
  const int64_t exponent = int64_t(a.exponent()) + b.exponent();
  if (fits_word(a.coefficient()) && fits_word(b.coefficient())) {
    return finish(negative, a.coefficient() * b.coefficient(), exponent);
  }
  if (count_digits(a.coefficient()) + count_digits(b.coefficient()) <= 38) {
    return finish(negative, a.coefficient() * b.coefficient(), exponent);
  }
  return slow::multiply(a, b);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  const bool negative = a.negative() != b.negative();
  const int64_t exponent = int64_t(a.exponent()) - b.exponent();
  if (a.is_zero()) return finish(false, 0, exponent);
  if (!fits_word(b.coefficient())) return slow::divide(a, b);
  // Long division in chunks of up to 19 digits: the divisor has 64 bits, so remainder * 10^19
  // still fits 128. Stops when nothing remains or more than 34 digits are known.
  const uint64_t divisor = static_cast<uint64_t>(b.coefficient());
  uint128 quotient = a.coefficient() / divisor;
  uint64_t rest = static_cast<uint64_t>(a.coefficient() % divisor);
  int64_t scale = exponent;
  while (rest != 0) {
    const int digits = quotient == 0 ? 0 : count_digits(quotient);
    if (digits > Decimal::kDigits) break;
    int step = 36 - digits;
    if (step > 19) step = 19;
    const uint128 scaled = uint128(rest) * kPowersOf10[step];
    quotient = quotient * kPowersOf10[step] + scaled / divisor;
    rest = static_cast<uint64_t>(scaled % divisor);
    scale -= step;
  }
  if (rest == 0 && scale < exponent) {  // exact: as few digits as the ideal exponent allows
    while (scale < exponent && quotient % 10 == 0) {
      quotient /= 10;
      ++scale;
    }
  }
  return finish(negative, quotient, scale, rest != 0);
}

std::optional<Decimal> remainder(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  uint128 ca = a.coefficient();
  uint128 cb = b.coefficient();
  const bool raise_a = a.exponent() > b.exponent();
  const int64_t gap =
      raise_a ? int64_t(a.exponent()) - b.exponent() : int64_t(b.exponent()) - a.exponent();
  uint128& raised = raise_a ? ca : cb;
  if (raised != 0 && gap > 0) {
    if (gap + count_digits(raised) > 38) return slow::remainder(a, b);
    raised *= power_of_10(static_cast<int>(gap));
  }
  return finish(a.negative(), ca % cb, raise_a ? b.exponent() : a.exponent());
}

std::optional<Decimal> modulo(const Decimal& a, const Decimal& b) {
  const std::optional<Decimal> rest = remainder(a, b);
  if (!rest || rest->is_zero() || rest->negative() == b.negative()) return rest;
  return add(*rest, b);
}

std::optional<Decimal> round_to(const Decimal& a, int64_t scale, Rounding mode) {
  if (a.is_zero() || int64_t(a.exponent()) >= -scale) return a;
  const int64_t drop = -scale - a.exponent();
  uint128 quotient = 0;
  int rest_against_half = -1;  // -1 below, 0 exactly, 1 above a half
  bool inexact = true;
  if (drop <= 38) {
    const uint128 unit = power_of_10(static_cast<int>(drop));
    quotient = a.coefficient() / unit;
    const uint128 rest = a.coefficient() % unit;
    inexact = rest != 0;
    rest_against_half = rest == unit / 2 ? 0 : rest > unit / 2 ? 1 : -1;
  }
  bool away = false;
  switch (mode) {
    case Rounding::kHalfEven:
      away = rest_against_half > 0 || (rest_against_half == 0 && (quotient & 1) != 0);
      break;
    case Rounding::kHalfUp:
      away = rest_against_half >= 0;
      break;
    case Rounding::kHalfDown:
      away = rest_against_half > 0;
      break;
    case Rounding::kUp:
      away = inexact;
      break;
    case Rounding::kDown:
      break;
    case Rounding::kFloor:
      away = inexact && a.negative();
      break;
    case Rounding::kCeiling:
      away = inexact && !a.negative();
      break;
  }
  if (away) ++quotient;
  return finish(a.negative(), quotient, -scale);
}

}  // namespace tollgate
