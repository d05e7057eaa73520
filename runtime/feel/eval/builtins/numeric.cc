// 10.3.4.5: numeric functions.
#include "builtin.h"

namespace tollgate::feel {
namespace {

// The scales that decimal128 has: -6111..6176.
constexpr int64_t kSmallestScale = -6111;
constexpr int64_t kLargestScale = 6176;

Value rounded(const Arguments& a, Rounding mode, bool scale_optional) {
  const Value& n = a.one(0);
  if (!n.is_number()) return bad_type(0, n);
  int64_t scale = 0;
  if (a.size() > 1 || !scale_optional) {
    const Value& s = a.one(1);
    if (!s.is_number()) return bad_type(1, s);
    const std::optional<int64_t> whole = s.as_number().to_int64_truncated();
    if (!whole || *whole < kSmallestScale || *whole > kLargestScale) return bad_value(1, s);
    scale = *whole;
  }
  a.machine.spend(work::kWideCompare);
  const std::optional<Decimal> result = round_to(n.as_number(), scale, mode);
  return result ? Value::number(*result) : null_because(NullCode::kNumberRange, n);
}

Value decimal(const Arguments& a) { return rounded(a, Rounding::kHalfEven, false); }
Value floor_(const Arguments& a) { return rounded(a, Rounding::kFloor, true); }
Value ceiling(const Arguments& a) { return rounded(a, Rounding::kCeiling, true); }
Value round_up(const Arguments& a) { return rounded(a, Rounding::kUp, false); }
Value round_down(const Arguments& a) { return rounded(a, Rounding::kDown, false); }
Value round_half_up(const Arguments& a) { return rounded(a, Rounding::kHalfUp, false); }
Value round_half_down(const Arguments& a) { return rounded(a, Rounding::kHalfDown, false); }

// abs(n): of a number or of a duration.
Value abs_(const Arguments& a) {
  const Value& n = a.one(0);
  switch (n.kind()) {
    case Kind::kNumber:
      return Value::number(n.as_number().abs());
    case Kind::kYearsMonthsDuration:
      return n.word() < 0 ? negate(n) : n;
    case Kind::kDaysTimeDuration:
      return n.as_days_time_duration().seconds < 0 ? negate(n) : n;
    default:
      return bad_type(0, n);
  }
}

// The quotient has as many digits as the two lie apart, and each is computed.
void spend_remainder(const Arguments& a, const Decimal& dividend, const Decimal& divisor) {
  const int64_t gap = int64_t(dividend.exponent()) - divisor.exponent();
  a.machine.spend(work::kWideNumber + static_cast<uint64_t>(gap < 0 ? -gap : gap) * work::kDigit);
}

// modulo(dividend, divisor) = dividend - divisor * floor(dividend / divisor)
Value modulo_(const Arguments& a) {
  const Value& dividend = a.one(0);
  const Value& divisor = a.one(1);
  if (!dividend.is_number()) return bad_type(0, dividend);
  if (!divisor.is_number()) return bad_type(1, divisor);
  spend_remainder(a, dividend.as_number(), divisor.as_number());
  const std::optional<Decimal> result = modulo(dividend.as_number(), divisor.as_number());
  return result ? Value::number(*result) : null_because(NullCode::kDivideByZero, dividend, divisor);
}

Value of_number(const Arguments& a, std::optional<Decimal> (*function)(const Decimal&),
                uint64_t units) {
  const Value& n = a.one(0);
  if (!n.is_number()) return bad_type(0, n);
  a.machine.spend(units);
  const std::optional<Decimal> result = function(n.as_number());
  return result ? Value::number(*result) : bad_value(0, n);
}

Value sqrt_(const Arguments& a) { return of_number(a, square_root, work::kSquareRoot); }
Value log_(const Arguments& a) { return of_number(a, natural_logarithm, work::kLogarithm); }
Value exp_(const Arguments& a) { return of_number(a, exponential, work::kExponential); }

Value parity(const Arguments& a, bool odd) {
  const Value& n = a.one(0);
  if (!n.is_number()) return bad_type(0, n);
  spend_remainder(a, n.as_number(), Decimal(2));
  const std::optional<Decimal> rest = modulo(n.as_number(), Decimal(2));
  if (!rest) return bad_value(0, n);
  return Value::boolean(*rest == Decimal(odd ? 1 : 0));
}

Value odd_(const Arguments& a) { return parity(a, true); }
Value even_(const Arguments& a) { return parity(a, false); }

constexpr Builtin kNumericBuiltins[] = {
    {"decimal", decimal, true},
    {"floor", floor_, true},
    {"ceiling", ceiling, true},
    {"round up", round_up, true},
    {"round down", round_down, true},
    {"round half up", round_half_up, true},
    {"round half down", round_half_down, true},
    {"abs", abs_, true},
    {"modulo", modulo_, true},
    {"sqrt", sqrt_, true},
    {"log", log_, true},
    {"exp", exp_, true},
    {"odd", odd_, true},
    {"even", even_, true},
};

}  // namespace

std::span<const Builtin> numeric_builtins() { return kNumericBuiltins; }

}  // namespace tollgate::feel
