#include "tollgate/metrics/window.h"

#include "tollgate/base/civil.h"

namespace tollgate::metrics {
namespace {

using model::WindowPeriod;

// The first day of the period that the day lies in.
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

}  // namespace

DayRange days_of(const model::Window& window, int64_t today) {
  if (!window.period) return {today - window.days + 1, today};
  const int64_t start = start_of(*window.period, today);
  if (!window.before) return {start, today};
  return {start_of(*window.period, start - 1), start - 1};
}

}  // namespace tollgate::metrics
