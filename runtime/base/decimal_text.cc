#include <algorithm>

#include "tollgate/base/decimal.h"

namespace tollgate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
  // The first 38 significant digits count in full; later ones only break ties.
  uint128 coefficient = 0;
  int64_t exponent = 0;
  int significant = 0;
  bool any_digit = false;
  bool sticky = false;
  bool point = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(text[i])) break;
    any_digit = true;
    const unsigned digit = static_cast<unsigned>(text[i] - '0');
    if (significant < 38) {
      coefficient = coefficient * 10 + digit;
      if (coefficient != 0) ++significant;
      if (point) --exponent;
    } else {
      sticky = sticky || digit != 0;
      if (!point) ++exponent;
    }
  }
  if (!any_digit) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool down = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) down = text[i++] == '-';
    if (i == text.size()) return std::nullopt;
    int64_t power = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      power = std::min<int64_t>(power * 10 + (text[i] - '0'), 1000000);
    }
    exponent += down ? -power : power;
  }
  if (i != text.size()) return std::nullopt;
  // A tie is broken by what follows; the 38th digit is never the 35th, so adding one is enough.
  if (sticky && coefficient % 10 == 0) ++coefficient;
  return make(negative, coefficient, exponent);
}

std::string Decimal::to_text() const {
  const Decimal d = normalized();
  if (d.is_zero()) return "0";
  // In two words: where there is no division of 128 bits, as in WebAssembly, each takes long.
  char written[2 * kHalfDigits];
  char* first = written + sizeof(written);
  uint64_t low = static_cast<uint64_t>(d.coefficient_ % power_of_10(kHalfDigits));
  uint64_t high = static_cast<uint64_t>(d.coefficient_ / power_of_10(kHalfDigits));
  for (int i = 0; high != 0 ? i < kHalfDigits : low != 0; ++i, low /= 10) {
    *--first = static_cast<char>('0' + low % 10);
  }
  for (; high != 0; high /= 10) *--first = static_cast<char>('0' + high % 10);
  std::string digits(first, written + sizeof(written));
  if (d.exponent_ >= 0) {
    digits.append(static_cast<size_t>(d.exponent_), '0');
  } else {
    const size_t fraction = static_cast<size_t>(-d.exponent_);
    if (digits.size() <= fraction) digits.insert(0, fraction - digits.size() + 1, '0');
    digits.insert(digits.size() - fraction, 1, '.');
  }
  if (d.negative_) digits.insert(0, 1, '-');
  return digits;
}

}  // namespace tollgate
