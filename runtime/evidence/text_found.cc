#include "text_found.h"

#include "tollgate/base/utf8.h"

namespace tollgate::evidence {
namespace {

bool is_blank_byte(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }

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
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_blank_byte(text[i])) continue;
    // No-break and ideographic spaces, which stand in boxes that look empty.
    if (text.substr(i).starts_with("\xc2\xa0")) {
      i += 1;
    } else if (text.substr(i).starts_with("\xe3\x80\x80")) {
      i += 2;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace tollgate::evidence
