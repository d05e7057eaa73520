// Numbers and times as people type them, and back to the wire.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/field.h"

namespace tollgate::record {

// Null for a blank text. People may write the unit, in any of its languages, behind the number.
std::optional<feel::Value> read_number(const Json& wire, const model::Text& unit = {});
// Null for a blank text. The zone matters to a date and time alone: one without an offset is meant
// there.
std::optional<feel::Value> read_date(std::string_view text, ZoneRef time_zone);
std::optional<feel::Value> read_time(std::string_view text, ZoneRef time_zone);
std::optional<feel::Value> read_date_time(std::string_view text, ZoneRef time_zone);
std::optional<feel::Value> read_duration(std::string_view text, ZoneRef time_zone);
// The same instant on the wall clock of the zone, its offset fixed; a local time is meant there.
DateTime in_zone(const DateTime& value, ZoneRef time_zone);

// Text, number, boolean, date, time, date-time or duration.
Json write_scalar(const feel::Value& value);

}  // namespace tollgate::record
