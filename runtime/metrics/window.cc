#include "tollgate/metrics/window.h"

#include <algorithm>

#include "tollgate/base/civil.h"

namespace tollgate::metrics {
using model::WindowPeriod;

int64_t start_of(WindowPeriod period, int64_t day) {
  const CivilDate date = civil_from_days(day);
  switch (period) {
    case WindowPeriod::kWeek:
      return day - (weekday_from_days(day) - 1);
    case WindowPeriod::kMonth:
      return days_from_civil(date.year, date.month, 1);
    case WindowPeriod::kQuarter:
      return days_from_civil(date.year, (date.month - 1) / 3 * 3 + 1, 1);
    case WindowPeriod::kYear:
      return days_from_civil(date.year, 1, 1);
  }
  return day;
}

DayRange days_of(const model::Window& window, int64_t today) {
  if (!window.period) return {today - window.days + 1, today};
  const int64_t start = start_of(*window.period, today);
  if (!window.before) return {start, today};
  return {start_of(*window.period, start - 1), start - 1};
}

DayRange days_before(const DayRange& days, const std::optional<WindowPeriod>& period) {
  const int64_t length = days.last - days.first + 1;
  if (!period) return {days.first - length, days.first - 1};
  const int64_t start = start_of(*period, days.first - 1);
  const bool is_whole = start_of(*period, days.last + 1) == days.last + 1;
  return {start, is_whole ? days.first - 1 : std::min(days.first - 1, start + length - 1)};
}

}  // namespace tollgate::metrics
