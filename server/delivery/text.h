// Texts of messages as channels take them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::delivery {

// At most `limit_bytes` of well-formed UTF-8, cut between characters; what was cut ends with "…".
std::string cut_bytes(std::string_view text, size_t limit_bytes);

// The text and, whole, what stands below it: the link and, where it may be there already, the key
// by which that is seen. Only the text is cut.
std::string text_with_foot(std::string_view text, std::string_view link, std::string_view foot,
                           size_t limit_bytes);

// Each secret in it becomes "***".
std::string masked(std::string text, std::string_view secret);

}  // namespace tollgate::delivery
