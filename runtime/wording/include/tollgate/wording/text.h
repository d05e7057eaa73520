// Text as code points in half width and lower case, each with its place in the source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::wording {

struct PhraseText {
  std::u32string points;
  std::vector<uint32_t> begin;  // of each point in the source, and of its end
};

PhraseText phrase_text(std::string_view text);
void append_utf8(std::string& out, char32_t point);

inline bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }
inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_space(char32_t c) {
  return c == U' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x3000;
}
// Of a name: letters and digits of any language.
bool is_of_name(char32_t c);

// Code points in lower case and half width, without spaces and marks: what names are compared by.
std::string phrase_name(std::string_view text);
// How alike two names are, from 0 to 1 (the same), by their characters.
double likeness(std::string_view a, std::string_view b);

}  // namespace tollgate::wording
