// Which member fits which type of field: lint and the app schema take it from one table, and say
// the same. tests/conformance/schema/field_rules.json holds the verdicts;
// web/tests/app_schema.test.ts holds a standard validator to them.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/lint/lint.h"

namespace tollgate::lint {
namespace {

Json read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  Result<Json> json = parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
  REQUIRE(json.ok());
  return std::move(*json);
}

TEST_CASE("lint says which member fits which type of field") {
  const Json base = read_file("tests/conformance/lint/base.json");
  const Json cases = read_file("tests/conformance/schema/field_rules.json");
  REQUIRE(cases.size() > 30);
  for (const Json& test : cases) {
    Json field = {{"id", "tried"}, {"label", {{"en", "Tried"}}}};
    field.update(test.at("field"));
    INFO(write_json(field));
    Json document = base;
    document["entities"][0]["fields"].push_back(field);
    const Checked checked = check_json_document(std::move(document), {.source = "case"});
    const bool fits = std::ranges::none_of(checked.findings, [](const Diagnostic& finding) {
      return finding.code == "lint.member_of_other_type" || finding.code == "lint.member_needed" ||
             finding.code == "lint.not_computable" || finding.code == "lint.bad_bound";
    });
    CHECK(fits == test.at("fits").get<bool>());
  }
}

}  // namespace
}  // namespace tollgate::lint
