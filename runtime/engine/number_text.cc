#include "number_text.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kMostDecimals = 6;

}  // namespace

std::string grouped_text(const Decimal& number, std::optional<int64_t> decimals) {
  std::optional<Decimal> rounded =
      round_to(number, decimals.value_or(kMostDecimals), Rounding::kHalfUp);
  std::string text = (rounded ? *rounded : number).to_text();
  bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  size_t point = text.find('.');
  std::string whole = text.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
  if (decimals && *decimals > 0) fraction.resize(size_t(*decimals), '0');

  std::string grouped;
  for (size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) grouped.push_back(',');
    grouped.push_back(whole[i]);
  }
  if (negative) grouped.insert(0, "-");
  return fraction.empty() ? grouped : grouped + "." + fraction;
}

}  // namespace tollgate::engine
