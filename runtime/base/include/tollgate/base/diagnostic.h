// A finding about somebody's input: what is wrong, where, and what would be right.
//
//   Diagnostic d = make_error("model.dangling_id",
//                             {"没有字段“citty”", "there is no field 'citty'"});
//   d.place.pointer = "/forms/0/sections/0/fields/2/field";
//   d.candidates = {"city"};
//
// Codes are stable: `<module>.<finding>` in snake_case; texts may improve, codes never change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/localized_text.h"

namespace tollgate {

enum class Severity { kError, kWarning, kNote };

// Half-open range of UTF-8 byte offsets in a source text.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

// Where a finding is. Empty members do not apply.
struct Place {
  std::string source;        // a file name, record id or field id
  std::string pointer;       // JSON Pointer (RFC 6901) into a document
  std::optional<Span> span;  // range in an expression's text, relative to its first byte
  bool operator==(const Place&) const = default;
};

struct Diagnostic {
  std::string code;
  Severity severity = Severity::kError;
  LocalizedText message;
  Place place;
  std::vector<std::string> candidates;  // nearest valid alternatives, best first
  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

inline Diagnostic make_diagnostic(Severity severity, std::string code, LocalizedText message,
                                  Place place = {}, std::vector<std::string> candidates = {}) {
  return {std::move(code), severity, std::move(message), std::move(place), std::move(candidates)};
}

inline Diagnostic make_error(std::string code, LocalizedText message, Place place = {},
                             std::vector<std::string> candidates = {}) {
  return make_diagnostic(Severity::kError, std::move(code), std::move(message), std::move(place),
                         std::move(candidates));
}

inline Diagnostic make_warning(std::string code, LocalizedText message, Place place = {},
                               std::vector<std::string> candidates = {}) {
  return make_diagnostic(Severity::kWarning, std::move(code), std::move(message), std::move(place),
                         std::move(candidates));
}

inline bool has_errors(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    if (d.severity == Severity::kError) return true;
  }
  return false;
}

// Bounds how many names are looked at for what somebody may have meant, of all findings together,
// until the end of the block on this thread: nobody reads the thousandth guess.
//
//   int64_t left = 50'000;
//   const GuessLimit limit(left);       // nearest_names() counts it down and then gives nothing
class GuessLimit {
 public:
  explicit GuessLimit(int64_t& names_left);
  ~GuessLimit();
  GuessLimit(const GuessLimit&) = delete;
  GuessLimit& operator=(const GuessLimit&) = delete;

  // Whether names need not be gathered any more: nobody would look at them.
  static bool is_reached();

 private:
  int64_t* const before_;
};

// The `limit` names nearest to `wanted` by edit distance, best first; names too far to be a
// slip of the hand are left out. Works on bytes; for names that share no byte it returns none.
std::vector<std::string> nearest_names(std::string_view wanted,
                                       const std::vector<std::string>& names, size_t limit = 3);

}  // namespace tollgate
