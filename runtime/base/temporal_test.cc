#include "tollgate/base/temporal.h"

#include <catch_amalgamated.hpp>

namespace tollgate {
namespace {

TEST_CASE("civil dates and day numbers are each other's inverse") {
  CHECK(days_from_civil(1970, 1, 1) == 0);
  CHECK(days_from_civil(2000, 3, 1) == 11017);
  for (int64_t day = kFirstDay; day <= kLastDay - 10000000007; day += 10000000007) {
    const CivilDate date = civil_from_days(day);
    CHECK(is_valid_date(date.year, date.month, date.day));
    CHECK(days_from_civil(date.year, date.month, date.day) == day);
  }
  for (int64_t day = -800000; day < 800000; day += 13) {
    const CivilDate date = civil_from_days(day);
    CHECK(days_from_civil(date.year, date.month, date.day) == day);
  }
  CHECK(weekday_from_days(days_from_civil(2026, 3, 1)) == 7);
  CHECK(iso_week(days_from_civil(2021, 1, 3)) == 53);
  CHECK(iso_week(days_from_civil(2024, 12, 30)) == 1);
}

TEST_CASE("texts are read whole or not at all, and written back") {
  for (const char* same : {"2026-03-01", "-0044-03-15", "999999999-12-31", "-999999999-01-01"}) {
    CHECK(to_text(parse_date(same).value()) == same);
  }
  for (const char* wrong : {"2026-3-1", "2026-02-29", "+2026-03-01", "02026-03-01", "26-03-01",
                            "2026-03-01Z", "1000000000-01-01", " 2026-03-01", "2026-13-01"}) {
    CHECK_FALSE(parse_date(wrong));
  }
  for (const char* same : {"09:30:00", "23:59:59.999999999Z", "12:00:00+08:00", "12:00:00-02:30:15",
                           "12:00:00@Asia/Shanghai"}) {
    CHECK(to_text(parse_time(same).value()) == same);
  }
  for (const char* wrong :
       {"9:30:00", "24:00:01", "12:60:00", "12:00:60", "12:00", "12:00:00.", "12:00:00+19:00",
        "12:00:00+8:00", "12:00:00@Mars/Olympus", "12:00:00+08:00@Asia/Shanghai"}) {
    CHECK_FALSE(parse_time(wrong));
  }
  for (const char* same : {"PT0S", "P1D", "-PT1H30M", "P2DT3H4M5.000000001S", "-PT0.5S"}) {
    CHECK(to_text(parse_days_time_duration(same).value()) == same);
  }
  CHECK(to_text(parse_days_time_duration("PT1000M").value()) == "PT16H40M");
  for (const char* wrong : {"P", "PT", "P1H", "PT1D", "P1DT", "1D", "P1Y", "PT1.5H", "PT1S1M",
                            "P-1D", "P99999999999999999999D"}) {
    CHECK_FALSE(parse_days_time_duration(wrong));
  }
  CHECK(to_text(parse_years_months_duration("-P26M").value()) == "-P2Y2M");
  CHECK(to_text(parse_years_months_duration("P0Y").value()) == "P0M");
  CHECK_FALSE(parse_years_months_duration("P1Y1D"));
  CHECK(to_text(parse_date_time("2026-12-31T24:00:00").value()) == "2027-01-01T00:00:00");
  CHECK_FALSE(parse_date_time("999999999-12-31T24:00:00"));
}

TEST_CASE("offsets follow each zone's rules, now and in a hundred years") {
  const auto offset = [](const char* zone, const char* local) {
    const DateTime t = parse_date_time(std::string(local) + "@" + zone).value();
    return offset_text(t.offset_seconds());
  };
  CHECK(offset("Asia/Shanghai", "2026-07-01T00:00:00") == "+08:00");
  CHECK(offset("Asia/Shanghai", "1988-07-01T00:00:00") == "+09:00");
  CHECK(offset("Europe/Paris", "2026-07-01T00:00:00") == "+02:00");
  CHECK(offset("Europe/Paris", "2126-01-01T00:00:00") == "+01:00");
  CHECK(offset("Europe/Paris", "2126-07-01T00:00:00") == "+02:00");
  CHECK(offset("Australia/Melbourne", "2021-01-01T00:00:00") == "+11:00");
  CHECK(offset("America/New_York", "2026-11-01T01:30:00") == "-04:00");  // twice: the first
  CHECK(offset("America/New_York", "2026-03-08T02:30:00") == "-05:00");  // never: as before
  CHECK(offset("Etc/UTC", "2026-01-01T00:00:00") == "Z");
  CHECK(offset("Asia/Kathmandu", "2026-01-01T00:00:00") == "+05:45");
  CHECK_FALSE(find_time_zone("Asia/Atlantis"));
  CHECK_FALSE(find_time_zone(""));
  for (uint32_t zone = 0; zone < time_zone_count(); ++zone) {
    REQUIRE(find_time_zone(time_zone_name(zone)) == zone);
    const int32_t seconds = utc_offset_at(zone, 1767225600);
    CHECK((seconds >= -12 * 3600 && seconds <= 14 * 3600));
  }
}

}  // namespace
}  // namespace tollgate
