// Why a null is null: a stable code, both languages, the place in the expression.
//
//   Value v = evaluate(...);                       // "12" - 1
//   std::optional<Diagnostic> why = null_reason(v);
//   why->code == "feel.null.operand_types"
//
// The reason travels inside the null value itself and costs no memory. Values that took part are
// only named by their types here; EvalOptions::diagnostics collects them with their contents.
#pragma once

#include <optional>

#include "tollgate/base/diagnostic.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

enum class NullCode : uint8_t {
  kNone,
  kOperandTypes,       // the operator does not fit the operands' types
  kNullOperand,        // an operand is null
  kDivideByZero,
  kNumberRange,        // too large for 34 digits and exponent 6111
  kTemporalRange,      // a date beyond the year 999,999,999
  kMixedZones,         // one side has a time zone, the other has none
  kNotBoolean,         // a condition is neither true nor false
  kNoFunction,         // the callee is no function
  kArgumentCount,
  kArgumentName,
  kArgumentType,
  kArgumentValue,      // right type, wrong value: substring("x", 0)
  kArgumentNull,
  kUnreadable,         // the text is no number, date, ...
  kIndexRange,         // list[9] of a list of three
  kNoMember,           // a property the value does not have
  kDuplicateKey,
  kUnknownName,
  kRangeEnds,          // range ends that do not go together
  kIterationSource,    // for ... in something that cannot be walked through
  kPattern,            // a regular expression that cannot be read
  kPatternLimit,       // a regular expression that takes too long
  kResultType,         // the result does not fit the declared type
  kLimitSteps,
  kLimitMemory,
  kLimitDepth,
  kNoClock,
  kRangeOrder,
};

// "feel.null.divide_by_zero", ...
const char* null_code_text(NullCode code);

// nullopt for a null without a reason and for every other value.
std::optional<Diagnostic> null_reason(const Value& value);

}  // namespace tollgate::feel
