// What would be right where a built-in function got a value outside its domain.
#pragma once

#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::feel {

// "the scale is a whole number from -6111 to 6176"; empty when there is nothing to add.
LocalizedText domain_hint(std::string_view function, std::string_view parameter);

// How a text looks that a conversion function reads: "2026-01-31" for date.
std::string_view example_of(std::string_view function);

}  // namespace tollgate::feel
