// Dates, times and durations as FEEL and the wire know them, with their ISO 8601 texts.
//
//   std::optional<DateTime> t = parse_date_time("2026-03-01T09:30:00@Asia/Shanghai");
//   std::string text = to_text(*t);
//
// Times have nanoseconds. A time or date-time may carry an offset or a named zone, or be local.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/civil.h"
#include "tollgate/base/time_zone.h"

namespace tollgate {

struct Date {
  int64_t days = 0;  // since 1970-01-01
  auto operator<=>(const Date&) const = default;
};

struct TimeOfDay {
  int64_t nanoseconds = 0;  // since local midnight, below 86,400 seconds
  ZoneRef zone;
  bool operator==(const TimeOfDay&) const = default;
};

struct DateTime {
  int64_t local_seconds = 0;  // what the wall clock shows, since 1970-01-01T00:00:00 local time
  uint32_t nanoseconds = 0;
  ZoneRef zone;
  // When clocks go back, a time of a named zone shows twice; this is the second time. Texts do not
  // say it: read from one, the first is meant.
  bool repeated = false;
  bool operator==(const DateTime&) const = default;

  int32_t offset_seconds() const { return zone.offset_at_local(local_seconds, repeated); }
  int64_t utc_seconds() const { return local_seconds - offset_seconds(); }
};

struct YearsMonthsDuration {
  int64_t months = 0;
  auto operator<=>(const YearsMonthsDuration&) const = default;
};

// seconds + nanoseconds / 10^9, where nanoseconds are never negative.
struct DaysTimeDuration {
  int64_t seconds = 0;
  uint32_t nanoseconds = 0;
  auto operator<=>(const DaysTimeDuration&) const = default;
};

// Each reads the whole text or gives nullopt. Lexical forms are those of XML Schema 1.1 part 2;
// a zone may also be written as @Region/City.
std::optional<Date> parse_date(std::string_view text);
std::optional<TimeOfDay> parse_time(std::string_view text);
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<YearsMonthsDuration> parse_years_months_duration(std::string_view text);
std::optional<DaysTimeDuration> parse_days_time_duration(std::string_view text);

std::string to_text(const Date& value);
std::string to_text(const TimeOfDay& value);
std::string to_text(const DateTime& value);
std::string to_text(const YearsMonthsDuration& value);
std::string to_text(const DaysTimeDuration& value);
std::string offset_text(int32_t seconds);  // "Z", "+08:00", "-02:30:15"

// An instant on the wall clock of a zone.
DateTime date_time_at(int64_t utc_seconds, uint32_t nanoseconds, ZoneRef zone);

}  // namespace tollgate
