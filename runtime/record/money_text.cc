#include "tollgate/record/money_text.h"

#include "tollgate/base/typed_number.h"
#include "tollgate/record/number_text.h"

namespace tollgate::record {
namespace {

constexpr size_t kMaxAmountBytes = 200;  // longer texts are no amount
constexpr int64_t kWan = 10'000;
constexpr int64_t kYi = 100'000'000;

std::optional<Decimal> in_units_of(int64_t unit, const Decimal& amount) {
  const std::optional<Decimal> exact = divide(amount, Decimal(unit));
  return exact ? round_to(*exact, 2, Rounding::kHalfEven) : std::nullopt;
}

// "123.46万"; "" for an amount that is too small to be shortened.
std::string in_large_units(const Decimal& amount) {
  if (compare(amount, Decimal(kWan)) < 0) return {};
  const std::optional<Decimal> wan = in_units_of(kWan, amount);
  if (!wan) return {};
  // Rounded first: 99,999,999 is 1亿, not 10,000万.
  if (compare(*wan, Decimal(kYi / kWan)) < 0) return grouped_text(*wan, std::nullopt) + "万";
  const std::optional<Decimal> yi = in_units_of(kYi, amount);
  return yi ? grouped_text(*yi, std::nullopt) + "亿" : std::string();
}

// Without decimals when there are none; else with all of the currency's.
std::string in_digits(const Decimal& amount, const model::Field& field) {
  if (amount.is_integer()) return grouped_text(amount, 0);
  const std::optional<Decimal> rounded =
      field.decimals ? round_to(amount, *field.decimals, Rounding::kHalfEven) : std::nullopt;
  const bool fits = rounded && *rounded == amount;
  return grouped_text(amount, fits ? field.decimals : std::nullopt);
}

bool take_front(std::string& text, std::string_view what) {
  if (what.empty() || !text.starts_with(what)) return false;
  text.erase(0, what.size());
  return true;
}

bool take_back(std::string& text, std::string_view what) {
  if (what.empty() || !text.ends_with(what)) return false;
  text.resize(text.size() - what.size());
  return true;
}

}  // namespace

std::string currency_sign(const model::Field& field, std::string_view locale) {
  const model::Currency* currency = model::find_currency(field.currency);
  if (currency == nullptr || currency->symbol.empty()) return field.currency;
  return currency->symbol.text().in(locale);
}

std::string money_text(const Decimal& amount, const model::Field& field, std::string_view locale,
                       bool brief) {
  const Decimal size = amount.abs();
  std::string digits;
  if (brief && language_of(locale) == Language::kChinese) digits = in_large_units(size);
  if (digits.empty()) digits = in_digits(size, field);
  std::string sign = currency_sign(field, locale);
  // A code is set off from the digits, a sign is not.
  if (!sign.empty() && sign.back() >= 'A' && sign.back() <= 'Z') sign += ' ';
  return (amount.negative() && !amount.is_zero() ? "-" : "") + sign + digits;
}

std::optional<Decimal> read_money(std::string_view typed, const model::Field& field) {
  if (typed.size() > kMaxAmountBytes) return std::nullopt;
  std::string text = plain_text(typed);
  const bool negative = take_front(text, "-");
  for (const std::string& sign : {currency_sign(field, "zh-CN"), currency_sign(field, "en"),
                                  field.currency, std::string("￥")}) {
    if (take_front(text, sign)) break;
  }
  take_back(text, field.currency);
  const std::optional<Decimal> amount = read_typed_number(text, "元");
  return amount && negative ? -*amount : amount;
}

}  // namespace tollgate::record
