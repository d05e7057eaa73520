// 10.3.4.6 and 10.3.4.7: date and time functions.
#include "builtin.h"

namespace tollgate::feel {
namespace {

std::optional<int64_t> day_of(const Value& v) {
  if (v.kind() == Kind::kDate) return v.as_date().days;
  if (v.kind() == Kind::kDateTime) {
    return floor_divide(v.as_date_time().local_seconds, kSecondsPerDay);
  }
  return std::nullopt;
}

// day of year(date): 1..366
Value day_of_year_(const Arguments& a) {
  const std::optional<int64_t> day = day_of(a.one(0));
  return day ? Value::integer(day_of_year(*day)) : bad_type(0, a.one(0));
}

// day of week(date): "Monday".."Sunday"
Value day_of_week(const Arguments& a) {
  static constexpr std::string_view kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
  const std::optional<int64_t> day = day_of(a.one(0));
  return day ? Value::string(kDays[weekday_from_days(*day) - 1]) : bad_type(0, a.one(0));
}

// month of year(date): "January".."December"
Value month_of_year(const Arguments& a) {
  static constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
  const std::optional<int64_t> day = day_of(a.one(0));
  return day ? Value::string(kMonths[civil_from_days(*day).month - 1]) : bad_type(0, a.one(0));
}

// week of year(date): the ISO 8601 week
Value week_of_year(const Arguments& a) {
  const std::optional<int64_t> day = day_of(a.one(0));
  return day ? Value::integer(iso_week(*day)) : bad_type(0, a.one(0));
}

std::optional<DateTime> current(const Arguments& a) {
  const EvalOptions& options = a.machine.options();
  if (options.clock == nullptr) return std::nullopt;
  const int64_t microseconds = options.clock->now().microseconds;
  const ZoneRef zone = options.time_zone.is_none() ? ZoneRef::offset(0) : options.time_zone;
  return date_time_at(floor_divide(microseconds, 1000000),
                      static_cast<uint32_t>(floor_modulo(microseconds, 1000000) * 1000), zone);
}

// now(): in the app's time zone
Value now(const Arguments& a) {
  const std::optional<DateTime> t = current(a);
  return t ? Value::date_time(*t) : null_because(NullCode::kNoClock);
}

// today(): in the app's time zone
Value today(const Arguments& a) {
  const std::optional<DateTime> t = current(a);
  return t ? Value::date({floor_divide(t->local_seconds, kSecondsPerDay)})
           : null_because(NullCode::kNoClock);
}

constexpr Builtin kTemporalBuiltins[] = {
    {"day of year", day_of_year_, true},
    {"day of week", day_of_week, true},
    {"month of year", month_of_year, true},
    {"week of year", week_of_year, true},
    {"now", now, false},
    {"today", today, false},
};

}  // namespace

std::span<const Builtin> temporal_builtins() { return kTemporalBuiltins; }

}  // namespace tollgate::feel
