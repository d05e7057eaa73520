// The days that a request narrows numbers to.
#pragma once

#include <optional>

#include "widget_numbers.h"

namespace tollgate::query {

// nullopt: it narrows nothing. Refused: query.days_wrong.
Result<std::optional<NarrowedDays>> narrowed_days(const std::optional<messages::DaySpan>& span,
                                                  int64_t today);

}  // namespace tollgate::query
