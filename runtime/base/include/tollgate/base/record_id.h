// The ids of records, persons and devices, as they come from outside: opaque texts, which people
// compare by eye and programs byte by byte. What only one of the two can tell apart is refused.
//
//   if (const auto problem = record_id_problem(id)) …;   // "has characters that nobody sees …"
//
// Wherever an id comes in, it is asked here. Ids that are stored already stay as they are.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate {

// What is wrong with an id, to be read behind its name; nothing when it is a good one: 1 to
// limits::kRecordIdBytes bytes of UTF-8 in the normal form C, without control characters, such as
// change the direction, join or show nothing (Unicode's categories C*, Zl, Zp), and without blanks
// at its ends or several in a row.
std::optional<LocalizedText> record_id_problem(std::string_view id);

}  // namespace tollgate
