// What a verdict keeps of a value that it saw, and whether a later value still has it.
//
//   Json seen = seen_value(wire);      // the value, or its digest when it is long
//   if (!keeps(seen, now_wire)) ...    // changed or removed
//
// Both come from values on the wire as rules saw them (to_wire of what the view holds), so that the
// same value has one form. What was empty may be filled in, and a list may grow; a file is the same
// when its bytes and its name are.
#pragma once

#include "tollgate/base/json.h"

namespace tollgate::record {

// Longer values are kept as {"digest": {"sha256", "size_bytes"}}; of a list, item by item.
inline constexpr size_t kMaxSeenBytes = 1024;
inline constexpr size_t kMaxSeenItems = 200;  // a longer list is kept as one digest

Json seen_value(const Json& wire);
bool keeps(const Json& seen, const Json& now);

}  // namespace tollgate::record
