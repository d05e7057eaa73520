// Groups of time: the hour, day, week, month or quarter that a moment lies in, in the app's time
// zone.
//
//   std::optional<Period> march = Period::of(value, TimeUnit::kMonth, zone);   // 2026-03-31T23:59…
//   march->key();              // "2026-03": what a group is called in messages and links
//   march->next(zone);         // April
//   march->words(zone).zh;     // "2026年3月"
//
// Periods compare in order of time; keys of one unit below an hour do so as texts as well. Weeks
// are those of ISO 8601: they begin on Monday, and the one with the year's first Thursday is
// week 1. An hour's key carries its offset, for where clocks go back an hour comes twice. A date
// has no hour.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/clock.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/metric.h"

namespace tollgate::metrics {

class Period {
 public:
  // nullopt for what is no date or date-time, and for years that ISO texts cannot say.
  static std::optional<Period> of(const feel::Value& value, model::TimeUnit unit, ZoneRef zone);
  static Period at(Instant instant, model::TimeUnit unit, ZoneRef zone);
  // Reads what key() wrote.
  static std::optional<Period> from_key(std::string_view key, model::TimeUnit unit);

  std::string key() const;
  Period next(ZoneRef zone) const;
  Period previous(ZoneRef zone) const;
  // "2026-W09", "2026 Q1"; 2026年第09周, 2026年第1季度.
  LocalizedText words(ZoneRef zone) const;

  std::strong_ordering operator<=>(const Period& other) const { return start_ <=> other.start_; }
  bool operator==(const Period& other) const { return start_ == other.start_; }

 private:
  Period(model::TimeUnit unit, int64_t start, int32_t offset = 0)
      : unit_(unit), start_(start), offset_seconds_(offset) {}
  static Period on_day(int64_t day, model::TimeUnit unit);
  static Period of_second(int64_t utc_seconds, model::TimeUnit unit, ZoneRef zone);

  model::TimeUnit unit_;
  int64_t start_;           // the first day since 1970-01-01; of hours the first second, in UTC
  int32_t offset_seconds_;  // hours: of the local time at their start
};

}  // namespace tollgate::metrics
