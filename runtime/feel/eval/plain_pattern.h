// Patterns that need no searching: `^CT-[0-9]+$`, `^1[3-9]\d{9}$`. Most rules about numbers, codes
// and names are such, and are checked in one walk over the text.
//
//   std::optional<PlainPattern> p = PlainPattern::parse("^CT-[0-9]+$");
//   p->matches("CT-4711");      // true
//   p->matches("CT-１２");       // nullopt: beyond ASCII, ask the full engine
//
// A pattern is plain when it is anchored at both ends and made of single characters, classes of
// ASCII characters and their quantifiers alone, and when what may repeat can never be taken for
// what follows it: then taking as much as there is, is right, and nothing has to be tried again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tollgate::feel {

class PlainPattern {
 public:
  // `pattern` must be valid (see pattern.h). nullopt: not plain.
  static std::optional<PlainPattern> parse(std::string_view pattern);
  // nullopt when a character decides that is none of ASCII's.
  std::optional<bool> matches(std::string_view text) const;

 private:
  // A bit for each ASCII character.
  struct Set {
    uint64_t bits[2] = {0, 0};
    void add(unsigned char c) { bits[c >> 6] |= uint64_t(1) << (c & 63); }
    void add(const Set& other) {
      bits[0] |= other.bits[0];
      bits[1] |= other.bits[1];
    }
    void invert() {
      bits[0] = ~bits[0];
      bits[1] = ~bits[1];
    }
    bool has(unsigned char c) const { return (bits[c >> 6] >> (c & 63) & 1) != 0; }
    bool meets(const Set& other) const {
      return ((bits[0] & other.bits[0]) | (bits[1] & other.bits[1])) != 0;
    }
  };
  struct Piece {
    Set set;
    uint32_t least = 1;
    uint32_t most = 1;
  };
  class Reader;

  bool is_decided() const;

  std::vector<Piece> pieces_;
};

}  // namespace tollgate::feel
