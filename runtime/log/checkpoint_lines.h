// The text of a file of checkpoints, line by line.
#pragma once

#include <string>
#include <string_view>

namespace tollgate::log {

inline constexpr std::string_view kCheckpointsEnding = "-checkpoints";
inline constexpr std::string_view kKeyEnding = "-key";
// An hour each for a hundred years.
inline constexpr int64_t kMaxCheckpointBytes = int64_t{512} << 20;

// Calls visit(line) for each line that is ended; what follows the last line feed is what a power
// cut left of one.
template <typename Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
}

}  // namespace tollgate::log
