#include "text_found.h"

#include <algorithm>
#include <iterator>

#include "tollgate/base/utf8.h"

namespace tollgate::evidence {
namespace {

bool is_blank_byte(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }

// Blanks and controls, and what a font draws nothing for: joiners, marks of direction, fillers.
bool is_unseen(uint32_t code) {
  struct Range {
    uint32_t first;
    uint32_t last;
  };
  static constexpr Range kUnseen[] = {
      {0, 0x20},        {0x7f, 0xa0},     {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},
      {0x115f, 0x1160}, {0x1680, 0x1680}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2000, 0x200f},
      {0x2028, 0x202f}, {0x205f, 0x206f}, {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164},
      {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0xe0000, 0xe0fff}};
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [&](const Range& range) { return code >= range.first && code <= range.last; });
}

// Moves behind it. A byte that begins none stands for itself: something is drawn for it.
uint32_t code_point_at(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
  if (more == 0) return first < 0x80 ? first : 0xfffd;
  uint32_t code = first & (0x3f >> more);
  for (int i = 0; i < more && at < text.size() && (byte(at) & 0xc0) == 0x80; ++i) {
    code = code << 6 | (byte(at++) & 0x3f);
  }
  return code;
}

}  // namespace

void append_code_point(std::string& text, uint32_t code) {
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return;
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | code >> 12);
    text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    text += static_cast<char>(0xf0 | code >> 18);
    text += static_cast<char>(0x80 | (code >> 12 & 0x3f));
    text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  }
}

void TextFound::add(std::string_view text) {
  if (full() || invalid_utf8_at(text)) return;
  for (const char c : text) {
    if (!is_blank_byte(c)) {
      text_ += c;
    } else if (!text_.empty() && !is_blank_byte(text_.back())) {
      text_ += ' ';
    }
  }
}

void TextFound::end_line() {
  if (text_.empty() || text_.back() == '\n') return;
  if (text_.back() == ' ') text_.pop_back();
  if (!full()) text_ += '\n';
}

std::string TextFound::take() && {
  end_line();
  size_t size = text_.size() < kTextFoundBytes ? text_.size() : kTextFoundBytes;
  // No character is cut in half.
  while (size < text_.size() && size > 0 &&
         (static_cast<unsigned char>(text_[size]) & 0xc0) == 0x80)
    --size;
  text_.resize(size);
  while (!text_.empty() && is_blank_byte(text_.back())) text_.pop_back();
  return std::move(text_);
}

bool is_blank(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const uint32_t code = code_point_at(text, at);
    if (!is_unseen(code)) return false;
  }
  return true;
}

}  // namespace tollgate::evidence
