#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tollgate/base/decimal.h"

namespace tollgate::engine {

// "1,234,567.5": with exactly `decimals` digits after the point, or, without it, as many as the
// number has, at most 6.
std::string grouped_text(const Decimal& number, std::optional<int64_t> decimals);

}  // namespace tollgate::engine
