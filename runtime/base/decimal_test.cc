#include "tollgate/base/decimal.h"

#include <catch_amalgamated.hpp>

namespace tollgate {
namespace {

Decimal d(const char* text) { return Decimal::parse(text).value(); }
std::string text(const std::optional<Decimal>& value) { return value ? value->to_text() : "none"; }

TEST_CASE("decimals read and write exactly") {
  for (const char* same : {"0", "1", "-1.5", "1234567890123456789012345678901234", "0.0001",
                           "-0.1234567890123456789012345678901234"}) {
    CHECK(d(same).to_text() == same);
  }
  CHECK(d("1.50").to_text() == "1.5");
  CHECK(d("12e2").to_text() == "1200");
  CHECK(d("-0").to_text() == "0");
  CHECK(d(".5").to_text() == "0.5");
  for (const char* wrong : {"", "-", ".", "1.2.3", "1e", "abc", "1 ", "0x1", "1e99999"}) {
    CHECK_FALSE(Decimal::parse(wrong));
  }
}

TEST_CASE("34 digits, ties to even") {
  CHECK(d("12345678901234567890123456789012345").to_text() ==
        "12345678901234567890123456789012340");
  CHECK(d("12345678901234567890123456789012335").to_text() ==
        "12345678901234567890123456789012340");
  CHECK(d("123456789012345678901234567890123450000000001").to_text() ==
        "123456789012345678901234567890123500000000000");
  CHECK(text(divide(d("1"), d("3"))) == "0.3333333333333333333333333333333333");
  CHECK(text(divide(d("2"), d("3"))) == "0.6666666666666666666666666666666667");
  CHECK(text(divide(d("1"), d("98765432109876543210987654321"))) ==
        "0.00000000000000000000000000001012499999886093750001423828125995");
  CHECK(text(add(d("9999999999999999999999999999999999"), d("0.4"))) ==
        "9999999999999999999999999999999999");
  CHECK(text(add(d("9999999999999999999999999999999999"), d("0.5"))) ==
        "10000000000000000000000000000000000");
  CHECK(text(add(d("1e40"), d("1"))) == "10000000000000000000000000000000000000000");
  CHECK(text(multiply(d("99999999999999999999"), d("99999999999999999999"))) ==
        "9999999999999999999800000000000000000000");
}

TEST_CASE("what has no result is none") {
  CHECK_FALSE(divide(d("1"), d("0")));
  CHECK_FALSE(multiply(d("9e6000"), d("9e6000")));
  CHECK_FALSE(square_root(d("-1")));
  CHECK_FALSE(natural_logarithm(d("0")));
  CHECK_FALSE(modulo(d("1"), d("0")));
  CHECK_FALSE(power(d("0"), d("-1")));
  CHECK(text(multiply(d("1e-6000"), d("1e-6000"))) == "0");
}

TEST_CASE("rounding in every direction") {
  const auto all = [](const char* value, int64_t scale) {
    std::string out;
    for (const Rounding mode :
         {Rounding::kHalfEven, Rounding::kHalfUp, Rounding::kHalfDown, Rounding::kUp,
          Rounding::kDown, Rounding::kFloor, Rounding::kCeiling}) {
      out += text(round_to(d(value), scale, mode)) + " ";
    }
    return out;
  };
  CHECK(all("2.5", 0) == "2 3 2 3 2 2 3 ");
  CHECK(all("-2.5", 0) == "-2 -3 -2 -3 -2 -3 -2 ");
  CHECK(all("1.121", 2) == "1.12 1.12 1.12 1.13 1.12 1.12 1.13 ");
  CHECK(all("150", -2) == "200 200 100 200 100 100 200 ");
  CHECK(all("0.001", 0) == "0 0 0 1 0 0 1 ");
  CHECK(all("1e-6000", 0) == "0 0 0 1 0 0 1 ");
}

TEST_CASE("comparison looks at the value, not at the digits") {
  CHECK(compare(d("1.0"), d("1.00")) == 0);
  CHECK(compare(d("1e10"), d("9999999999")) > 0);
  CHECK(compare(d("-1e-40"), d("0")) < 0);
  CHECK(compare(d("1e6000"), d("1e5999")) > 0);
  CHECK(compare(d("-2"), d("-3")) > 0);
}

TEST_CASE("remainders of numbers far apart") {
  CHECK(text(modulo(d("-12"), d("5"))) == "3");
  CHECK(text(remainder(d("-12"), d("5"))) == "-2");
  CHECK(text(modulo(d("1e50"), d("7"))) == "2");
  CHECK(text(modulo(d("1e-50"), d("7"))) == "0.00000000000000000000000000000000000000000000000001");
}

// (a / b) * b comes back to a within the last digit, and a + b - b does, on made-up numbers.
TEST_CASE("the fast and the long way agree") {
  uint64_t state = 12345;
  const auto next = [&] { return state = state * 6364136223846793005u + 1442695040888963407u; };
  for (int i = 0; i < 2000; ++i) {
    const Decimal a = *Decimal::make(next() & 1, uint128(next()) * (next() >> 40) + 1,
                                     -static_cast<int64_t>(next() >> 60));
    const Decimal b = *Decimal::make(next() & 1, uint128(next() >> (next() >> 59)) + 1,
                                     -static_cast<int64_t>(next() >> 60));
    const Decimal quotient = divide(a, b).value();
    const Decimal back = multiply(quotient, b).value();
    const Decimal error = subtract(back, a).value().abs();
    const Decimal allowed = multiply(a.abs(), Decimal::unchecked(false, 2, -33)).value();
    CHECK(compare(error, allowed) <= 0);
    CHECK(compare(subtract(add(a, b).value(), b).value(), a) == 0);
    CHECK(Decimal::parse(a.to_text()).value() == a);
  }
}

}  // namespace
}  // namespace tollgate
