// Locations, photos, files, signatures and recordings: contexts with known members.
#pragma once

#include <optional>

#include "tollgate/base/json.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/field.h"

namespace tollgate::record {

std::optional<feel::Value> read_location(const Json& wire, ZoneRef time_zone);
std::optional<feel::Value> read_evidence(const Json& wire, ZoneRef time_zone);
Json write_evidence(const feel::Value& value);  // locations too
std::optional<feel::Value> fit_evidence(const model::Field& field, const feel::Value& value,
                                        ZoneRef time_zone);
feel::Type location_type();
feel::Type evidence_type();

}  // namespace tollgate::record
