// UTF-8 as it comes from outside: checked once at the edge, trusted behind it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tollgate {

// The byte offset of the first byte that is not part of well-formed UTF-8 (Unicode 16, table 3-7:
// no overlong forms, no surrogates, nothing above U+10FFFF); none when all of it is well formed.
std::optional<size_t> invalid_utf8_at(std::string_view text);

// Number of code points in well-formed UTF-8; what people call characters in a length limit.
size_t count_code_points(std::string_view text);

// The longest prefix of well-formed UTF-8 with at most `limit` code points.
std::string_view prefix_of_code_points(std::string_view text, size_t limit);

}  // namespace tollgate
