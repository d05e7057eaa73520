// Values as JSON, by declared type (the wire) and with their type written beside (tests).
//
//   Value v = from_json("12.50"_json, Type::number());     // numbers as text or JSON numbers
//   Json j = to_json(v);                                    // "12.5"
//
// Wire form: numbers are decimal text, temporal values ISO 8601 text, lists arrays, contexts
// objects; what a text means is told by the declared type. Without a type (Any) a string stays a
// string and a JSON number becomes a number.
// Typed form: {"t": "date", "v": "2026-01-31"}, as in conformance cases.
#pragma once

#include <optional>

#include "tollgate/base/json.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

// nullopt when the JSON does not fit the type. JSON null is null. `zone` is given to date-times
// that carry none (pass ZoneRef::none() to keep them local).
std::optional<Value> from_json(const Json& json, const Type& type, ZoneRef zone = ZoneRef::none());
Json to_json(const Value& value);

// {"t": "number"|"decimal"|"string"|..., "v": ...}
std::optional<Value> from_typed_json(const Json& json);
Json to_typed_json(const Value& value);

}  // namespace tollgate::feel
