#include "tollgate/base/typed_number.h"

#include <algorithm>
#include <span>

namespace tollgate {
namespace {

constexpr size_t kMaxBytes = 200;

// Signs that keyboards and documents put where ASCII has one of its own.
struct Sign {
  std::string_view typed;
  char plain;
};
constexpr Sign kSigns[] = {{"\xE3\x80\x80", ' '},   // ideographic space
                           {"\xC2\xA0", ' '},       // no-break space
                           {"\xE2\x80\xAF", ' '},   // narrow no-break space
                           {"\xE2\x80\x89", ' '},   // thin space
                           {"\xE3\x80\x82", '.'},   // 。
                           {"\xEF\xBD\xA1", '.'},   // ｡
                           {"\xE2\x88\x92", '-'},   // minus sign
                           {"\xE2\x80\x93", '-'},   // en dash
                           {"\xE2\x80\x94", '-'}};  // em dash

// The ASCII form of the full-width sign that `text` begins with: U+FF01 to U+FF5E are ! to ~.
std::optional<char> half_width(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xEF') return std::nullopt;
  const unsigned b = static_cast<unsigned char>(text[1]);
  const unsigned d = static_cast<unsigned char>(text[2]);
  const unsigned code = 0xF000u | (b & 0x3Fu) << 6 | (d & 0x3Fu);
  if (code < 0xFF01 || code > 0xFF5E) return std::nullopt;
  return static_cast<char>(code - 0xFF01 + '!');
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// As plain_text, and Chinese points and dashes as a number's point and minus.
std::string plain_number(std::string_view typed) {
  std::string text;
  for (size_t i = 0; i < typed.size();) {
    const auto* const sign =
        std::find_if(std::begin(kSigns), std::end(kSigns),
                     [&](const Sign& known) { return typed.substr(i).starts_with(known.typed); });
    if (sign != std::end(kSigns)) {
      text += sign->plain;
      i += sign->typed.size();
    } else {
      text += typed[i++];
    }
  }
  return plain_text(text);
}

bool ends_with_letters(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         std::equal(end.begin(), end.end(), text.end() - static_cast<ptrdiff_t>(end.size()),
                    [](char a, char b) { return lower(a) == lower(b); });
}

// The power of ten that the signs at the end stand for, taken off: 万 4, 亿 8, 百万 6; 0 without.
int take_scale(std::string_view& text) {
  struct Scale {
    std::string_view sign;
    int power;
  };
  // From the end: a large one, and one before it that multiplies it (千万, 万亿).
  static constexpr Scale kLarge[] = {{"亿", 8}, {"億", 8}, {"万", 4}, {"萬", 4}};
  static constexpr Scale kSmall[] = {{"万", 4}, {"萬", 4}, {"千", 3}, {"百", 2}, {"十", 1}};
  int power = 0;
  const auto take = [&](std::span<const Scale> scales) {
    for (const Scale& scale : scales) {
      if (!text.ends_with(scale.sign)) continue;
      text.remove_suffix(scale.sign.size());
      power += scale.power;
      return true;
    }
    return false;
  };
  take(kLarge);
  if (power != 4) {
    take(kSmall);
  } else {
    take(std::span(kSmall).subspan(2));
  }
  return power;
}

// "1,234,567.5" and "1 234 567.5" without their signs between thousands; empty when they stand
// anywhere else.
std::string without_separators(std::string_view text) {
  const size_t start = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const size_t end = std::min(text.find('.'), text.size());
  std::string plain(text.substr(0, start));
  // "- 5": nothing but the sign stands before the blank.
  size_t i = start;
  while (i < end && is_space(text[i])) ++i;
  char separator = 0;
  size_t digits = 0;
  bool digits_only = true;
  for (; i < end; ++i) {
    const char c = text[i];
    if (c != ',' && c != ' ') {
      plain += c;
      ++digits;
      digits_only = digits_only && is_ascii_digit(c);
      continue;
    }
    if (digits == 0 || digits > 3 || (separator != 0 && (c != separator || digits != 3))) return {};
    separator = c;
    digits = 0;
  }
  if (separator != 0 && (digits != 3 || !digits_only)) return {};
  return plain.append(text.substr(end));
}

}  // namespace

std::string plain_text(std::string_view typed) {
  std::string text;
  for (size_t i = 0; i < typed.size();) {
    const std::string_view rest = typed.substr(i);
    if (const std::optional<char> plain = half_width(rest)) {
      text += *plain;
      i += 3;
    } else if (rest.starts_with("\xE3\x80\x80")) {
      text += ' ';
      i += 3;
    } else {
      text += typed[i++];
    }
  }
  return std::string(trimmed(text));
}

std::optional<Decimal> read_typed_number(std::string_view typed, std::string_view unit) {
  if (typed.size() > kMaxBytes) return std::nullopt;
  const std::string plain = plain_number(typed);
  std::string_view text = plain;

  // The unit of the field, and the scale inside it: of "万元", 元 and 4.
  const std::string plain_unit = plain_text(unit);
  std::string_view base_unit = plain_unit;
  int unit_scale = 0;
  for (const std::string_view sign : {"万", "亿"}) {
    if (!base_unit.starts_with(sign)) continue;
    unit_scale = sign == "万" ? 4 : 8;
    base_unit.remove_prefix(sign.size());
  }
  if (base_unit == "元") {
    for (const std::string_view sign : {"¥", "￥"}) {
      if (text.starts_with(sign)) text = trimmed(text.substr(sign.size()));
    }
  }
  if (!base_unit.empty() && ends_with_letters(text, base_unit)) {
    text = trimmed(text.substr(0, text.size() - base_unit.size()));
  }
  const int scale = take_scale(text);
  text = trimmed(text);

  // Exponents are for programs: "1e5" keeps being one, without separators and scales.
  const std::string number = without_separators(text);
  if (number.empty() || (!is_ascii_digit(number.back()) && number.back() != '.'))
    return std::nullopt;
  const std::optional<Decimal> value = Decimal::parse(number);
  if (!value || scale == 0) return value;
  return Decimal::make(value->negative(), value->coefficient(),
                       int64_t{value->exponent()} + scale - unit_scale);
}

}  // namespace tollgate
