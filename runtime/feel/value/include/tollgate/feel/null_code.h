// The reasons a null can carry. Their texts are in null_reason.h of feel/eval.
#pragma once

#include <cstdint>

namespace tollgate::feel {

enum class NullCode : uint8_t {
  kNone,
  kOperandTypes,  // the operator does not fit the operands' types
  kNullOperand,   // an operand is null
  kDivideByZero,
  kNumberRange,    // too large for 34 digits and exponent 6111
  kTemporalRange,  // a date beyond the year 999,999,999
  kMixedZones,     // one side has a time zone, the other has none
  kNotBoolean,     // a condition is neither true nor false
  kNoFunction,     // the callee is no function
  kArgumentCount,
  kArgumentName,
  kArgumentType,
  kArgumentValue,  // right type, wrong value: substring("x", 0)
  kArgumentNull,
  kUnreadable,  // the text is no number, date, ...
  kIndexRange,  // list[9] of a list of three
  kNoMember,    // a property the value does not have
  kDuplicateKey,
  kUnknownName,
  kRangeEnds,        // range ends that do not go together
  kIterationSource,  // for ... in something that cannot be walked through
  kPattern,          // a regular expression that cannot be read
  kPatternLimit,     // a regular expression that takes too long
  kResultType,       // the result does not fit the declared type
  kLimitWork,
  kLimitMemory,
  kLimitDepth,
  kNoClock,
  kRangeOrder,
  kUnknownType,
  kPower,      // 0 ** -1, (-8) ** 0.5, an exponent beyond its domain
  kItemType,   // an item of a list argument
  kItemOrder,  // two values that a function has to put in order
  kAnswer,     // a function that should answer true or false
};

}  // namespace tollgate::feel
