#include "tollgate/base/typed_number.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace tollgate {

TEST_CASE("Numbers are read as people type them") {
  std::ifstream file("tests/conformance/typed_numbers.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto data = nlohmann::json::parse(text);
  for (const auto& test : data["cases"]) {
    const std::string typed = test["typed"];
    INFO(typed << " in " << test.value("unit", ""));
    const std::optional<Decimal> number = read_typed_number(typed, test.value("unit", ""));
    if (test["value"].is_null()) {
      CHECK_FALSE(number);
    } else {
      REQUIRE(number);
      CHECK(number->to_text() == test["value"].get<std::string>());
    }
  }
}

TEST_CASE("Any bytes are read or refused") {
  CHECK_FALSE(read_typed_number(std::string(201, '1')));
  CHECK_FALSE(read_typed_number("\xEF\xBC"));
  CHECK_FALSE(read_typed_number("\xE3"));
  CHECK_FALSE(read_typed_number("1\xFF"));
  CHECK(read_typed_number(std::string(200, '1')));
}

}  // namespace tollgate
