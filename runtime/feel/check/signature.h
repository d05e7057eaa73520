#pragma once

#include <string>

#include "tollgate/feel/function_table.h"

namespace tollgate::feel {

// "substring(string, start position, [length])": how people read a function's use.
std::string signature_text(const FunctionSignature& signature);

}  // namespace tollgate::feel
