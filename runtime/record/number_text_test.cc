#include "tollgate/record/number_text.h"

#include <catch_amalgamated.hpp>

namespace tollgate::record {
namespace {

Decimal number(const char* text) { return *Decimal::parse(text); }

TEST_CASE("digits are grouped, and the fraction is as long as asked for") {
  CHECK(grouped_text(number("469376000"), 0) == "469,376,000");
  CHECK(grouped_text(number("-1234.5"), 2) == "-1,234.50");
  CHECK(grouped_text(number("-123"), 0) == "-123");
  CHECK(grouped_text(number("0.12345678"), std::nullopt) == "0.123457");
  CHECK(grouped_text(number("999.95"), 1) == "1,000.0");
}

TEST_CASE("a quantity has grouped digits and its unit, a number without unit stays as it is") {
  CHECK(quantity_text(number("14470000"), "元") == "14,470,000 元");
  CHECK(quantity_text(number("12.5"), "min") == "12.5 min");
  CHECK(quantity_text(number("66.7"), "%") == "66.7%");
  CHECK(quantity_text(number("2026"), "") == "2026");
}

}  // namespace
}  // namespace tollgate::record
