// Numbers as people read them: digits in groups of three, a unit behind.
//
//   grouped_text(Decimal(1234567), 0)       // "1,234,567"
//   quantity_text(Decimal(14470000), "元")  // "14,470,000 元"
//   with_unit("66.7", "%")                  // "66.7%"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/decimal.h"

namespace tollgate::record {

// "1,234,567.5": with exactly `decimals` digits after the point, or, without it, as many as the
// number has, at most 6.
std::string grouped_text(const Decimal& number, std::optional<int64_t> decimals);

// The number with all its digits. Only what has a unit is grouped: a number without one can be a
// year or a code.
std::string quantity_text(const Decimal& number, std::string_view unit);

// A space goes before a unit, but not before %, ‰ and °.
std::string with_unit(std::string number, std::string_view unit);

}  // namespace tollgate::record
