// 10.3.4.1: conversion functions.
#include <string>

#include "builtin.h"

namespace tollgate::feel {
namespace {

// Counts the reading of a text.
void spend_reading(const Value& text) {
  spend_work(work::kAllocation * 4 + work::scanned(text.as_string().size()) * 3);
}

Value unreadable(const Value& text) { return null_because(NullCode::kUnreadable, text); }

std::optional<int64_t> whole(const Value& v) {
  return v.is_number() ? v.as_number().to_int64_truncated() : std::nullopt;
}

// date(from) | date(year, month, day)
Value date_(const Arguments& a) {
  if (a.size() == 1) {
    const Value& from = a.one(0);
    switch (from.kind()) {
      case Kind::kString: {
        spend_reading(from);
        const std::optional<Date> date = parse_date(from.as_string());
        return date ? Value::date(*date) : unreadable(from);
      }
      case Kind::kDate:
        return from;
      case Kind::kDateTime:
        return Value::date({floor_divide(from.as_date_time().local_seconds, kSecondsPerDay)});
      default:
        return bad_type(0, from);
    }
  }
  if (a.size() != 3) return null_because(NullCode::kArgumentCount);
  int64_t parts[3];
  for (size_t i = 0; i < 3; ++i) {
    if (!a.one(i).is_number()) return bad_type(i, a.one(i));
    const std::optional<int64_t> part = whole(a.one(i));
    if (!part) return bad_value(i, a.one(i));
    parts[i] = *part;
  }
  if (!is_valid_date(parts[0], parts[1], parts[2])) {
    const size_t wrong = parts[0] < -kLargestYear || parts[0] > kLargestYear ? 0
                         : parts[1] < 1 || parts[1] > 12                     ? 1
                                                                             : 2;
    return bad_value(wrong, a.one(wrong));
  }
  return Value::date(
      {days_from_civil(parts[0], static_cast<int>(parts[1]), static_cast<int>(parts[2]))});
}

// Hour, minute and second (with its fraction) from three numbers.
std::optional<int64_t> clock_nanoseconds(const Arguments& a, size_t first, Value& problem) {
  int64_t parts[2];
  for (size_t i = 0; i < 2; ++i) {
    const Value& v = a.one(first + i);
    const std::optional<int64_t> part = whole(v);
    if (!part || *part < 0 || *part > (i == 0 ? 23 : 59)) {
      problem = v.is_number() ? bad_value(first + i, v) : bad_type(first + i, v);
      return std::nullopt;
    }
    parts[i] = *part;
  }
  const Value& second = a.one(first + 2);
  if (!second.is_number()) {
    problem = bad_type(first + 2, second);
    return std::nullopt;
  }
  std::optional<Decimal> nanoseconds = multiply(second.as_number(), Decimal(kNanosecondsPerSecond));
  if (nanoseconds) nanoseconds = round_to(*nanoseconds, 0, Rounding::kDown);
  const std::optional<int64_t> count =
      nanoseconds ? nanoseconds->to_int64_truncated() : std::nullopt;
  if (!count || second.as_number().negative() || *count >= 60 * kNanosecondsPerSecond) {
    problem = bad_value(first + 2, second);
    return std::nullopt;
  }
  return (parts[0] * 3600 + parts[1] * 60) * kNanosecondsPerSecond + *count;
}

std::optional<ZoneRef> offset_zone(const Value& v) {
  if (v.is_null()) return ZoneRef::none();
  if (v.kind() != Kind::kDaysTimeDuration) return std::nullopt;
  const DaysTimeDuration d = v.as_days_time_duration();
  if (d.nanoseconds != 0 || d.seconds < -kLargestOffsetSeconds ||
      d.seconds > kLargestOffsetSeconds) {
    return std::nullopt;
  }
  return ZoneRef::offset(static_cast<int32_t>(d.seconds));
}

// time(from) | time(hour, minute, second, offset)
Value time_(const Arguments& a) {
  if (a.size() == 1) {
    const Value& from = a.one(0);
    switch (from.kind()) {
      case Kind::kString: {
        spend_reading(from);
        const std::optional<TimeOfDay> time = parse_time(from.as_string());
        return time ? Value::time(*time) : unreadable(from);
      }
      case Kind::kTime:
        return from;
      case Kind::kDateTime: {
        const DateTime t = from.as_date_time();
        return Value::time(
            {floor_modulo(t.local_seconds, kSecondsPerDay) * kNanosecondsPerSecond + t.nanoseconds,
             t.zone});
      }
      case Kind::kDate:
        return Value::time({0, ZoneRef::offset(0)});
      default:
        return bad_type(0, from);
    }
  }
  if (a.size() < 3) return null_because(NullCode::kArgumentCount);
  a.machine.spend(work::kWideNumber);
  Value problem;
  const std::optional<int64_t> nanoseconds = clock_nanoseconds(a, 0, problem);
  if (!nanoseconds) return problem;
  const std::optional<ZoneRef> zone = offset_zone(a.one(3));
  if (!zone) return bad_value(3, a.one(3));
  return Value::time({*nanoseconds, *zone});
}

Value date_time_from(const Value& from) {
  switch (from.kind()) {
    case Kind::kString: {
      spend_reading(from);
      if (const auto t = parse_date_time(from.as_string())) return Value::date_time(*t);
      if (const auto date = parse_date(from.as_string())) {
        return Value::date_time({date->days * kSecondsPerDay, 0, {}});
      }
      return unreadable(from);
    }
    case Kind::kDateTime:
      return from;
    case Kind::kDate:
      return Value::date_time({from.as_date().days * kSecondsPerDay, 0, ZoneRef::offset(0)});
    default:
      return bad_type(0, from);
  }
}

// date and time(from) | date and time(date, time) |
// date and time(year, month, day, hour, minute, second[, offset or time zone])
Value date_and_time(const Arguments& a) {
  if (a.size() == 1) return date_time_from(a.one(0));
  if (a.size() == 2) {
    const Value& date = a.one(0);
    const Value& time = a.one(1);
    int64_t days;
    if (date.kind() == Kind::kDate) {
      days = date.as_date().days;
    } else if (date.kind() == Kind::kDateTime) {
      days = floor_divide(date.as_date_time().local_seconds, kSecondsPerDay);
    } else {
      return bad_type(0, date);
    }
    if (time.kind() != Kind::kTime) return bad_type(1, time);
    const TimeOfDay t = time.as_time();
    return Value::date_time({days * kSecondsPerDay + t.nanoseconds / kNanosecondsPerSecond,
                             static_cast<uint32_t>(t.nanoseconds % kNanosecondsPerSecond), t.zone});
  }
  if (a.size() < 6) return null_because(NullCode::kArgumentCount);
  const Value* const first[3] = {&a[0], &a[1], &a[2]};
  const Value date = date_(Arguments(a.machine, first, 3));
  if (date.is_null()) return date;
  Value problem;
  const std::optional<int64_t> nanoseconds = clock_nanoseconds(a, 3, problem);
  if (!nanoseconds) return problem;
  a.machine.spend(work::kWideNumber + work::kZone);
  std::optional<ZoneRef> zone = offset_zone(a.one(6));
  if (a.one(6).is_string()) {
    spend_reading(a.one(6));
    zone = parse_zone("@" + std::string(a.one(6).as_string()));
    if (!zone) zone = parse_zone(a.one(6).as_string());
  }
  if (!zone) return bad_value(6, a.one(6));
  return Value::date_time(
      {date.as_date().days * kSecondsPerDay + *nanoseconds / kNanosecondsPerSecond,
       static_cast<uint32_t>(*nanoseconds % kNanosecondsPerSecond), *zone});
}

// number(from, grouping separator, decimal separator)
Value number_(const Arguments& a) {
  const Value& from = a.one(0);
  if (from.is_number() && a.size() == 1) return from;
  if (!from.is_string()) return bad_type(0, from);
  const Value& grouping = a.one(1);
  const Value& point = a.one(2);
  const bool grouping_ok =
      grouping.is_null() ||
      (grouping.is_string() &&
       (grouping.as_string() == " " || grouping.as_string() == "," || grouping.as_string() == "."));
  const bool point_ok = point.is_null() || (point.is_string() &&
                                            (point.as_string() == "," || point.as_string() == "."));
  if (!grouping_ok) return bad_value(1, grouping);
  if (!point_ok) return bad_value(2, point);
  if (!grouping.is_null() && !point.is_null() && same(grouping, point)) return bad_value(2, point);
  spend_reading(from);
  const char separator = grouping.is_null() ? '\0' : grouping.as_string()[0];
  const char mark = point.is_null() ? '.' : point.as_string()[0];
  std::string digits;
  for (const char c : from.as_string()) {
    if (c == separator && separator != '\0') continue;
    if (c == mark) {
      digits += '.';
    } else if (c == '.') {
      return unreadable(from);
    } else {
      digits += c;
    }
  }
  const std::optional<Decimal> number = Decimal::parse(digits);
  return number ? Value::number(*number) : unreadable(from);
}

// string(from)
Value string_(const Arguments& a) {
  const Value& from = a[0];
  if (from.is_null()) return bad_type(0, from);
  if (from.is_string()) return from;
  make_room(size_t(weight_of(from)) * 16);
  return Value::string(to_text(from));
}

// duration(from)
Value duration_(const Arguments& a) {
  const Value& from = a.one(0);
  if (from.kind() == Kind::kDaysTimeDuration || from.kind() == Kind::kYearsMonthsDuration) {
    return from;
  }
  if (!from.is_string()) return bad_type(0, from);
  spend_reading(from);
  if (const auto months = parse_years_months_duration(from.as_string())) {
    return Value::years_months_duration(*months);
  }
  if (const auto seconds = parse_days_time_duration(from.as_string())) {
    return Value::days_time_duration(*seconds);
  }
  return unreadable(from);
}

struct DayAndTime {
  CivilDate date;
  int64_t nanoseconds;  // of the day
};

std::optional<DayAndTime> day_and_time(const Value& v) {
  if (v.kind() == Kind::kDate) return DayAndTime{civil_from_days(v.as_date().days), 0};
  if (v.kind() != Kind::kDateTime) return std::nullopt;
  const DateTime t = v.as_date_time();
  return DayAndTime{
      civil_from_days(floor_divide(t.local_seconds, kSecondsPerDay)),
      floor_modulo(t.local_seconds, kSecondsPerDay) * kNanosecondsPerSecond + t.nanoseconds};
}

// years and months duration(from, to): whole months between, rounded towards zero.
Value years_and_months_duration(const Arguments& a) {
  const std::optional<DayAndTime> from = day_and_time(a.one(0));
  const std::optional<DayAndTime> to = day_and_time(a.one(1));
  if (!from) return bad_type(0, a.one(0));
  if (!to) return bad_type(1, a.one(1));
  int64_t months = (to->date.year - from->date.year) * 12 + (to->date.month - from->date.month);
  const int64_t days = to->date.day - from->date.day;
  if (months > 0 && days < 0) --months;
  if (months < 0 && days > 0) ++months;
  return Value::years_months_duration({months});
}

constexpr Builtin kConversionBuiltins[] = {
    {"date", date_, true},
    {"date and time", date_and_time, true},
    {"time", time_, true},
    {"number", number_, true},
    {"string", string_, true},
    {"duration", duration_, true},
    {"years and months duration", years_and_months_duration, true},
};

}  // namespace

std::span<const Builtin> conversion_builtins() { return kConversionBuiltins; }

}  // namespace tollgate::feel
