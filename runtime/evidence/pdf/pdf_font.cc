#include "pdf/pdf_font.h"

#include <algorithm>
#include <vector>

#include "pdf/pdf_object.h"
#include "text_found.h"

namespace tollgate::evidence {
namespace {

constexpr size_t kMaxCodes = 70'000;  // more than a font of two bytes can have
constexpr size_t kMaxBytesOfCode = 64;

uint32_t number_of(std::string_view bytes) {
  uint32_t number = 0;
  for (const char c : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

std::string from_utf16(std::string_view bytes) {
  std::string text;
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    uint32_t code = number_of(bytes.substr(i, 2));
    if (code >= 0xd800 && code < 0xdc00 && i + 3 < bytes.size()) {
      const uint32_t low = number_of(bytes.substr(i + 2, 2));
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 2;
      }
    }
    append_code_point(text, code);
  }
  return text;
}

// The words of a map: names as they are, <hexadecimal> as bytes behind a '<', brackets.
class MapWords {
 public:
  explicit MapWords(std::string_view text) : text_(text) {}

  std::string next() {
    while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) <= ' ') ++at_;
    if (at_ >= text_.size()) return {};
    const char c = text_[at_];
    if (c == '[' || c == ']') return std::string(1, text_[at_++]);
    if (c == '<' && at_ + 1 < text_.size() && text_[at_ + 1] != '<') return hex();
    const size_t begin = at_++;
    while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) > ' ' &&
           text_[at_] != '<' && text_[at_] != '[' && text_[at_] != ']') {
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

 private:
  std::string hex() {
    std::string bytes = "<";
    int high = -1;
    for (++at_; at_ < text_.size() && text_[at_] != '>'; ++at_) {
      const int digit = pdf_hex_digit(text_[at_]);
      if (digit < 0) continue;
      if (high < 0) {
        high = digit;
      } else {
        bytes += static_cast<char>(high * 16 + digit);
        high = -1;
      }
    }
    if (at_ < text_.size()) ++at_;
    return bytes;
  }

  std::string_view text_;
  size_t at_ = 0;
};

bool is_code(const std::string& word) { return word.starts_with('<') && word.size() > 1; }
std::string_view bytes_of(const std::string& word) { return std::string_view(word).substr(1); }

}  // namespace

void PdfFont::read_map(std::string_view map) {
  has_map_ = true;
  MapWords words(map);
  const auto know = [&](uint32_t code, std::string text) {
    if (texts_.size() < kMaxCodes && text.size() <= kMaxBytesOfCode) texts_[code] = std::move(text);
  };
  for (std::string word = words.next(); !word.empty(); word = words.next()) {
    if (word == "begincodespacerange") {
      const std::string first = words.next();
      if (is_code(first)) code_bytes_ = std::max(code_bytes_, first.size() - 1);
    } else if (word == "beginbfchar") {
      for (std::string code = words.next(); is_code(code); code = words.next()) {
        const std::string text = words.next();
        if (!is_code(text)) break;
        know(number_of(bytes_of(code)), from_utf16(bytes_of(text)));
      }
    } else if (word == "beginbfrange") {
      for (std::string code = words.next(); is_code(code); code = words.next()) {
        const std::string end = words.next();
        const uint32_t first = number_of(bytes_of(code));
        const uint32_t last =
            std::min<uint64_t>(number_of(bytes_of(end)), uint64_t{first} + kMaxCodes);
        std::string text = words.next();
        if (text == "[") {
          uint32_t at = first;
          for (text = words.next(); is_code(text); text = words.next()) {
            if (at <= last) know(at++, from_utf16(bytes_of(text)));
          }
          continue;
        }
        if (!is_code(text) || text.size() < 3) break;
        // 9.10.3: the last byte counts up.
        std::string bytes(bytes_of(text));
        const uint32_t tail = number_of(std::string_view(bytes).substr(bytes.size() - 2));
        for (uint32_t i = 0; first + uint64_t{i} <= last && texts_.size() < kMaxCodes; ++i) {
          bytes[bytes.size() - 2] = static_cast<char>((tail + i) >> 8);
          bytes[bytes.size() - 1] = static_cast<char>(tail + i);
          know(first + i, from_utf16(bytes));
        }
      }
    }
  }
}

std::string PdfFont::text_of(std::string_view shown) const {
  if (unicode_ && !has_map_) return from_utf16(shown);
  std::string text;
  if (!has_map_) {
    if (composite_) return text;  // glyph numbers: nobody says what they mean
    for (const char c : shown) append_code_point(text, static_cast<unsigned char>(c));
    return text;
  }
  const size_t size = composite_ ? std::max<size_t>(code_bytes_, 1) : 1;
  for (size_t i = 0; i + size <= shown.size(); i += size) {
    const auto found = texts_.find(number_of(shown.substr(i, size)));
    if (found != texts_.end()) text += found->second;
  }
  return text;
}

bool PdfFont::shows(std::string_view shown) const {
  if (has_map_ || unicode_ || !composite_) {
    const std::string text = text_of(shown);
    // A map need not name every code.
    if (!text.empty()) return !is_blank(text);
  }
  return std::any_of(shown.begin(), shown.end(), [](char c) { return c != 0 && c != ' '; });
}

}  // namespace tollgate::evidence
