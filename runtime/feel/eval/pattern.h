// Regular expressions of XPath 3.1 (5.6.1), which FEEL uses, on PCRE2 with bounds.
//
//   Pattern::Match m;
//   const Pattern* p = find_pattern("^[A-Z]+$", "i");      // null: not a valid pattern
//   p->search("abc", 0, m);                                // kFound
//
// Compiled patterns are kept for reuse. No machine code is generated; each search is limited in
// work and memory, so no pattern can hang.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plain_pattern.h"

namespace tollgate::feel {

class Pattern {
 public:
  enum class Outcome : uint8_t { kNone, kFound, kLimit };
  struct Match {
    // Byte offsets of the whole match and its groups; SIZE_MAX for groups that took no part.
    std::vector<std::pair<size_t, size_t>> groups;
  };

  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // nullptr: the pattern or the flags are not valid. The work is counted; throws LimitExceeded.
  static std::unique_ptr<Pattern> compile(std::string_view pattern, std::string_view flags);
  // What is tried and looked at is counted as work (memory.h) while it happens; throws
  // LimitExceeded. kLimit: this search alone takes too much. Search a text from its beginning
  // before searching on in it: only then it is known to be UTF-8.
  Outcome search(std::string_view text, size_t start, Match& match) const;
  // Whether it matches somewhere, for patterns and texts where that is plain; nullopt: search.
  std::optional<bool> plainly_matches(std::string_view text) const {
    return plain_ ? plain_->matches(text) : std::nullopt;
  }
  size_t group_count() const { return groups_; }

 private:
  Pattern() = default;
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::optional<PlainPattern> plain_;
  size_t groups_ = 0;
  uint64_t largest_repeat_ = 1;    // the largest number in braces
  bool looks_back_ = false;        // at what a group matched
  uint64_t units_per_try_ = 0;     // an item of the pattern is tried at one place
  uint64_t units_per_letter_ = 0;  // a repeated item goes one letter on
};

// What compiling a pattern may take, in units of work. `translated` is the same in PCRE2's
// notation.
uint64_t work_to_compile(std::string_view pattern, std::string_view translated, bool ignore_case);
// The largest number in braces, as in a{3,90}; 1 without any.
uint64_t largest_repeat_in(std::string_view pattern);

// From this thread's store of the patterns used last.
const Pattern* find_pattern(std::string_view pattern, std::string_view flags);

// The pattern in PCRE2's notation; false when it is not valid in XPath.
struct PatternOptions {
  bool dot_all = false;      // s
  bool lines = false;        // m
  bool ignore_case = false;  // i
  bool free_space = false;   // x
  bool literal = false;      // q
};
bool read_flags(std::string_view flags, PatternOptions& options);
bool translate_pattern(std::string_view pattern, const PatternOptions& options, std::string& out,
                       size_t& groups);

}  // namespace tollgate::feel
