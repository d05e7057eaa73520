// The sentences behind null codes: reasons.cc; with the values at hand: reasons_with_values.cc.
#pragma once

#include "chunk.h"
#include "machine.h"
#include "tollgate/feel/null_reason.h"

namespace tollgate::feel {

// What the null itself tells. `count`: how many arguments the function got, 0: not known.
LocalizedText sentence_of(const NullOrigin& origin, size_t count);
// "a number" for a Kind in a NullOrigin.
LocalizedText kind_in_words(uint8_t kind);
// Of a pattern that cannot be read, whether its flags are at fault.
bool is_about_flags(const NullOrigin& origin);
inline bool is_own_function(const NullOrigin& origin) {
  return (origin.detail & kOwnFunction) == kOwnFunction;
}

// The operation of an instruction as it stands in a NullOrigin's detail: an Operator, kNegation,
// kMembership, or 0.
uint16_t operation_of(const Instruction& instruction);

// The null's reason with the values that took part: both operands; the argument that did not fit;
// a function and the argument it refused; a value and the name of the member it lacks.
Diagnostic reason_with_values(const Value& null, const Instruction& instruction, const Value& left,
                              const Value& right);

}  // namespace tollgate::feel
