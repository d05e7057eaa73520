#include "letter_case.h"

#include <utf8proc.h>

#include <string>

namespace tollgate::feel {
namespace {

void append_code_point(std::string& out, utf8proc_int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t count = utf8proc_encode_char(code_point, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(count));
}

// The code point at `at`, which moves on; -1 for a byte that is no part of one.
utf8proc_int32_t next_code_point(std::string_view text, size_t& at) {
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                       static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
  at += bytes > 0 ? static_cast<size_t>(bytes) : 1;
  return bytes > 0 ? code_point : -1;
}

constexpr utf8proc_int32_t kAscii = 0x80;

bool is_letter(utf8proc_int32_t code_point) {
  if (code_point < kAscii) return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
  const utf8proc_category_t category = utf8proc_category(code_point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

// Upper case of several letters, as of ß and ﬁ (Unicode SpecialCasing): that of their case folding.
void append_upper(std::string& out, utf8proc_int32_t code_point) {
  constexpr utf8proc_ssize_t kLongest = 4;
  if (code_point < kAscii) {
    out +=
        static_cast<char>(code_point >= 'a' && code_point <= 'z' ? code_point - 0x20 : code_point);
    return;
  }
  if (utf8proc_category(code_point) != UTF8PROC_CATEGORY_LU) {
    utf8proc_int32_t folded[kLongest];
    int boundary = 0;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char(code_point, folded, kLongest, UTF8PROC_CASEFOLD, &boundary);
    if (count > 1 && count <= kLongest) {
      for (utf8proc_ssize_t i = 0; i < count; ++i) {
        append_code_point(out, utf8proc_toupper(folded[i]));
      }
      return;
    }
  }
  append_code_point(out, utf8proc_toupper(code_point));
}

// `ends_word`: a letter stands before and none after.
void append_lower(std::string& out, utf8proc_int32_t code_point, bool ends_word) {
  constexpr utf8proc_int32_t kDottedCapitalI = 0x130, kDotAbove = 0x307;
  constexpr utf8proc_int32_t kCapitalSigma = 0x3a3, kFinalSigma = 0x3c2;
  if (code_point < kAscii) {
    out +=
        static_cast<char>(code_point >= 'A' && code_point <= 'Z' ? code_point + 0x20 : code_point);
  } else if (code_point == kDottedCapitalI) {
    out += 'i';
    append_code_point(out, kDotAbove);
  } else if (code_point == kCapitalSigma && ends_word) {
    append_code_point(out, kFinalSigma);
  } else {
    append_code_point(out, utf8proc_tolower(code_point));
  }
}

// The text with `append(out, code point, the text, where the next one starts)` for each code point
// (-1 for a byte that is none: it stays).
template <typename Append>
Value mapped(const Arguments& a, Append append) {
  const Value& string = a.one(0);
  if (!string.is_string()) return bad_type(0, string);
  const std::string_view text = string.as_string();
  a.machine.spend(work::kAllocation + text.size() * work::kLetter);
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char byte = text[at];
    const utf8proc_int32_t code_point = next_code_point(text, at);
    if (code_point < 0) out += byte;
    append(out, code_point, text, at);
  }
  return Value::string(out);
}

}  // namespace

// upper case(string)
Value upper_case(const Arguments& a) {
  return mapped(a, [](std::string& out, utf8proc_int32_t code_point, std::string_view, size_t) {
    if (code_point >= 0) append_upper(out, code_point);
  });
}

// lower case(string)
Value lower_case(const Arguments& a) {
  bool after_letter = false;
  return mapped(
      a, [&](std::string& out, utf8proc_int32_t code_point, std::string_view text, size_t next) {
        if (code_point >= 0) {
          const bool goes_on = next < text.size() && is_letter(next_code_point(text, next));
          append_lower(out, code_point, after_letter && !goes_on);
        }
        after_letter = code_point >= 0 && is_letter(code_point);
      });
}

}  // namespace tollgate::feel
