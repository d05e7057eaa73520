#include "tollgate/automation/due.h"

#include <algorithm>

#include "tollgate/base/civil.h"
#include "tollgate/base/temporal.h"

namespace tollgate::automation {
namespace {

constexpr int64_t kMicroseconds = 1'000'000;
// What lies outside of 1970 to 9999 comes at no time.
constexpr int64_t kLastSecond = 253'402'300'799;

std::optional<Instant> instant_at(int64_t local_seconds, ZoneRef zone) {
  const int64_t seconds = DateTime{local_seconds, 0, zone}.utc_seconds();
  if (seconds < 0 || seconds > kLastSecond) return std::nullopt;
  return Instant{seconds * kMicroseconds};
}

// What the value says on the wall clocks of the zone. A date's own time is the morning.
std::optional<int64_t> local_seconds_of(const feel::Value& value, ZoneRef zone) {
  if (value.kind() == feel::Kind::kDate) {
    const int64_t days = value.as_date().days;
    if (days < 0 || days > kLastSecond / kSecondsPerDay) return std::nullopt;
    return days * kSecondsPerDay + model::kMorningMinutes * 60;
  }
  if (value.kind() != feel::Kind::kDateTime) return std::nullopt;
  const DateTime& moment = value.as_date_time();
  if (moment.local_seconds < 0 || moment.local_seconds > kLastSecond) return std::nullopt;
  if (moment.zone.is_none()) return moment.local_seconds;
  return date_time_at(moment.utc_seconds(), 0, zone).local_seconds;
}

bool is_day_of(const model::Trigger& trigger, int64_t days) {
  switch (*trigger.every) {
    case model::Every::kDay:
      return true;
    case model::Every::kWeek: {
      const auto weekday = static_cast<model::Weekday>(weekday_from_days(days) - 1);
      if (trigger.weekdays.empty()) return weekday == model::Weekday::kMonday;
      return std::ranges::find(trigger.weekdays, weekday) != trigger.weekdays.end();
    }
    case model::Every::kMonth:
      break;
  }
  const CivilDate date = civil_from_days(days);
  return date.day == std::min(trigger.day_of_month, days_in_month(date.year, date.month));
}

}  // namespace

std::optional<Instant> due_of_record(const model::Trigger& trigger, const record::RecordView& view,
                                     Instant changed, ZoneRef zone) {
  if (trigger.event == model::TriggerEvent::kUnchanged) {
    return Instant{changed.microseconds + trigger.days * kSecondsPerDay * kMicroseconds};
  }
  if (trigger.event != model::TriggerEvent::kDateReached) return std::nullopt;
  std::optional<int64_t> local = local_seconds_of(view.field(trigger.field), zone);
  if (!local) return std::nullopt;
  if (trigger.minutes) {
    *local = floor_divide(*local, kSecondsPerDay) * kSecondsPerDay + *trigger.minutes * 60;
  }
  const int64_t days = trigger.relation == model::Relation::kBefore ? -trigger.days : trigger.days;
  return instant_at(*local + days * kSecondsPerDay, zone);
}

std::optional<Instant> next_of_schedule(const model::Trigger& trigger, Instant after,
                                        ZoneRef zone) {
  if (trigger.event != model::TriggerEvent::kSchedule || !trigger.every) return std::nullopt;
  const int64_t seconds = floor_divide(after.microseconds, kMicroseconds);
  const int64_t today = floor_divide(date_time_at(seconds, 0, zone).local_seconds, kSecondsPerDay);
  // A month's day comes within two months, where clocks are changed a day later.
  for (int64_t day = today; day <= today + 64; ++day) {
    if (!is_day_of(trigger, day)) continue;
    const int minutes = trigger.minutes.value_or(model::kMorningMinutes);
    const std::optional<Instant> at = instant_at(day * kSecondsPerDay + minutes * 60, zone);
    if (at && *at > after) return at;
  }
  return std::nullopt;
}

}  // namespace tollgate::automation
