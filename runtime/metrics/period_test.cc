// Groups of time as data: tests/conformance/periods.json.
#include "tollgate/metrics/period.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"

namespace tollgate::metrics {
namespace {

Json cases() {
  std::ifstream file("tests/conformance/periods.json", std::ios::binary);
  REQUIRE(file.good());
  return *parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
}

feel::Value value_of(const std::string& text) {
  if (const auto time = parse_date_time(text)) return feel::Value::date_time(*time);
  if (const auto date = parse_date(text)) return feel::Value::date(*date);
  return feel::Value::string(text);
}

model::TimeUnit unit_of(const std::string& name) {
  for (const auto unit : {model::TimeUnit::kHour, model::TimeUnit::kDay, model::TimeUnit::kWeek,
                          model::TimeUnit::kMonth, model::TimeUnit::kQuarter}) {
    if (name_of(unit) == name) return unit;
  }
  FAIL("no unit " << name);
  return model::TimeUnit::kDay;
}

TEST_CASE("periods have a key, words and a next one") {
  for (const Json& test : cases()) {
    INFO(test.at("about").get<std::string>());
    const ZoneRef zone = ZoneRef::named(*find_time_zone(test.at("zone").get<std::string>()));
    const model::TimeUnit unit = unit_of(test.at("unit"));
    const auto period = Period::of(value_of(test.at("value")), unit, zone);
    if (test.at("key").is_null()) {
      CHECK_FALSE(period);
      continue;
    }
    REQUIRE(period);
    CHECK(period->key() == test.at("key").get<std::string>());
    CHECK(period->words(zone).zh == test.at("zh").get<std::string>());
    CHECK(period->words(zone).en == test.at("en").get<std::string>());
    CHECK(period->next(zone).key() == test.at("next").get<std::string>());
    CHECK(*period < period->next(zone));
    CHECK(period->next(zone).previous(zone).key() == period->key());
    const auto again = Period::from_key(period->key(), unit);
    REQUIRE(again);
    CHECK(*again == *period);
    CHECK(again->key() == period->key());
  }
}

TEST_CASE("every moment of some years lies in the period that follows the one before") {
  for (const char* name : {"Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai"}) {
    const ZoneRef zone = ZoneRef::named(*find_time_zone(name));
    const int64_t first = days_from_civil(2024, 12, 20) * kSecondsPerDay;
    for (const auto unit : {model::TimeUnit::kHour, model::TimeUnit::kDay, model::TimeUnit::kWeek,
                            model::TimeUnit::kMonth, model::TimeUnit::kQuarter}) {
      INFO(name << " " << name_of(unit));
      Period last = Period::at({first * 1'000'000}, unit, zone);
      int wrong = 0;
      for (int64_t s = first; s < first + 400 * kSecondsPerDay; s += 900) {
        const Period now = Period::at({s * 1'000'000}, unit, zone);
        if (now == last) continue;
        if (!(last < now) || !(last.next(zone) == now)) ++wrong;
        last = now;
      }
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("what is no key is none") {
  for (const char* key :
       {"", "2026", "2026-13", "2026-3", "2026-W60", "2026-W00", "2026-Q5", "2026-02-30",
        "2026-03-01T10:00:00", "2026-03-01T10:30:00+08:00", "20260301", "0000-01"}) {
    INFO(key);
    for (const auto unit : {model::TimeUnit::kHour, model::TimeUnit::kDay, model::TimeUnit::kWeek,
                            model::TimeUnit::kMonth, model::TimeUnit::kQuarter}) {
      CHECK_FALSE(Period::from_key(key, unit));
    }
  }
}

}  // namespace
}  // namespace tollgate::metrics
