#include "tollgate/designer/document/expression_help.h"

#include <catch_amalgamated.hpp>

namespace tollgate::designer {

TEST_CASE("The function that was called last is explained") {
  const auto sum = expression_help("count(rows) > 1 and sum(rows.amount");
  REQUIRE(sum);
  CHECK(sum->usage == "sum(list)");
  CHECK(sum->description.zh.starts_with("求和"));
  CHECK(sum->description.en.starts_with("Adds up"));
  CHECK(sum->example == "sum([120, 80.5]) → 200.5");
  CHECK(expression_help("starts with(code, \"SH\")")->usage == "starts with(string, match)");
}

TEST_CASE("Nothing is explained where no function is called") {
  CHECK_FALSE(expression_help(""));
  CHECK_FALSE(expression_help("amount > 5"));
  CHECK_FALSE(expression_help("\"sum(\""));
  CHECK_FALSE(expression_help("nonsense(1)"));
}

}  // namespace tollgate::designer
