#include "tollgate/record/number_text.h"

#include <algorithm>
#include <utility>

namespace tollgate::record {
namespace {

constexpr int64_t kMaxDecimals = 6;

// "-1234.5" -> "-1,234.5"
std::string grouped(std::string_view number) {
  const size_t start = number.starts_with('-') ? 1 : 0;
  const size_t end = std::min(number.find('.'), number.size());
  std::string text(number.substr(0, start));
  for (size_t i = start; i < end; ++i) {
    if (i > start && (end - i) % 3 == 0) text.push_back(',');
    text.push_back(number[i]);
  }
  return text.append(number.substr(end));
}

// With exactly so many digits after the point.
std::string padded(std::string number, int64_t decimals) {
  if (decimals <= 0) return number;
  size_t point = number.find('.');
  if (point == std::string::npos) {
    point = number.size();
    number.push_back('.');
  }
  number.resize(point + 1 + size_t(decimals), '0');
  return number;
}

}  // namespace

std::string grouped_text(const Decimal& number, std::optional<int64_t> decimals) {
  const std::optional<Decimal> rounded =
      round_to(number, decimals.value_or(kMaxDecimals), Rounding::kHalfUp);
  std::string text = (rounded ? *rounded : number).to_text();
  return grouped(decimals ? padded(std::move(text), *decimals) : text);
}

std::string quantity_text(const Decimal& number, std::string_view unit) {
  std::string text = number.to_text();
  return unit.empty() ? text : with_unit(grouped(text), unit);
}

std::string with_unit(std::string number, std::string_view unit) {
  if (unit.empty()) return number;
  const bool joined = unit.starts_with("%") || unit.starts_with("‰") || unit.starts_with("°");
  return number.append(joined ? "" : " ").append(unit);
}

}  // namespace tollgate::record
