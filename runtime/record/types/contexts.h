// Values that are contexts of known members: locations and files (base/value_members.h).
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "tollgate/base/json.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/base/value_members.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/field.h"

namespace tollgate::record {

using ContextMembers = std::span<const ValueMember>;

std::optional<feel::Value> read_context(ContextMembers members, const Json& wire,
                                        ZoneRef time_zone);
Json write_context(ContextMembers members, const feel::Value& value);
// The context with what was looked up; nulls change nothing.
feel::Value with_members(const feel::Value& context,
                         std::initializer_list<std::pair<std::string_view, feel::Value>> added);
// Brings a context that a rule made to the members that are known.
std::optional<feel::Value> fit_context(ContextMembers members, const feel::Value& value);

// "" for a member that is missing or no text.
std::string_view text_of_member(const feel::Value& context, const char* name);
// The days in a wire value: those of its date-times.
void shift_context(ContextMembers members, Json& value, int64_t days);

}  // namespace tollgate::record
