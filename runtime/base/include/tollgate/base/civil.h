// Arithmetic of the proleptic Gregorian calendar on 64-bit day numbers; day 0 is 1970-01-01.
// Years run from -999,999,999 to 999,999,999, with a year 0.
#pragma once

#include <cstdint>

namespace tollgate {

constexpr int64_t kLargestYear = 999999999;
constexpr int64_t kSecondsPerDay = 86400;
constexpr int64_t kNanosecondsPerSecond = 1000000000;

struct CivilDate {
  int64_t year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  bool operator==(const CivilDate&) const = default;
};

constexpr int64_t floor_divide(int64_t a, int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}
constexpr int64_t floor_modulo(int64_t a, int64_t b) { return a - floor_divide(a, b) * b; }

constexpr bool is_leap_year(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_in_month(int64_t year, int month) {
  constexpr int kDays[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

constexpr bool is_valid_date(int64_t year, int64_t month, int64_t day) {
  return year >= -kLargestYear && year <= kLargestYear && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(year, static_cast<int>(month));
}

// Years are counted from March, so that the leap day is the last day of the year; an era is the
// 400 years (146,097 days) after which the calendar repeats.
constexpr int64_t days_from_civil(int64_t year, int month, int day) {
  const int64_t y = month <= 2 ? year - 1 : year;
  const int64_t era = floor_divide(y, 400);
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr CivilDate civil_from_days(int64_t days) {
  const int64_t shifted = days + 719468;
  const int64_t era = floor_divide(shifted, 146097);
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t march_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * march_month + 2) / 5 + 1);
  const int month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

// 1 is Monday, 7 is Sunday (ISO 8601).
constexpr int weekday_from_days(int64_t days) {
  return static_cast<int>(floor_modulo(days + 3, 7)) + 1;
}

constexpr int day_of_year(int64_t days) {
  const CivilDate date = civil_from_days(days);
  return static_cast<int>(days - days_from_civil(date.year, 1, 1)) + 1;
}

// The ISO 8601 week: the one that holds the year's first Thursday is week 1.
constexpr int iso_week(int64_t days) {
  const int64_t thursday = days - (weekday_from_days(days) - 4);
  return (day_of_year(thursday) - 1) / 7 + 1;
}

// The same day `months` later, or the month's last day when it has no such day.
constexpr CivilDate add_months(const CivilDate& date, int64_t months) {
  const int64_t total = date.year * 12 + (date.month - 1) + months;
  const int64_t year = floor_divide(total, 12);
  const int month = static_cast<int>(floor_modulo(total, 12)) + 1;
  const int last = days_in_month(year, month);
  return {year, month, date.day < last ? date.day : last};
}

constexpr int64_t kFirstDay = days_from_civil(-kLargestYear, 1, 1);
constexpr int64_t kLastDay = days_from_civil(kLargestYear, 12, 31);

}  // namespace tollgate
