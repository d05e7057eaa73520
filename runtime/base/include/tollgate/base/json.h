// JSON from outside, read with bounds; JSON of ours, written one way only.
//
//   Result<Json> document = parse_json(text);           // 4 MiB, 64 levels, 48 MiB in memory
//   if (!document) return std::move(document).error();  // json.too_large, json.syntax, ...
//
// Json keeps an object's members sorted by name, so the same value always gives the same bytes.
// Numbers: integers of 64 bits are exact; fractions of more than 15 significant digits are refused
// (json.number_too_long), because a double could not give them back. Rules never calculate with
// a double: they take number_text() and make a Decimal of it.
//
// Include <nlohmann/json.hpp> in the .cc that looks inside; this header alone compiles fast.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "tollgate/base/limits.h"
#include "tollgate/base/result.h"

namespace tollgate {

using Json = nlohmann::json;

struct JsonLimits {
  size_t max_bytes = limits::kDocumentBytes;
  size_t max_depth =
      limits::kMessageLevels;  // arrays and objects inside each other; the outermost counts as one
  size_t max_values = 1'000'000;
  // What the values may take in memory, as a multiple of max_bytes; it is estimated as they are
  // read. Without a bound a text of small values takes up to fifty times its size.
  size_t max_memory_factor = 12;
};

// Reads one JSON value. Refused before anything is built: text above max_bytes, invalid UTF-8
// (json.invalid_utf8, with the byte offset), too deep nesting. Refused while reading: syntax errors
// (with line and column), a member given twice in one object (json.duplicate_member, with its
// pointer), numbers out of range, too many values or too much memory for them
// (json.too_many_values, json.too_much_memory). A leading byte order mark is skipped.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// What the program itself wrote before, as in a column of its database: without bounds. Text that
// is not JSON all the same gives a discarded value (is_discarded()), never an exception.
Json stored_json(std::string_view text);

// Without spaces, members by name, text unescaped where JSON allows it. Ill-formed UTF-8 inside is
// replaced by U+FFFD, so that writing never fails.
std::string write_json(const Json& value);

// The same with two spaces of indent and a newline at the end.
std::string write_json_indented(const Json& value);

// `value` as a JSON string literal, quotes included.
std::string json_quoted(std::string_view value);

// A JSON number as decimal text ("12.5", "-3", "1e+22"); the value must be a number.
std::string number_text(const Json& number);

// What a value is, in words for people: "an object", "a text", ...
LocalizedText json_kind_name(const Json& value);

}  // namespace tollgate
