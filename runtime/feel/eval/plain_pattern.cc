#include "plain_pattern.h"

namespace tollgate::feel {

// Reads what a plain pattern may have, as XPath Functions 3.1, 5.6.1 means it, and gives up at
// anything else.
class PlainPattern::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool read(std::vector<Piece>& pieces) {
    if (!take('^')) return false;
    while (at_ < text_.size() && text_[at_] != '$') {
      Piece piece;
      if (!atom(piece.set) || !quantifier(piece)) return false;
      pieces.push_back(piece);
    }
    return take('$') && at_ == text_.size();
  }

 private:
  static constexpr std::string_view kSpecial = "\\|.-^?*+{}()[]$";

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  static bool is_special(char c) { return kSpecial.find(c) != std::string_view::npos; }
  static bool is_plain(char c) { return c >= ' ' && c <= '~'; }
  static void add_digits(Set& set) {
    for (char c = '0'; c <= '9'; ++c) set.add(static_cast<unsigned char>(c));
  }

  // After a backslash: a special character itself, or \d.
  bool escape(Set& set) {
    const char c = peek();
    if (c == 'd') {
      add_digits(set);
    } else if (is_special(c)) {
      set.add(static_cast<unsigned char>(c));
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  bool atom(Set& set) {
    if (take('\\')) return escape(set);
    if (take('[')) return bracket(set);
    if (take('.')) {
      set.add('\n');
      set.add('\r');
      set.invert();
      return true;
    }
    const char c = peek();
    if (!is_plain(c) || (is_special(c) && c != '-')) return false;
    set.add(static_cast<unsigned char>(c));
    ++at_;
    return true;
  }

  bool bracket(Set& set) {
    const bool inverted = take('^');
    bool empty = true;
    while (!take(']')) {
      if (take('\\')) {
        if (!escape(set)) return false;
        if (peek() == '-') return false;
      } else {
        const char first = peek();
        if (!is_plain(first) || first == '[' || first == '-' || first == '^') return false;
        ++at_;
        char last = first;
        if (take('-')) {
          last = peek();
          if (!is_plain(last) || is_special(last) || last < first) return false;
          ++at_;
        }
        for (int c = first; c <= last; ++c) set.add(static_cast<unsigned char>(c));
      }
      empty = false;
    }
    if (inverted) set.invert();
    return !empty;
  }

  bool number(uint32_t& value) {
    const size_t start = at_;
    value = 0;
    for (; peek() >= '0' && peek() <= '9' && at_ - start < 5; ++at_) {
      value = value * 10 + static_cast<uint32_t>(peek() - '0');
    }
    return at_ != start;
  }

  bool quantifier(Piece& piece) {
    if (take('?')) {
      piece.least = 0;
    } else if (take('*')) {
      piece.least = 0;
      piece.most = UINT32_MAX;
    } else if (take('+')) {
      piece.most = UINT32_MAX;
    } else if (take('{')) {
      if (!number(piece.least)) return false;
      piece.most = piece.least;
      if (take(',') && peek() != '}' && !number(piece.most)) return false;
      if (text_[at_ - 1] == ',') piece.most = UINT32_MAX;
      if (!take('}') || piece.most < piece.least) return false;
    }
    return peek() != '?';  // a reluctant one
  }

  std::string_view text_;
  size_t at_ = 0;
};

std::optional<PlainPattern> PlainPattern::parse(std::string_view pattern) {
  PlainPattern plain;
  if (!Reader(pattern).read(plain.pieces_) || !plain.is_decided()) return std::nullopt;
  return plain;
}

bool PlainPattern::is_decided() const {
  for (size_t i = 0; i < pieces_.size(); ++i) {
    if (pieces_[i].least == pieces_[i].most) continue;
    Set following;
    for (size_t k = i + 1; k < pieces_.size(); ++k) {
      if (pieces_[k].most == 0) continue;
      following.add(pieces_[k].set);
      if (pieces_[k].least > 0) break;
    }
    if (pieces_[i].set.meets(following)) return false;
  }
  return true;
}

std::optional<bool> PlainPattern::matches(std::string_view text) const {
  size_t at = 0;
  for (const Piece& piece : pieces_) {
    uint32_t count = 0;
    for (; count < piece.most && at < text.size(); ++count, ++at) {
      const auto c = static_cast<unsigned char>(text[at]);
      if (c >= 0x80) return std::nullopt;
      if (!piece.set.has(c)) break;
    }
    if (count < piece.least) return false;
  }
  if (at == text.size()) return true;
  return static_cast<unsigned char>(text[at]) >= 0x80 ? std::nullopt : std::optional(false);
}

}  // namespace tollgate::feel
