// When something happens or a time comes, and a condition holds, effects follow; effects are data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/effects.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

enum class TriggerEvent {
  kRecordSaved,
  kRecordCompleted,
  kStageEntered,
  kPoolEntered,
  kConditionMet,   // first by any save, of a draft too: once for each record
  kDateReached,    // so many days before or after a date of the record
  kSchedule,       // every day, week or month: for each record of the entity
  kUnchanged,      // so many days without a change of the record
  kMetricCrossed,  // a metric's number: for each record of the entity
};
std::string_view name_of(TriggerEvent event);
// A time sets it off, and no save.
constexpr bool is_timed(TriggerEvent event) { return event >= TriggerEvent::kDateReached; }
// It comes for all records of the entity at once, not for each at its own time.
constexpr bool is_for_all(TriggerEvent event) {
  return event == TriggerEvent::kSchedule || event == TriggerEvent::kMetricCrossed;
}

enum class Relation { kBefore, kAfter };
std::string_view name_of(Relation relation);

enum class Every { kDay, kWeek, kMonth };
std::string_view name_of(Every every);

// As ISO 8601 counts them.
enum class Weekday { kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };
std::string_view name_of(Weekday weekday);

enum class Crosses { kBelow, kAbove };
std::string_view name_of(Crosses crosses);

inline constexpr int kMorningMinutes = 9 * 60;  // 09:00, where a trigger names no time of day

struct Trigger {
  TriggerEvent event = TriggerEvent::kRecordSaved;
  std::string entity;
  std::string stage;                // stage_entered: "" is any stage
  std::string pool;                 // pool_entered: "" is any pool
  std::vector<std::string> fields;  // only when one of these changed; empty: always
  std::string field;                // date_reached
  int64_t days = 0;                 // date_reached, unchanged
  Relation relation = Relation::kAfter;
  std::optional<Every> every;  // schedule
  std::vector<Weekday> weekdays;
  int day_of_month = 1;
  std::optional<int> minutes;  // since midnight; date_reached, schedule
  std::string metric;          // metric_crossed
  Crosses crosses = Crosses::kBelow;
  std::string value;  // decimal text; "" where none is named
  std::string pointer;
};

struct Automation {
  std::string id;
  Text label;
  Trigger on;
  std::optional<Expression> when;
  std::vector<Effect> effects;
  std::string pointer;
};

}  // namespace tollgate::model
