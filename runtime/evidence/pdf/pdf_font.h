// The text of a font's codes: its ToUnicode map, a Unicode encoding, or Latin letters.
// Source: ISO 32000-1, 9.7.5.2 (encodings), 9.10.3 (ToUnicode); Adobe Technical Note 5014.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tollgate::evidence {

class PdfFont {
 public:
  PdfFont() = default;
  // `composite`: codes of two bytes. `unicode`: they are UTF-16.
  PdfFont(bool composite, bool unicode) : composite_(composite), unicode_(unicode) {}

  // Reads a ToUnicode map; what it cannot make sense of is passed over.
  void read_map(std::string_view map);
  // The text of a shown string. Codes that have none are left out.
  std::string text_of(std::string_view shown) const;
  // Whether the string shows more than blanks, as far as its codes tell.
  bool shows(std::string_view shown) const;

 private:
  bool composite_ = false;
  bool unicode_ = false;
  bool has_map_ = false;
  size_t code_bytes_ = 0;                  // of the map's codes, 0 where it does not say
  std::map<uint32_t, std::string> texts_;  // by code
};

}  // namespace tollgate::evidence
