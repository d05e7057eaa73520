// 10.3.4.3: string functions. Positions and lengths count characters (code points).
#include <cstring>
#include <string>

#include "builtin.h"
#include "letter_case.h"
#include "pattern.h"

namespace tollgate::feel {
namespace {

bool starts_character(char c) { return (c & 0xc0) != 0x80; }

size_t count_characters(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += starts_character(c) ? 1 : 0;
  return count;
}

// The byte offset of the character with this index, or the text's size.
size_t offset_of(std::string_view text, size_t index) {
  size_t at = 0;
  for (; at < text.size(); ++at) {
    if (starts_character(text[at])) {
      if (index == 0) return at;
      --index;
    }
  }
  return at;
}

// substring(string, start position, length?)
Value substring(const Arguments& a) {
  const Value& string = a.one(0);
  const Value& start = a.one(1);
  if (!string.is_string()) return bad_type(0, string);
  if (!start.is_number()) return bad_type(1, start);
  const std::string_view text = string.as_string();
  a.machine.spend(work::kItem + 2 * work::scanned(text.size()));
  const auto size = static_cast<int64_t>(count_characters(text));
  const std::optional<int64_t> position = start.as_number().to_int64_truncated();
  if (!position || *position == 0 || *position > size || *position < -size) {
    return bad_value(1, start);
  }
  const int64_t first = *position > 0 ? *position - 1 : size + *position;
  int64_t length = size - first;
  if (a.has(2)) {
    const Value& wanted = a.one(2);
    if (!wanted.is_number()) return bad_type(2, wanted);
    const std::optional<int64_t> n = wanted.as_number().to_int64_truncated();
    if (wanted.as_number().negative() || (n && *n < 1)) return bad_value(2, wanted);
    if (n && *n < length) length = *n;
  }
  const size_t begin = offset_of(text, static_cast<size_t>(first));
  const std::string_view rest = text.substr(begin);
  return Value::string(rest.substr(0, offset_of(rest, static_cast<size_t>(length))));
}

// string length(string)
Value string_length(const Arguments& a) {
  const Value& string = a.one(0);
  if (!string.is_string()) return bad_type(0, string);
  a.machine.spend(work::scanned(string.as_string().size()));
  return Value::integer(static_cast<int64_t>(count_characters(string.as_string())));
}

// Two strings; false and a problem otherwise.
bool two_strings(const Arguments& a, std::string_view& x, std::string_view& y, Value& problem) {
  for (size_t i = 0; i < 2; ++i) {
    if (!a.one(i).is_string()) {
      problem = bad_type(i, a.one(i));
      return false;
    }
  }
  x = a.one(0).as_string();
  y = a.one(1).as_string();
  a.machine.spend(work::searched(x.size()) + work::copied(y.size()));
  return true;
}

// By Knuth, Morris and Pratt, whose time is linear whatever the texts are.
size_t find_linear(std::string_view text, std::string_view match) {
  spend_work(work::kAllocation + (text.size() + match.size()) * 5);
  make_room(match.size() * sizeof(uint32_t));
  std::vector<uint32_t> border(match.size(), 0);
  for (size_t i = 1, k = 0; i < match.size(); ++i) {
    while (k > 0 && match[i] != match[k]) k = border[k - 1];
    if (match[i] == match[k]) ++k;
    border[i] = static_cast<uint32_t>(k);
  }
  for (size_t i = 0, k = 0; i < text.size(); ++i) {
    while (k > 0 && text[i] != match[k]) k = border[k - 1];
    if (text[i] == match[k]) ++k;
    if (k == match.size()) return i + 1 - k;
  }
  return std::string_view::npos;
}

// From one place where the match's first byte stands to the next, which is quick as long as there
// are few such places and little is alike there. A text in which there are many is walked through
// the linear way.
size_t find_long(std::string_view text, std::string_view match) {
  constexpr size_t kPlace = 16;  // bytes that could be compared while one place is looked at
  const size_t all = 8 * kPlace + text.size() * 2;
  size_t left = all;
  const size_t last = text.size() - match.size();
  for (size_t at = 0; at <= last; ++at) {
    const void* const next = std::memchr(text.data() + at, match[0], last - at + 1);
    if (next == nullptr) break;
    at = static_cast<size_t>(static_cast<const char*>(next) - text.data());
    size_t alike = 1;
    while (alike < match.size() && text[at + alike] == match[alike]) ++alike;
    if (alike == match.size()) {
      spend_work(all - left + alike);
      return at;
    }
    if (kPlace + alike > left) {
      spend_work(all);
      const size_t found = find_linear(text.substr(at), match);
      return found == std::string_view::npos ? found : at + found;
    }
    left -= kPlace + alike;
  }
  spend_work(all - left);
  return std::string_view::npos;
}

// Where `match` first occurs.
[[gnu::always_inline]] inline size_t find_text(std::string_view text, std::string_view match) {
  constexpr size_t kShort = 64;
  if (text.size() <= kShort || match.empty() || match.size() > text.size()) return text.find(match);
  spend_work(work::copied(text.size()));
  return find_long(text, match);
}

// substring before(string, match)
Value substring_before(const Arguments& a) {
  std::string_view text, match;
  Value problem;
  if (!two_strings(a, text, match, problem)) return problem;
  const size_t at = find_text(text, match);
  return Value::string(at == std::string_view::npos ? std::string_view() : text.substr(0, at));
}

// substring after(string, match)
Value substring_after(const Arguments& a) {
  std::string_view text, match;
  Value problem;
  if (!two_strings(a, text, match, problem)) return problem;
  const size_t at = find_text(text, match);
  return Value::string(at == std::string_view::npos ? std::string_view()
                                                    : text.substr(at + match.size()));
}

template <TextTest test>
Value text_test(const Arguments& a) {
  std::string_view text, match;
  Value problem;
  if (!two_strings(a, text, match, problem)) return problem;
  return Value::boolean(test(text, match));
}

bool has(std::string_view text, std::string_view match) {
  return find_text(text, match) != std::string_view::npos;
}
bool begins(std::string_view text, std::string_view match) { return text.starts_with(match); }
bool ends(std::string_view text, std::string_view match) { return text.ends_with(match); }

// The pattern in argument 1 with the flags in argument `flags_at` (SIZE_MAX: none).
const Pattern* pattern_of(const Arguments& a, size_t flags_at, Value& problem) {
  std::string_view flags;
  if (flags_at != SIZE_MAX && a.has(flags_at)) {
    if (!a.one(flags_at).is_string()) {
      problem = bad_type(flags_at, a.one(flags_at));
      return nullptr;
    }
    flags = a.one(flags_at).as_string();
  }
  const Pattern* const pattern = find_pattern(a.one(1).as_string(), flags);
  if (pattern != nullptr) return pattern;
  PatternOptions options;
  const size_t wrong = read_flags(flags, options) ? 1 : flags_at;
  problem = null_because(NullCode::kPattern, a.one(wrong), Value(), static_cast<uint16_t>(wrong));
  return nullptr;
}

Value pattern_limit(const Arguments& a) {
  return null_because(NullCode::kPatternLimit, a.one(0), a.one(1));
}

// matches(input, pattern, flags?)
Value matches(const Arguments& a) {
  std::string_view text, unused;
  Value problem;
  if (!two_strings(a, text, unused, problem)) return problem;
  const Pattern* const pattern = pattern_of(a, 2, problem);
  if (pattern == nullptr) return problem;
  a.machine.spend(work::scanned(text.size()));
  if (const std::optional<bool> plain = pattern->plainly_matches(text)) {
    return Value::boolean(*plain);
  }
  Pattern::Match match;
  const Pattern::Outcome outcome = pattern->search(text, 0, match);
  if (outcome == Pattern::Outcome::kLimit) return pattern_limit(a);
  return Value::boolean(outcome == Pattern::Outcome::kFound);
}

// The replacement with its $1 .. filled in; false when it is not valid (XPath fn:replace).
bool append_replacement(std::string_view replacement, std::string_view text,
                        const Pattern::Match& match, size_t groups, bool literal,
                        std::string& out) {
  spend_work(work::scanned(replacement.size()));
  for (size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    if (literal || (c != '\\' && c != '$')) {
      out += c;
      continue;
    }
    if (++i == replacement.size()) return false;
    const char next = replacement[i];
    if (c == '\\') {
      if (next != '\\' && next != '$') return false;
      out += next;
      continue;
    }
    if (next < '0' || next > '9') return false;
    size_t number = static_cast<size_t>(next - '0');
    while (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
      const size_t longer = number * 10 + static_cast<size_t>(replacement[i + 1] - '0');
      if (longer > groups) break;
      number = longer;
      ++i;
    }
    if (number <= groups && match.groups[number].first != SIZE_MAX) {
      spend_work(work::kItem +
                 work::copied(match.groups[number].second - match.groups[number].first));
      out += text.substr(match.groups[number].first,
                         match.groups[number].second - match.groups[number].first);
    }
  }
  return true;
}

// replace(input, pattern, replacement, flags?)
Value replace_(const Arguments& a) {
  std::string_view text, unused;
  Value problem;
  if (!two_strings(a, text, unused, problem)) return problem;
  if (!a.one(2).is_string()) return bad_type(2, a.one(2));
  const Pattern* const pattern = pattern_of(a, 3, problem);
  if (pattern == nullptr) return problem;
  const std::string_view replacement = a.one(2).as_string();
  const bool literal = a.has(3) && a.one(3).as_string().find('q') != std::string_view::npos;
  Pattern::Match match;
  // A pattern that matches the empty string has no use here (FORX0003).
  if (pattern->search("", 0, match) == Pattern::Outcome::kFound) return bad_value(1, a.one(1));
  std::string out;
  size_t at = 0;
  while (true) {
    const Pattern::Outcome outcome = pattern->search(text, at, match);
    if (outcome == Pattern::Outcome::kLimit) return pattern_limit(a);
    if (outcome == Pattern::Outcome::kNone || match.groups[0].second == match.groups[0].first) {
      break;
    }
    out += text.substr(at, match.groups[0].first - at);
    if (!append_replacement(replacement, text, match, pattern->group_count(), literal, out)) {
      return bad_value(2, a.one(2));
    }
    make_room(out.size() * 2);
    at = match.groups[0].second;
  }
  out += text.substr(at);
  return Value::string(out);
}

// split(string, delimiter): the delimiter is a pattern.
Value split(const Arguments& a) {
  std::string_view text, unused;
  Value problem;
  if (!two_strings(a, text, unused, problem)) return problem;
  const Pattern* const pattern = pattern_of(a, SIZE_MAX, problem);
  if (pattern == nullptr) return problem;
  Pattern::Match match;
  if (pattern->search("", 0, match) == Pattern::Outcome::kFound) return bad_value(1, a.one(1));
  std::vector<Value> parts;
  size_t at = 0;
  while (true) {
    const Pattern::Outcome outcome = pattern->search(text, at, match);
    if (outcome == Pattern::Outcome::kLimit) return pattern_limit(a);
    if (outcome == Pattern::Outcome::kNone || match.groups[0].second == match.groups[0].first) {
      break;
    }
    make_room((parts.size() + 1) * 2 * sizeof(Value));
    a.machine.spend(work::kItem * 2);
    parts.push_back(Value::string(text.substr(at, match.groups[0].first - at)));
    at = match.groups[0].second;
  }
  parts.push_back(Value::string(text.substr(at)));
  return Value::list(std::move(parts));
}

// string join(list, delimiter?): nulls in the list are passed over.
Value string_join(const Arguments& a) {
  if (a[0].is_null()) return bad_type(0, a[0]);
  std::string_view delimiter;
  if (a.has(1)) {
    if (!a.one(1).is_string()) return bad_type(1, a.one(1));
    delimiter = a.one(1).as_string();
  }
  const std::span<const Value> items = a.items(0);
  size_t size = 0;
  for (const Value& item : items) {
    if (item.is_null()) continue;
    if (!item.is_string()) return bad_item(item);
    size += item.as_string().size() + delimiter.size();
    make_room(2 * size);  // here, and in the value
  }
  a.machine.spend(work::kAllocation + items.size() * work::kItem * 2 + work::copied(size));
  std::string out;
  out.reserve(size);
  bool first = true;
  for (const Value& item : items) {
    if (item.is_null()) continue;
    if (!first) out += delimiter;
    first = false;
    out += item.as_string();
  }
  return Value::string(out);
}

constexpr Builtin kStringBuiltins[] = {
    {"substring", substring, true},
    {"string length", string_length, true},
    {"upper case", upper_case, true},
    {"lower case", lower_case, true},
    {"substring before", substring_before, true},
    {"substring after", substring_after, true},
    {"replace", replace_, false},
    {"contains", text_test<has>, true, has},
    {"starts with", text_test<begins>, true, begins},
    {"ends with", text_test<ends>, true, ends},
    {"matches", matches, false},
    {"split", split, false},
    {"string join", string_join, false},
};

}  // namespace

std::span<const Builtin> string_builtins() { return kStringBuiltins; }

}  // namespace tollgate::feel
