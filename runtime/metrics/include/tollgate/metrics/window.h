// The days that a metric's window holds.
//
//   days_of({.field = "signed_on", .days = 30}, today);                     // the last 30 days
//   days_of({.field = "signed_on", .period = model::WindowPeriod::kMonth}, today);  // since the
//   1st
//
// Days count from 1970-01-01; both ends belong to the range.
#pragma once

#include <cstdint>

#include "tollgate/model/metric.h"

namespace tollgate::metrics {

struct DayRange {
  int64_t first = 0;
  int64_t last = 0;
  bool operator==(const DayRange&) const = default;
};

DayRange days_of(const model::Window& window, int64_t today);

// The first day of the week, month, quarter or year that the day lies in.
int64_t start_of(model::WindowPeriod period, int64_t day);

// The days that these are compared with: as many right before them; of a calendar period as many
// from the start of the one before, and all of that where these are a whole one.
DayRange days_before(const DayRange& days, const std::optional<model::WindowPeriod>& period);

}  // namespace tollgate::metrics
