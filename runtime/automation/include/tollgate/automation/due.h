// When the times come that automations wait for. Pure: the same in every engine.
//
//   std::optional<Instant> due = due_of_record(trigger, view, changed_at, zone);
//   std::optional<Instant> next = next_of_schedule(trigger, now, zone);
//
// Days and times of day are those of the app's time zone: where clocks are put forward over the
// time, it is due that much later, where they go back, at the first of the two.
#pragma once

#include <optional>

#include "tollgate/base/clock.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/model/automation.h"
#include "tollgate/record/record_view.h"

namespace tollgate::automation {

// For date_reached and unchanged. nullopt: at no time, since the record has no such date. `changed`
// is when somebody changed the record last.
std::optional<Instant> due_of_record(const model::Trigger& trigger, const record::RecordView& view,
                                     Instant changed, ZoneRef zone);

// The first time of a schedule that comes after `after`; nullopt where the trigger says no period.
std::optional<Instant> next_of_schedule(const model::Trigger& trigger, Instant after, ZoneRef zone);

}  // namespace tollgate::automation
