#include "tollgate/feel/lexer.h"

namespace tollgate::feel {
namespace {

struct Decoded {
  uint32_t code_point;
  uint32_t bytes;  // 0: not UTF-8
};

Decoded decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) -> uint32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const uint32_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length == 0 || first > 0xf4) return {0, 0};
  uint32_t code_point = first & (0x7fu >> length);
  for (uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {0, 0};
    code_point = code_point << 6 | (byte(i) & 0x3f);
  }
  constexpr uint32_t kSmallest[5] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (code_point < kSmallest[length] || code_point > 0x10ffff || surrogate) return {0, 0};
  return {code_point, length};
}

// Grammar rules 60-62: white space of one or more code points.
bool is_space(uint32_t c) {
  return (c >= 0x9 && c <= 0xd) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         c == 0x180e || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x3000 || c == 0xfeff;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  Lexer(std::string_view text, bool keep_comments) : text_(text), keep_comments_(keep_comments) {}

  std::vector<Token> run() {
    while (true) {
      skip_space();
      const size_t begin = at_;
      const TokenKind kind = next();
      if (kind != TokenKind::kComment || keep_comments_) {
        tokens_.push_back({kind, {static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)}});
      }
      if (kind == TokenKind::kEnd) return std::move(tokens_);
    }
  }

 private:
  bool ahead(size_t i, char c) const { return at_ + i < text_.size() && text_[at_ + i] == c; }
  bool digit_ahead(size_t i) const { return at_ + i < text_.size() && is_digit(text_[at_ + i]); }

  void skip_space() {
    while (at_ < text_.size()) {
      const Decoded d = decode(text_, at_);
      if (d.bytes == 0 || !is_space(d.code_point)) return;
      at_ += d.bytes;
    }
  }

  TokenKind next() {
    if (at_ >= text_.size()) return TokenKind::kEnd;
    const char c = text_[at_];
    if (c == '/' && (ahead(1, '/') || ahead(1, '*'))) return comment();
    if (is_digit(c) || (c == '.' && digit_ahead(1) && !after_dot())) return number();
    if (c == '"') return string();
    if (c == '@') {
      ++at_;
      return TokenKind::kAt;
    }
    const Decoded d = decode(text_, at_);
    if (d.bytes == 0) {
      ++at_;
      return TokenKind::kInvalid;
    }
    if (is_name_start(d.code_point)) return word();
    return symbol(d.bytes);
  }

  // In `1..5` the second dot must not start a number.
  bool after_dot() const { return at_ > 0 && text_[at_ - 1] == '.'; }

  TokenKind comment() {
    const bool line = ahead(1, '/');
    const size_t end = text_.find(line ? "\n" : "*/", at_ + 2);
    if (end == std::string_view::npos) {
      at_ = text_.size();
      return line ? TokenKind::kComment : TokenKind::kInvalid;
    }
    at_ = end + (line ? 1 : 2);
    return TokenKind::kComment;
  }

  TokenKind number() {
    while (digit_ahead(0)) ++at_;
    if (ahead(0, '.') && digit_ahead(1)) {
      ++at_;
      while (digit_ahead(0)) ++at_;
    }
    if (ahead(0, 'e') || ahead(0, 'E')) {
      const size_t sign = ahead(1, '+') || ahead(1, '-') ? 1 : 0;
      if (digit_ahead(1 + sign)) {
        at_ += 1 + sign;
        while (digit_ahead(0)) ++at_;
      }
    }
    return TokenKind::kNumber;
  }

  TokenKind string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return TokenKind::kString;
      }
    }
    return TokenKind::kInvalid;
  }

  TokenKind word() {
    while (at_ < text_.size()) {
      const Decoded d = decode(text_, at_);
      if (d.bytes == 0 || !is_name_part(d.code_point)) break;
      at_ += d.bytes;
    }
    return TokenKind::kWord;
  }

  TokenKind symbol(uint32_t bytes) {
    static constexpr std::string_view kPairs[] = {"**", "!=", "<=", ">=", "..", "->"};
    for (const std::string_view pair : kPairs) {
      if (text_.substr(at_, 2) == pair) {
        at_ += 2;
        return TokenKind::kSymbol;
      }
    }
    const char c = text_[at_];
    at_ += bytes;
    constexpr std::string_view kSingles = "+-*/=<>()[]{},:.";
    return bytes == 1 && kSingles.find(c) != std::string_view::npos ? TokenKind::kSymbol
                                                                    : TokenKind::kInvalid;
  }

  std::string_view text_;
  bool keep_comments_;
  size_t at_ = 0;
  std::vector<Token> tokens_;
};

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

// `digits` hexadecimal digits at `at`; UINT32_MAX when they are not there.
uint32_t hexadecimal(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return UINT32_MAX;
  uint32_t value = 0;
  for (size_t i = 0; i < digits; ++i) {
    const char c = text[at + i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return UINT32_MAX;
    value = value << 4 | static_cast<uint32_t>(digit);
  }
  return value;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, bool keep_comments) {
  return Lexer(text, keep_comments).run();
}

bool is_name_start(uint32_t c) {
  return c == '?' || c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xc0 && c <= 0xd6) || (c >= 0xd8 && c <= 0xf6) || (c >= 0xf8 && c <= 0x2ff) ||
         (c >= 0x370 && c <= 0x37d) || (c >= 0x37f && c <= 0x1fff) ||
         (c >= 0x200c && c <= 0x200d) || (c >= 0x2070 && c <= 0x218f) ||
         (c >= 0x2c00 && c <= 0x2fef) || (c >= 0x3001 && c <= 0xd7ff) ||
         (c >= 0xf900 && c <= 0xfdcf) || (c >= 0xfdf0 && c <= 0xfffd) ||
         (c >= 0x10000 && c <= 0xeffff);
}

bool is_name_part(uint32_t c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == 0xb7 || (c >= 0x300 && c <= 0x36f) ||
         (c >= 0x203f && c <= 0x2040);
}

bool unescape(std::string_view quoted, std::string& out) {
  if (quoted.size() < 2) return false;
  const std::string_view text = quoted.substr(1, quoted.size() - 2);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    switch (c) {
      case '"':
        out += '"';
        break;
      case '\'':
        out += '\'';
        break;
      case '\\':
        out += '\\';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        uint32_t value = hexadecimal(text, i + 1, 4);
        if (value == UINT32_MAX) return false;
        i += 4;
        const bool high = value >= 0xd800 && value <= 0xdbff;
        if (high && text.substr(i + 1, 2) == "\\u") {
          const uint32_t low = hexadecimal(text, i + 3, 4);
          if (low >= 0xdc00 && low <= 0xdfff) {
            value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
            i += 6;
          }
        }
        if (value >= 0xd800 && value <= 0xdfff) return false;
        append_utf8(out, value);
        break;
      }
      case 'U': {
        const uint32_t value = hexadecimal(text, i + 1, 6);
        if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return false;
        i += 6;
        append_utf8(out, value);
        break;
      }
      default:  // a backslash before anything else stands for itself, as patterns need it
        out += '\\';
        out += c;
    }
  }
  return true;
}

}  // namespace tollgate::feel
