// What compiling takes at most. Groups that repeat are written out as often as they repeat, up to
// the largest code there is; where case is ignored, each code point of a range is looked up.
#include <algorithm>

#include "pattern.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {
namespace {

constexpr uint64_t kLargestCode = 65536;  // bytes

// visit(the larger number) for each {least,most}, {least,} or {most}.
template <typename Visit>
void each_repeat(std::string_view pattern, Visit visit) {
  uint64_t number = 0, larger = 1;
  bool in_braces = false;
  for (const char c : pattern) {
    if (c == '{') {
      in_braces = true;
      number = 0;
      larger = 1;
    } else if (in_braces && c >= '0' && c <= '9') {
      number = std::min<uint64_t>(number * 10 + static_cast<uint64_t>(c - '0'), kLargestCode);
    } else if (in_braces && c == ',') {
      larger = std::max(larger, number);
      number = 0;
    } else if (c == '}') {
      in_braces = false;
      visit(std::max(larger, number));
    }
  }
}

// How often what is innermost may be written out.
uint64_t copies_in(std::string_view pattern) {
  uint64_t copies = 1;
  each_repeat(pattern, [&](uint64_t most) { copies = std::min(copies * most, kLargestCode); });
  return copies;
}

// A code point as it stands, or as \x{1F600}; `at` moves behind it.
uint32_t code_point_at(std::string_view pattern, size_t& at) {
  if (pattern.substr(at).starts_with("\\x{")) {
    uint32_t value = 0;
    for (at += 3; at < pattern.size() && pattern[at] != '}'; ++at) {
      const char c = pattern[at];
      const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
      value = std::min<uint32_t>(value * 16 + static_cast<uint32_t>(digit & 15), 0x10ffff);
    }
    ++at;
    return value;
  }
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  const auto lead = static_cast<unsigned char>(pattern[at++]);
  if (lead < 0xc0) return lead;
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  uint32_t value = lead & (0x3fu >> more);
  for (int i = 0; i < more && at < pattern.size(); ++i) {
    value = value << 6 | (static_cast<unsigned char>(pattern[at++]) & 0x3f);
  }
  return value;
}

// The code points of all ranges together.
uint64_t width_of_ranges(std::string_view pattern) {
  uint64_t width = 0;
  uint32_t before = 0;
  for (size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '-' && at + 1 < pattern.size()) {
      ++at;
      const uint32_t last = code_point_at(pattern, at);
      if (last > before) width += last - before;
      before = 0;
    } else {
      before = code_point_at(pattern, at);
    }
  }
  return width;
}

}  // namespace

uint64_t largest_repeat_in(std::string_view pattern) {
  uint64_t largest = 1;
  each_repeat(pattern, [&](uint64_t most) { largest = std::max(largest, most); });
  return largest;
}

uint64_t work_to_compile(std::string_view pattern, std::string_view translated, bool ignore_case) {
  const uint64_t size = translated.size();
  const uint64_t written = std::min(copies_in(pattern) * size, std::max(kLargestCode, size));
  return work::kPattern + written * work::kPatternByte +
         (ignore_case ? width_of_ranges(translated) * work::kItem : 0);
}

}  // namespace tollgate::feel
