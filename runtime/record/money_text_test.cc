#include "tollgate/record/money_text.h"

#include <catch_amalgamated.hpp>
#include <string>

namespace tollgate::record {
namespace {

model::Field field_in(const char* currency, int64_t decimals) {
  model::Field field;
  field.currency = currency;
  field.decimals = decimals;
  return field;
}

std::string brief_zh(std::string_view amount, const char* currency = "CNY") {
  return money_text(*Decimal::parse(amount), field_in(currency, 2), "zh-CN", true);
}

TEST_CASE("readers of Chinese see large amounts in ten thousands") {
  CHECK(brief_zh("1250000") == "¥125万");
  CHECK(brief_zh("10000") == "¥1万");
  CHECK(brief_zh("9999.99") == "¥9,999.99");
  CHECK(brief_zh("0") == "¥0");
  CHECK(brief_zh("12345") == "¥1.23万");
  CHECK(brief_zh("12345678") == "¥1,234.57万");
  CHECK(brief_zh("99500000") == "¥9,950万");
  CHECK(brief_zh("99999999") == "¥1亿");
  CHECK(brief_zh("125000000") == "¥1.25亿");
  CHECK(brief_zh("-1250000") == "-¥125万");
  CHECK(brief_zh("1250000", "USD") == "US$125万");
  CHECK(brief_zh("1250000", "CHF") == "CHF 125万");
}

TEST_CASE("where each digit counts, each is there") {
  const model::Field yuan = field_in("CNY", 2);
  const auto exact = [&](std::string_view amount, std::string_view locale) {
    return money_text(*Decimal::parse(amount), yuan, locale, false);
  };
  CHECK(exact("1250000", "zh-CN") == "¥1,250,000");
  CHECK(exact("1250000.5", "zh-CN") == "¥1,250,000.50");
  CHECK(exact("1250000.123", "zh-CN") == "¥1,250,000.123");
  CHECK(exact("1250000", "en") == "CN¥1,250,000");
  CHECK(money_text(Decimal(1250000), yuan, "en", true) == "CN¥1,250,000");
  CHECK(money_text(Decimal(1250), field_in("JPY", 0), "en", false) == "¥1,250");
}

TEST_CASE("amounts are read as people type them") {
  const model::Field yuan = field_in("CNY", 2);
  const auto read = [&](std::string_view typed) {
    const std::optional<Decimal> amount = read_money(typed, yuan);
    return amount ? amount->to_text() : std::string("none");
  };
  CHECK(read("¥ 1,250.50") == "1250.5");
  CHECK(read("￥１２５０") == "1250");
  CHECK(read("1250元") == "1250");
  CHECK(read("125万") == "1250000");
  CHECK(read("1.2 亿元") == "120000000");
  CHECK(read("-¥125万") == "-1250000");
  CHECK(read("CNY 12") == "12");
  CHECK(read("12 CNY") == "12");
  for (const char* none : {"", "万", "¥", "about 12", "US$12", "12 USD", "1,2"}) {
    INFO(none);
    CHECK(read(none) == "none");
  }
  CHECK(read(std::string(1000, '1')) == "none");
}

}  // namespace
}  // namespace tollgate::record
