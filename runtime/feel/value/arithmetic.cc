// 10.3.2.12 (tables 45-51): arithmetic on numbers, strings, temporal values and durations.
#include <string>

#include "tollgate/feel/memory.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {
namespace {

constexpr uint128 kNano = 1000000000;

// Numbers come to these functions only where the evaluator's quick ways do not take them.
Value number_or_null(const std::optional<Decimal>& d, const Value& a, const Value& b) {
  spend_work(work::kWideNumber);
  return d ? Value::number(*d) : null_because(NullCode::kNumberRange, a, b);
}

Value mismatch(const Value& a, const Value& b) {
  const bool missing = a.is_null() || b.is_null();
  return null_because(missing ? NullCode::kNullOperand : NullCode::kOperandTypes, a, b);
}

Value months_or_null(int128 months) {
  if (months > INT64_MAX / 4 || months < -(INT64_MAX / 4)) {
    return null_because(NullCode::kTemporalRange);
  }
  return Value::years_months_duration({static_cast<int64_t>(months)});
}

Value seconds_or_null(int128 nanoseconds) {
  int128 seconds = nanoseconds / int128(kNano);
  int128 rest = nanoseconds % int128(kNano);
  if (rest < 0) {
    rest += int128(kNano);
    --seconds;
  }
  if (seconds > INT64_MAX / 4 || seconds < -(INT64_MAX / 4)) {
    return null_because(NullCode::kTemporalRange);
  }
  return Value::days_time_duration({static_cast<int64_t>(seconds), static_cast<uint32_t>(rest)});
}

int128 total(const DaysTimeDuration& d) {
  return int128(d.seconds) * int128(kNano) + d.nanoseconds;
}

Decimal decimal_of(int128 value) {
  const bool negative = value < 0;
  return *Decimal::make(negative, negative ? uint128(-value) : uint128(value), 0);
}

std::optional<int128> whole(const std::optional<Decimal>& d, Rounding rounding) {
  if (!d) return std::nullopt;
  const std::optional<Decimal> rounded = round_to(*d, 0, rounding);
  if (!rounded || rounded->exponent() > 4) return std::nullopt;
  int128 value = static_cast<int128>(rounded->coefficient());
  for (int i = rounded->exponent(); i < 0; ++i) value /= 10;
  for (int i = 0; i < rounded->exponent(); ++i) value *= 10;
  return rounded->negative() ? -value : value;
}

// temporal + sign * years and months
Value shift_months(const Value& temporal, int64_t months) {
  if (months > 12 * 2 * kLargestYear || months < -12 * 2 * kLargestYear) {
    return null_because(NullCode::kTemporalRange, temporal);
  }
  if (temporal.kind() == Kind::kDate) {
    const CivilDate date = add_months(civil_from_days(temporal.as_date().days), months);
    return date_or_null(days_from_civil(date.year, date.month, date.day));
  }
  const DateTime t = temporal.as_date_time();
  const int64_t days = floor_divide(t.local_seconds, kSecondsPerDay);
  const CivilDate date = add_months(civil_from_days(days), months);
  return date_time_or_null({days_from_civil(date.year, date.month, date.day) * kSecondsPerDay +
                                floor_modulo(t.local_seconds, kSecondsPerDay),
                            t.nanoseconds, t.zone});
}

// temporal + nanoseconds
Value shift_time(const Value& temporal, int128 nanoseconds) {
  if (temporal.kind() == Kind::kTime) {
    const TimeOfDay t = temporal.as_time();
    const int128 day = int128(kSecondsPerDay) * int128(kNano);
    int128 shifted = (int128(t.nanoseconds) + nanoseconds) % day;
    if (shifted < 0) shifted += day;
    return Value::time({static_cast<int64_t>(shifted), t.zone});
  }
  if (temporal.kind() == Kind::kDate) {
    const int128 day = int128(kSecondsPerDay) * int128(kNano);
    int128 days = nanoseconds / day;
    if (nanoseconds % day < 0) --days;
    return date_or_null(static_cast<int64_t>(days + temporal.as_date().days));
  }
  const DateTime t = temporal.as_date_time();
  if (t.zone.is_named()) spend_work(6 * work::kZone);  // its rules are looked up again and again
  const int128 shifted = int128(t.utc_seconds()) * int128(kNano) + t.nanoseconds + nanoseconds;
  int128 seconds = shifted / int128(kNano);
  int128 rest = shifted % int128(kNano);
  if (rest < 0) {
    rest += int128(kNano);
    --seconds;
  }
  if (seconds > INT64_MAX / 8 || seconds < -(INT64_MAX / 8)) {
    return null_because(NullCode::kTemporalRange, temporal);
  }
  return date_time_or_null(
      date_time_at(static_cast<int64_t>(seconds), static_cast<uint32_t>(rest), t.zone));
}

bool is_date_like(const Value& v) { return v.kind() == Kind::kDate || v.kind() == Kind::kDateTime; }

// A date stands for its midnight, UTC, when it meets a date and time.
DateTime instant_of(const Value& v) {
  if (v.kind() == Kind::kDateTime) return v.as_date_time();
  return {v.as_date().days * kSecondsPerDay, 0, ZoneRef::offset(0)};
}

Value difference(const Value& a, const Value& b) {
  if (a.kind() == Kind::kDate && b.kind() == Kind::kDate) {
    return Value::days_time_duration({(a.as_date().days - b.as_date().days) * kSecondsPerDay, 0});
  }
  const DateTime x = instant_of(a), y = instant_of(b);
  if (x.zone.is_named() || y.zone.is_named()) spend_work(2 * work::kZone);
  if (x.zone.is_none() != y.zone.is_none()) return null_because(NullCode::kMixedZones, a, b);
  return seconds_or_null((int128(x.utc_seconds()) - y.utc_seconds()) * int128(kNano) +
                         int128(x.nanoseconds) - int128(y.nanoseconds));
}

Value time_difference(const Value& a, const Value& b) {
  const TimeOfDay x = a.as_time(), y = b.as_time();
  if (x.zone.is_none() != y.zone.is_none()) return null_because(NullCode::kMixedZones, a, b);
  const auto offset = [](ZoneRef zone) {
    return zone.is_named() ? standard_offset(zone.zone())
                           : (zone.is_offset() ? zone.offset_seconds() : 0);
  };
  return seconds_or_null(int128(x.nanoseconds) - y.nanoseconds -
                         int128(offset(x.zone) - offset(y.zone)) * int128(kNano));
}

}  // namespace

Value null_because(NullCode code, const Value& left, const Value& right, uint16_t detail) {
  NullOrigin origin;
  origin.code = static_cast<uint8_t>(code);
  origin.left = static_cast<uint8_t>(left.kind());
  origin.right = static_cast<uint8_t>(right.kind());
  origin.detail = detail;
  return Value::null(origin);
}

Value date_or_null(int64_t days) {
  if (days < kFirstDay || days > kLastDay) return null_because(NullCode::kTemporalRange);
  return Value::date({days});
}

Value date_time_or_null(const DateTime& value) {
  const int64_t days = floor_divide(value.local_seconds, kSecondsPerDay);
  if (days < kFirstDay || days > kLastDay) return null_because(NullCode::kTemporalRange);
  return Value::date_time(value);
}

Value add(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kNumber:
      if (!b.is_number()) break;
      return number_or_null(add(a.as_number(), b.as_number()), a, b);
    case Kind::kString: {
      if (!b.is_string()) break;
      make_room(a.as_string().size() + b.as_string().size());
      spend_work(work::kAllocation + work::copied(a.as_string().size() + b.as_string().size()));
      std::string joined(a.as_string());
      joined += b.as_string();
      return Value::string(joined);
    }
    case Kind::kDate:
    case Kind::kDateTime:
      if (b.kind() == Kind::kYearsMonthsDuration) {
        return shift_months(a, b.as_years_months_duration().months);
      }
      [[fallthrough]];
    case Kind::kTime:
      if (b.kind() == Kind::kDaysTimeDuration) {
        return shift_time(a, total(b.as_days_time_duration()));
      }
      break;
    case Kind::kYearsMonthsDuration:
      if (b.kind() == Kind::kYearsMonthsDuration) {
        return months_or_null(int128(a.word()) + b.word());
      }
      if (is_date_like(b)) return add(b, a);
      break;
    case Kind::kDaysTimeDuration:
      if (b.kind() == Kind::kDaysTimeDuration) {
        return seconds_or_null(total(a.as_days_time_duration()) + total(b.as_days_time_duration()));
      }
      if (is_date_like(b) || b.kind() == Kind::kTime) return add(b, a);
      break;
    default:
      break;
  }
  return mismatch(a, b);
}

Value subtract(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kNumber:
      if (!b.is_number()) break;
      return number_or_null(subtract(a.as_number(), b.as_number()), a, b);
    case Kind::kDate:
    case Kind::kDateTime:
      if (is_date_like(b)) return difference(a, b);
      if (b.kind() == Kind::kYearsMonthsDuration) {
        return shift_months(a, -b.as_years_months_duration().months);
      }
      if (b.kind() == Kind::kDaysTimeDuration) {
        return shift_time(a, -total(b.as_days_time_duration()));
      }
      break;
    case Kind::kTime:
      if (b.kind() == Kind::kTime) return time_difference(a, b);
      if (b.kind() == Kind::kDaysTimeDuration) {
        return shift_time(a, -total(b.as_days_time_duration()));
      }
      break;
    case Kind::kYearsMonthsDuration:
      if (b.kind() != Kind::kYearsMonthsDuration) break;
      return months_or_null(int128(a.word()) - b.word());
    case Kind::kDaysTimeDuration:
      if (b.kind() != Kind::kDaysTimeDuration) break;
      return seconds_or_null(total(a.as_days_time_duration()) - total(b.as_days_time_duration()));
    default:
      break;
  }
  return mismatch(a, b);
}

Value multiply(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) {
    return number_or_null(multiply(a.as_number(), b.as_number()), a, b);
  }
  if (a.is_number() && !b.is_number()) {
    if (b.kind() != Kind::kYearsMonthsDuration && b.kind() != Kind::kDaysTimeDuration) {
      return mismatch(a, b);
    }
    return multiply(b, a);
  }
  if (!b.is_number()) return mismatch(a, b);
  spend_work(work::kWideNumber * 2);
  if (a.kind() == Kind::kYearsMonthsDuration) {
    const auto months = whole(multiply(Decimal(a.word()), b.as_number()), Rounding::kDown);
    return months ? months_or_null(*months) : null_because(NullCode::kTemporalRange, a, b);
  }
  if (a.kind() == Kind::kDaysTimeDuration) {
    const auto nanoseconds = whole(
        multiply(decimal_of(total(a.as_days_time_duration())), b.as_number()), Rounding::kHalfEven);
    return nanoseconds ? seconds_or_null(*nanoseconds)
                       : null_because(NullCode::kTemporalRange, a, b);
  }
  return mismatch(a, b);
}

Value divide(const Value& a, const Value& b) {
  if (b.is_number() && b.as_number().is_zero() &&
      (a.is_number() || a.kind() == Kind::kYearsMonthsDuration ||
       a.kind() == Kind::kDaysTimeDuration)) {
    return null_because(NullCode::kDivideByZero, a, b);
  }
  if (a.is_number() && b.is_number()) {
    return number_or_null(divide(a.as_number(), b.as_number()), a, b);
  }
  spend_work(work::kWideNumber * 2);
  if (a.kind() == Kind::kYearsMonthsDuration) {
    if (b.is_number()) {
      const auto months = whole(divide(Decimal(a.word()), b.as_number()), Rounding::kDown);
      return months ? months_or_null(*months) : null_because(NullCode::kTemporalRange, a, b);
    }
    if (b.kind() == Kind::kYearsMonthsDuration) {
      if (b.word() == 0) return null_because(NullCode::kDivideByZero, a, b);
      return number_or_null(divide(Decimal(a.word()), Decimal(b.word())), a, b);
    }
  }
  if (a.kind() == Kind::kDaysTimeDuration) {
    const Decimal nanoseconds = decimal_of(total(a.as_days_time_duration()));
    if (b.is_number()) {
      const auto quotient = whole(divide(nanoseconds, b.as_number()), Rounding::kHalfEven);
      return quotient ? seconds_or_null(*quotient) : null_because(NullCode::kTemporalRange, a, b);
    }
    if (b.kind() == Kind::kDaysTimeDuration) {
      const Decimal divisor = decimal_of(total(b.as_days_time_duration()));
      if (divisor.is_zero()) return null_because(NullCode::kDivideByZero, a, b);
      return number_or_null(divide(nanoseconds, divisor), a, b);
    }
  }
  return mismatch(a, b);
}

Value power(const Value& a, const Value& b) {
  if (!a.is_number() || !b.is_number()) return mismatch(a, b);
  // The domain of exponents (table 60).
  static const Decimal largest(999999999);
  const Decimal base = a.as_number(), exponent = b.as_number();
  const bool whole = exponent.to_int64().has_value();
  if (compare(exponent.abs(), largest) > 0 || (base.is_zero() && exponent.negative()) ||
      (base.negative() && !whole)) {
    return null_because(NullCode::kPower, a, b);
  }
  spend_work(whole ? work::kPower : work::kRoot);  // roots are logarithms
  return number_or_null(power(a.as_number(), b.as_number()), a, b);
}

Value negate(const Value& a) {
  switch (a.kind()) {
    case Kind::kNumber:
      return Value::number(-a.as_number());
    case Kind::kYearsMonthsDuration:
      return Value::years_months_duration({-a.word()});
    case Kind::kDaysTimeDuration:
      return seconds_or_null(-total(a.as_days_time_duration()));
    default:
      return null_because(a.is_null() ? NullCode::kNullOperand : NullCode::kOperandTypes, a);
  }
}

}  // namespace tollgate::feel
