#include "tollgate/metrics/period.h"

#include "tollgate/base/civil.h"
#include "tollgate/base/temporal.h"

namespace tollgate::metrics {

using model::TimeUnit;

namespace {

constexpr int64_t kSecondsPerHour = 3600;
// Years that texts of four digits can say.
constexpr int64_t kFirst = days_from_civil(1, 1, 1);
constexpr int64_t kLast = days_from_civil(9999, 12, 31);

std::string padded(int64_t number, size_t digits) {
  std::string text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::optional<int64_t> number_in(std::string_view text, size_t at, size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  int64_t number = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

int64_t thursday_of(int64_t monday) { return monday + 3; }

int64_t monday_of_week_1(int64_t year) {
  const int64_t fourth = days_from_civil(year, 1, 4);
  return fourth - (weekday_from_days(fourth) - 1);
}

}  // namespace

Period Period::on_day(int64_t day, TimeUnit unit) {
  const CivilDate date = civil_from_days(day);
  switch (unit) {
    case TimeUnit::kHour:
    case TimeUnit::kDay:
      return {unit, day};
    case TimeUnit::kWeek:
      return {unit, day - (weekday_from_days(day) - 1)};
    case TimeUnit::kMonth:
      return {unit, days_from_civil(date.year, date.month, 1)};
    case TimeUnit::kQuarter:
      return {unit, days_from_civil(date.year, (date.month - 1) / 3 * 3 + 1, 1)};
  }
  return {unit, day};
}

Period Period::of_second(int64_t utc_seconds, TimeUnit unit, ZoneRef zone) {
  const int32_t offset = zone.offset_at(utc_seconds);
  const int64_t local = utc_seconds + offset;
  if (unit != TimeUnit::kHour) return on_day(floor_divide(local, kSecondsPerDay), unit);
  return {unit, floor_divide(local, kSecondsPerHour) * kSecondsPerHour - offset, offset};
}

std::optional<Period> Period::of(const feel::Value& value, TimeUnit unit, ZoneRef zone) {
  if (value.kind() == feel::Kind::kDate) {
    const int64_t day = value.as_date().days;
    if (unit == TimeUnit::kHour || day < kFirst || day > kLast) return std::nullopt;
    return on_day(day, unit);
  }
  if (value.kind() != feel::Kind::kDateTime) return std::nullopt;
  const DateTime& time = value.as_date_time();
  if (time.local_seconds < (kFirst + 1) * kSecondsPerDay ||
      time.local_seconds >= kLast * kSecondsPerDay) {
    return std::nullopt;
  }
  // A date-time without a zone is meant in the app's.
  const int64_t utc = time.zone.is_none()
                          ? time.local_seconds - zone.offset_at_local(time.local_seconds)
                          : time.utc_seconds();
  return of_second(utc, unit, zone);
}

Period Period::at(Instant instant, TimeUnit unit, ZoneRef zone) {
  return of_second(floor_divide(instant.microseconds, 1'000'000), unit, zone);
}

std::string Period::key() const {
  if (unit_ == TimeUnit::kHour) {
    return to_text(date_time_at(start_, 0, ZoneRef::offset(offset_seconds_)));
  }
  const CivilDate date = civil_from_days(start_);
  const std::string year = padded(date.year, 4);
  switch (unit_) {
    case TimeUnit::kWeek: {
      const int64_t thursday = thursday_of(start_);
      return padded(civil_from_days(thursday).year, 4) + "-W" + padded(iso_week(thursday), 2);
    }
    case TimeUnit::kMonth:
      return year + "-" + padded(date.month, 2);
    case TimeUnit::kQuarter:
      return year + "-Q" + std::to_string((date.month - 1) / 3 + 1);
    default:
      return year + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
  }
}

std::optional<Period> Period::from_key(std::string_view key, TimeUnit unit) {
  std::optional<Period> read;
  if (unit == TimeUnit::kHour) {
    const std::optional<DateTime> time = parse_date_time(key);
    if (time && time->zone.is_offset()) {
      read = of_second(time->utc_seconds(), unit, ZoneRef::offset(time->offset_seconds()));
    }
  } else if (const auto year = number_in(key, 0, 4); year && *year >= 1) {
    if (unit == TimeUnit::kWeek) {
      if (const auto week = number_in(key, 6, 2)) {
        read = on_day(monday_of_week_1(*year) + (*week - 1) * 7, unit);
      }
    } else if (unit == TimeUnit::kQuarter) {
      const auto quarter = number_in(key, 6, 1);
      if (quarter && *quarter >= 1 && *quarter <= 4) {
        read = on_day(days_from_civil(*year, int(*quarter) * 3 - 2, 1), unit);
      }
    } else {
      const auto month = number_in(key, 5, 2);
      const auto day = unit == TimeUnit::kDay ? number_in(key, 8, 2) : 1;
      if (month && day && is_valid_date(*year, *month, *day)) {
        read = on_day(days_from_civil(*year, int(*month), int(*day)), unit);
      }
    }
  }
  if (read && read->key() != key) return std::nullopt;
  return read;
}

Period Period::next(ZoneRef zone) const {
  if (unit_ == TimeUnit::kHour) {
    // Clocks may jump within the hour: a step of an hour can end in the same one.
    Period later = of_second(start_ + kSecondsPerHour, unit_, zone);
    if (later.start_ <= start_) later = of_second(start_ + 2 * kSecondsPerHour, unit_, zone);
    return later;
  }
  switch (unit_) {
    case TimeUnit::kWeek:
      return {unit_, start_ + 7};
    case TimeUnit::kMonth:
    case TimeUnit::kQuarter: {
      const CivilDate date = add_months(civil_from_days(start_), unit_ == TimeUnit::kMonth ? 1 : 3);
      return {unit_, days_from_civil(date.year, date.month, date.day)};
    }
    default:
      return {unit_, start_ + 1};
  }
}

Period Period::previous(ZoneRef zone) const {
  if (unit_ == TimeUnit::kHour) return of_second(start_ - 1, unit_, zone);
  return on_day(start_ - 1, unit_);
}

LocalizedText Period::words(ZoneRef zone) const {
  const std::string en = key();
  if (unit_ == TimeUnit::kHour) {
    const int64_t local = start_ + offset_seconds_;
    const CivilDate date = civil_from_days(floor_divide(local, kSecondsPerDay));
    const std::string hour =
        padded(floor_modulo(local, kSecondsPerDay) / kSecondsPerHour, 2) + ":00";
    const std::string day =
        padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
    // An hour that comes twice says which of the two it is.
    const bool comes_again = zone.offset_at(start_ + kSecondsPerHour) < offset_seconds_;
    const bool was_there = zone.offset_at(start_ - 1) > offset_seconds_;
    const std::string which =
        comes_again || was_there ? " (UTC" + offset_text(offset_seconds_) + ")" : std::string();
    return {day + " " + hour + which, day + " " + hour + which};
  }
  const CivilDate date = civil_from_days(start_);
  const std::string year = std::to_string(date.year) + "年";
  switch (unit_) {
    case TimeUnit::kWeek:
      return {
          std::to_string(civil_from_days(thursday_of(start_)).year) + "年第" + en.substr(6) + "周",
          en};
    case TimeUnit::kMonth:
      return {year + std::to_string(date.month) + "月", en};
    case TimeUnit::kQuarter:
      return {year + "第" + en.substr(6) + "季度", en.substr(0, 4) + " " + en.substr(5)};
    default:
      return {year + std::to_string(date.month) + "月" + std::to_string(date.day) + "日", en};
  }
}

}  // namespace tollgate::metrics
