#include "tollgate/wording/text.h"

#include <algorithm>

namespace tollgate::wording {
namespace {

char32_t decode_point(std::string_view text, size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  char32_t point = length == 1 ? first : first & (0x7fu >> length);
  size_t read = 1;
  for (; read < length && at + read < text.size(); ++read) {
    const auto next = static_cast<unsigned char>(text[at + read]);
    if ((next & 0xc0) != 0x80) break;
    point = point << 6 | (next & 0x3f);
  }
  at += read;
  return read == length && point <= 0x10ffff ? point : 0xfffd;
}

char32_t folded(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;  // full width
  if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  return c;
}

std::u32string points_of(std::string_view text) { return phrase_text(text).points; }

size_t longest_common(const std::u32string& a, const std::u32string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (const char32_t c : a) {
    size_t diagonal = 0;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = row[j + 1];
      row[j + 1] = c == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

// Twice the pairs of neighbours that both have, by all pairs.
double shared_pairs(const std::u32string& a, const std::u32string& b) {
  const auto pairs = [](const std::u32string& text) {
    std::vector<uint64_t> all;
    for (size_t i = 0; i + 1 < text.size(); ++i) {
      all.push_back(uint64_t{text[i]} << 32 | uint64_t{text[i + 1]});
    }
    std::sort(all.begin(), all.end());
    return all;
  };
  const std::vector<uint64_t> x = pairs(a);
  const std::vector<uint64_t> y = pairs(b);
  std::vector<uint64_t> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return x.empty() || y.empty() ? 0 : 2.0 * double(both.size()) / double(x.size() + y.size());
}

}  // namespace

bool is_of_name(char32_t c) {
  if (c < 0x80) return is_latin(c) || is_digit(c);
  // Han, kana, hangul, and letters with accents; not the marks that stand between them.
  return (c >= 0xc0 && c < 0x2000) || (c >= 0x3040 && c < 0xa000) || (c >= 0xac00 && c < 0xd7b0) ||
         (c >= 0xf900 && c < 0xfb00) || c >= 0x20000;
}

PhraseText phrase_text(std::string_view text) {
  PhraseText out;
  for (size_t at = 0; at < text.size();) {
    out.begin.push_back(uint32_t(at));
    out.points.push_back(folded(decode_point(text, at)));
  }
  out.begin.push_back(uint32_t(text.size()));
  return out;
}

void append_utf8(std::string& out, char32_t point) {
  if (point < 0x80) {
    out.push_back(char(point));
  } else if (point < 0x800) {
    out.push_back(char(0xc0 | point >> 6));
    out.push_back(char(0x80 | (point & 0x3f)));
  } else {
    if (point < 0x10000) {
      out.push_back(char(0xe0 | point >> 12));
    } else {
      out.push_back(char(0xf0 | point >> 18));
      out.push_back(char(0x80 | (point >> 12 & 0x3f)));
    }
    out.push_back(char(0x80 | (point >> 6 & 0x3f)));
    out.push_back(char(0x80 | (point & 0x3f)));
  }
}

std::string phrase_name(std::string_view text) {
  std::string name;
  for (const char32_t c : points_of(text)) {
    if (is_of_name(c)) append_utf8(name, c);
  }
  return name;
}

double likeness(std::string_view a, std::string_view b) {
  const std::u32string x = points_of(a);
  const std::u32string y = points_of(b);
  if (x.empty() || y.empty()) return 0;
  if (x == y) return 1;
  const std::u32string& shorter = x.size() < y.size() ? x : y;
  const std::u32string& longer = x.size() < y.size() ? y : x;
  const double share = double(shorter.size()) / double(longer.size());
  const bool inside = shorter.size() >= 2 && longer.find(shorter) != std::u32string::npos;
  const double part = inside ? 0.7 + 0.25 * share : 0;
  const double in_order = 0.9 * double(longest_common(x, y)) / double(longer.size());
  return std::max({part, in_order, 0.95 * shared_pairs(x, y)});
}

}  // namespace tollgate::wording
