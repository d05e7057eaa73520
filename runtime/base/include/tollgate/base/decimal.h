// Exact decimal numbers with the arithmetic of IEEE 754 decimal128: 34 significant digits, ties to
// even, exponents -6176..6111. There is no infinity and no NaN: what has no result is nullopt.
//
//   std::optional<Decimal> a = Decimal::parse("12.50");
//   std::optional<Decimal> b = divide(*a, Decimal(4));   // 3.125
//
// Results depend on nothing but the operands: the same bits on every platform. Numbers whose
// coefficients fit a machine word never leave it; the rest goes through mpdecimal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tollgate {

__extension__ typedef unsigned __int128 uint128;
__extension__ typedef __int128 int128;

class Decimal {
 public:
  static constexpr int kDigits = 34;
  static constexpr int kHalfDigits = 17;
  static constexpr int kMinExponent = -6176;
  static constexpr int kMaxExponent = 6111;

  constexpr Decimal() = default;
  constexpr explicit Decimal(int64_t value)
      : coefficient_(value < 0 ? uint128(0) - uint128(int128(value)) : uint128(value)),
        negative_(value < 0) {}

  // coefficient * 10^exponent, rounded to 34 digits; nullopt when it is too large.
  static std::optional<Decimal> make(bool negative, uint128 coefficient, int64_t exponent);
  // As `make`, for values known to be in range already.
  static constexpr Decimal unchecked(bool negative, uint128 coefficient, int32_t exponent) {
    Decimal d;
    d.coefficient_ = coefficient;
    d.exponent_ = exponent;
    d.negative_ = negative && coefficient != 0;
    return d;
  }
  // "-12.5", ".5", "1.2e3": digits with an optional point, an optional exponent, nothing else.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr bool negative() const { return negative_; }
  constexpr uint128 coefficient() const { return coefficient_; }
  constexpr int32_t exponent() const { return exponent_; }
  constexpr bool is_zero() const { return coefficient_ == 0; }
  bool is_integer() const;

  // The value when it is a whole number within int64.
  std::optional<int64_t> to_int64() const;
  // The value without its fraction when that fits int64.
  std::optional<int64_t> to_int64_truncated() const;

  // Plain notation without superfluous zeros: equal numbers read the same ("1.5", "1200", "0").
  std::string to_text() const;

  constexpr Decimal operator-() const { return unchecked(!negative_, coefficient_, exponent_); }
  Decimal abs() const { return unchecked(false, coefficient_, exponent_); }
  // The same value with the fewest digits: equal numbers get equal members.
  Decimal normalized() const;

 private:
  uint128 coefficient_ = 0;
  int32_t exponent_ = 0;
  bool negative_ = false;
};

// -1, 0 or 1.
int compare(const Decimal& a, const Decimal& b);
inline bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }

std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);  // nullopt by zero
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
std::optional<Decimal> square_root(const Decimal& a);  // nullopt below zero
std::optional<Decimal> exponential(const Decimal& a);
std::optional<Decimal> natural_logarithm(const Decimal& a);  // nullopt unless above zero
// a - b * floor(a / b): the sign is that of b. nullopt for b = 0.
std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);
// a - b * trunc(a / b), the sign is that of a; and the truncated quotient. nullopt for b = 0.
std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);

enum class Rounding { kHalfEven, kHalfUp, kHalfDown, kUp, kDown, kFloor, kCeiling };
// To `scale` digits after the point (before it when negative).
std::optional<Decimal> round_to(const Decimal& a, int64_t scale, Rounding mode);

constexpr uint64_t kPowersOf10[20] = {1u,
                                      10u,
                                      100u,
                                      1000u,
                                      10000u,
                                      100000u,
                                      1000000u,
                                      10000000u,
                                      100000000u,
                                      1000000000u,
                                      10000000000u,
                                      100000000000u,
                                      1000000000000u,
                                      10000000000000u,
                                      100000000000000u,
                                      1000000000000000u,
                                      10000000000000000u,
                                      100000000000000000u,
                                      1000000000000000000u,
                                      10000000000000000000u};

// 10^n for n in 0..38.
constexpr uint128 power_of_10(int n) {
  return n < 20 ? uint128(kPowersOf10[n]) : uint128(kPowersOf10[19]) * kPowersOf10[n - 19];
}
int count_digits(uint128 value);  // 1 for 0

}  // namespace tollgate
