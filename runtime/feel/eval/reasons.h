// The sentences behind null codes.
#pragma once

#include "chunk.h"
#include "tollgate/feel/null_reason.h"

namespace tollgate::feel {

// The null's reason with the values that took part.
Diagnostic reason_with_values(const Value& null, const Instruction& instruction, const Value& left,
                              const Value& right);

}  // namespace tollgate::feel
