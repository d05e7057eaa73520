// The operators on values: equality, order and arithmetic.
//
//   Value sum = add(Value::integer(1), Value::integer(2));          // 3
//   Value bad = add(Value::integer(1), Value::string("a"));         // null, kOperandTypes
//
// A null result carries its NullCode but no span; the evaluator adds the span.
// Source: DMN 1.5, 10.3.2.12 - 10.3.2.14 (tables 42-53).
#pragma once

#include <optional>

#include "tollgate/feel/null_code.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

// nullopt: the kinds differ, which makes the comparison null.
std::optional<bool> equals(const Value& a, const Value& b);
// Equality inside lists and contexts, for list functions: kinds that differ are not equal.
inline bool same(const Value& a, const Value& b) { return equals(a, b).value_or(false); }

enum class Order : int8_t { kLess = -1, kEqual = 0, kGreater = 1, kNone = 2 };
// kNone: kinds that have no order, or differ.
Order order(const Value& a, const Value& b);

// The same kind, and the same value including its time zone (is(), 10.3.4.7).
bool identical(const Value& a, const Value& b);

Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);

// Whether the value lies in the range: true, false or null.
Value in_range(const Value& value, const RangeRep& range);

// A null with a code and the kinds of what took part.
Value null_because(NullCode code, const Value& left = Value(), const Value& right = Value(),
                   uint16_t detail = 0);

// A date-time of whole seconds with its year within bounds, or null.
Value date_time_or_null(const DateTime& value);
Value date_or_null(int64_t days);

}  // namespace tollgate::feel
