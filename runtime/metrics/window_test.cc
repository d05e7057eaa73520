#include "tollgate/metrics/window.h"

#include <catch_amalgamated.hpp>

#include "tollgate/base/civil.h"

namespace tollgate::metrics {
namespace {

using model::WindowPeriod;

DayRange days(int64_t first, int64_t last) { return {first, last}; }

TEST_CASE("a window is counted back from today, or is a period of the calendar") {
  const int64_t today = days_from_civil(2026, 5, 13);  // a Wednesday
  CHECK(days_of({"d", 1}, today) == days(today, today));
  CHECK(days_of({"d", 30}, today) == days(today - 29, today));
  CHECK(days_of({"d", 1, WindowPeriod::kWeek}, today) == days(today - 2, today));
  CHECK(days_of({"d", 1, WindowPeriod::kMonth}, today) == days(today - 12, today));
  CHECK(days_of({"d", 1, WindowPeriod::kQuarter}, today) ==
        days(days_from_civil(2026, 4, 1), today));
  CHECK(days_of({"d", 1, WindowPeriod::kYear}, today) == days(days_from_civil(2026, 1, 1), today));
}

TEST_CASE("the period before is whole") {
  const int64_t today = days_from_civil(2026, 1, 1);  // a Thursday
  CHECK(days_of({"d", 1, WindowPeriod::kWeek, true}, today) == days(today - 10, today - 4));
  CHECK(days_of({"d", 1, WindowPeriod::kMonth, true}, today) ==
        days(days_from_civil(2025, 12, 1), today - 1));
  CHECK(days_of({"d", 1, WindowPeriod::kQuarter, true}, today) ==
        days(days_from_civil(2025, 10, 1), today - 1));
  CHECK(days_of({"d", 1, WindowPeriod::kYear, true}, today) ==
        days(days_from_civil(2025, 1, 1), today - 1));
}

TEST_CASE("days are compared with as many before them, or with those of the period before") {
  const int64_t may_13 = days_from_civil(2026, 5, 13);
  CHECK(days_before(days(may_13 - 29, may_13), std::nullopt) == days(may_13 - 59, may_13 - 30));
  const DayRange may_so_far = days(days_from_civil(2026, 5, 1), may_13);
  CHECK(days_before(may_so_far, WindowPeriod::kMonth) ==
        days(days_from_civil(2026, 4, 1), days_from_civil(2026, 4, 13)));
  // A whole month with a whole one, however long they are; 31 days of March with all of February.
  CHECK(days_before(days(days_from_civil(2026, 4, 1), days_from_civil(2026, 4, 30)),
                    WindowPeriod::kMonth) ==
        days(days_from_civil(2026, 3, 1), days_from_civil(2026, 3, 31)));
  CHECK(days_before(days(days_from_civil(2026, 3, 1), days_from_civil(2026, 3, 30)),
                    WindowPeriod::kMonth) ==
        days(days_from_civil(2026, 2, 1), days_from_civil(2026, 2, 28)));
}

}  // namespace
}  // namespace tollgate::metrics
