// The text of slides and pages, as far as it is kept: one line a paragraph, blanks run together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tollgate::evidence {

// At most 16 KiB: the beginning of a long file.
inline constexpr size_t kTextFoundBytes = size_t{16} << 10;

// UTF-8 of a code point; nothing for what is none.
void append_code_point(std::string& text, uint32_t code);

class TextFound {
 public:
  // UTF-8; controls become blanks.
  void add(std::string_view text);
  void end_line();
  bool full() const { return text_.size() >= kTextFoundBytes; }
  std::string take() &&;

 private:
  std::string text_;
};

// Whether anything is to be seen of it.
bool is_blank(std::string_view text);

}  // namespace tollgate::evidence
