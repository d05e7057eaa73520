// What would be right where a built-in function got a value outside its domain.
#pragma once

#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::feel {

// "the scale is a whole number from -6111 to 6176"; empty when there is nothing to add.
LocalizedText domain_hint(std::string_view function, std::string_view parameter);

}  // namespace tollgate::feel
