// A value of a record as lists and pages show it.
#pragma once

#include <cstdint>
#include <optional>

#include "tollgate/messages/messages.h"
#include "tollgate/query/texts.h"

namespace tollgate::query {

// A wire value of the field with how it reads, where it leads, and how many stars there are.
// `brief`: in lists and summaries, where large amounts may be shortened.
messages::Cell cell_of(const model::Field& field, Json value, const Texts& texts, bool brief);

// How many stars a rating has; nullopt for other types.
std::optional<int64_t> stars_of(const model::Field& field);

}  // namespace tollgate::query
