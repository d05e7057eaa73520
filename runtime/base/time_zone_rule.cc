#include "time_zone_rule.h"

#include "tollgate/base/civil.h"

namespace tollgate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view text, size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

bool read_number(std::string_view text, size_t& at, int& value) {
  if (at >= text.size() || !is_digit(text[at])) return false;
  value = 0;
  while (at < text.size() && is_digit(text[at]) && value < 10000) {
    value = value * 10 + (text[at++] - '0');
  }
  return true;
}

// "<+0330>" or "CET"
bool skip_name(std::string_view text, size_t& at) {
  const size_t begin = at;
  if (take(text, at, '<')) {
    while (at < text.size() && text[at] != '>') ++at;
    return take(text, at, '>');
  }
  while (at < text.size() && ((text[at] | 32) >= 'a' && (text[at] | 32) <= 'z')) ++at;
  return at > begin;
}

// [+-]hh[:mm[:ss]] in seconds
bool read_time(std::string_view text, size_t& at, int32_t& seconds) {
  const bool negative = take(text, at, '-');
  if (!negative) take(text, at, '+');
  int parts[3] = {0, 0, 0};
  if (!read_number(text, at, parts[0])) return false;
  for (int i = 1; i < 3 && take(text, at, ':'); ++i) {
    if (!read_number(text, at, parts[i])) return false;
  }
  seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
  if (negative) seconds = -seconds;
  return true;
}

}  // namespace

bool TimeZoneRule::Change::read(std::string_view text, size_t& at) {
  if (!take(text, at, ',')) return false;
  if (take(text, at, 'M')) {
    form = Form::kMonthWeekDay;
    if (!read_number(text, at, month) || !take(text, at, '.') || !read_number(text, at, week) ||
        !take(text, at, '.') || !read_number(text, at, day)) {
      return false;
    }
  } else {
    form = take(text, at, 'J') ? Form::kDayWithoutLeap : Form::kDay;
    if (!read_number(text, at, day)) return false;
  }
  return !take(text, at, '/') || read_time(text, at, seconds);
}

int64_t TimeZoneRule::Change::in_year(int64_t year) const {
  int64_t days = days_from_civil(year, 1, 1);
  switch (form) {
    case Form::kDayWithoutLeap:  // 1..365, February 29 is never counted
      days += day - 1 + (is_leap_year(year) && day >= 60 ? 1 : 0);
      break;
    case Form::kDay:
      days += day;
      break;
    case Form::kMonthWeekDay: {
      // Day 0 is Sunday; week 5 is the last one of the month.
      const int64_t first = days_from_civil(year, month, 1);
      const int first_weekday = weekday_from_days(first) % 7;
      int64_t date = (day - first_weekday + 7) % 7 + (week - 1) * 7;
      if (date >= days_in_month(year, month)) date -= 7;
      days = first + date;
      break;
    }
  }
  return days * kSecondsPerDay + seconds;
}

TimeZoneRule TimeZoneRule::parse(std::string_view text) {
  TimeZoneRule rule;
  size_t at = 0;
  int32_t west = 0;
  if (!skip_name(text, at) || !read_time(text, at, west)) return rule;
  rule.standard_ = -west;
  rule.known_ = true;
  if (at == text.size()) return rule;
  if (!skip_name(text, at)) return {};
  rule.summer_ = rule.standard_ + 3600;
  if (at < text.size() && text[at] != ',') {
    if (!read_time(text, at, west)) return {};
    rule.summer_ = -west;
  }
  if (!rule.start_.read(text, at) || !rule.end_.read(text, at) || at != text.size()) return {};
  rule.has_summer_ = true;
  return rule;
}

int32_t TimeZoneRule::offset_at(int64_t utc_seconds) const {
  if (!has_summer_) return standard_;
  const int64_t local_days = floor_divide(utc_seconds + standard_, kSecondsPerDay);
  const int64_t year = civil_from_days(local_days).year;
  const int64_t start = start_.in_year(year) - standard_;
  const int64_t end = end_.in_year(year) - summer_;
  const bool summer = start < end ? utc_seconds >= start && utc_seconds < end
                                  : utc_seconds >= start || utc_seconds < end;
  return summer ? summer_ : standard_;
}

}  // namespace tollgate
