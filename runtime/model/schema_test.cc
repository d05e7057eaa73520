// The schema check against the verdicts of a standard validator: tests/conformance/schema holds
// changes of a good document with whether they leave it valid; web/tests/app_schema.test.ts holds
// a JSON Schema library to the same verdicts.
#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/model/app.h"

namespace tollgate::model {
namespace {

Json read_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  Result<Json> json = parse_json(text);
  REQUIRE(json.ok());
  return std::move(*json);
}

TEST_CASE("the schema check gives the verdicts of a standard validator") {
  const Json base = read_json("tests/conformance/lint/base.json");
  const Json cases = read_json("tests/conformance/schema/changed.json");
  REQUIRE(cases.size() > 300);
  for (const Json& test : cases) {
    INFO(write_json(test));
    const auto app = load_json(base.patch(test.at("patch")));
    CHECK(app.ok() == test.at("valid").get<bool>());
  }
}

}  // namespace
}  // namespace tollgate::model
