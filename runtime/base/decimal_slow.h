// The operations that do not fit 128 bits, done by mpdecimal in a decimal128 context.
#pragma once

#include "tollgate/base/decimal.h"

namespace tollgate::slow {

std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);

}  // namespace tollgate::slow
