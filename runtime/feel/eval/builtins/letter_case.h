// upper case(string) and lower case(string), as Unicode has them for every language alike.
// Source: DMN 1.5, 10.3.4.3; Unicode 3.13 with SpecialCasing.
#pragma once

#include "builtin.h"

namespace tollgate::feel {

Value upper_case(const Arguments& a);
Value lower_case(const Arguments& a);

}  // namespace tollgate::feel
