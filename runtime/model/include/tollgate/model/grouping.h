// What groups of records are made by.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "tollgate/model/text.h"

namespace tollgate::model {

// Groups of time that records are put in; see metrics/period.h.
enum class TimeUnit { kHour, kDay, kWeek, kMonth, kQuarter };
std::string_view name_of(TimeUnit unit);

// An expression's values, or the periods that its moments lie in.
struct Grouping : Expression {
  Grouping() = default;
  Grouping(Expression expression, std::optional<TimeUnit> unit = std::nullopt)  // NOLINT
      : Expression(std::move(expression)), by(unit) {}

  std::optional<TimeUnit> by;
};

}  // namespace tollgate::model
