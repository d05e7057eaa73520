// The rules' behaviour as data: tests/conformance/lint/<rule>.json holds changes of a small correct
// document (base.json) with the findings each must give, and no others.
#include "tollgate/lint/lint.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "rules.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::lint {
namespace {

const std::string kFolder = "tests/conformance/lint/";

Json read_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file.good());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  Result<Json> json = parse_json(text);
  REQUIRE(json.ok());
  return std::move(*json);
}

// What a case can ask of a finding; members it does not name may be anything.
bool matches(const Json& wanted, const Diagnostic& found) {
  if (wanted.at("code") != found.code || wanted.at("pointer") != found.place.pointer) return false;
  if (wanted.contains("severity") && wanted["severity"] != severity_name(found.severity)) {
    return false;
  }
  if (wanted.contains("candidates") && wanted["candidates"] != Json(found.candidates)) return false;
  if (wanted.contains("en") && wanted["en"] != found.message.en) return false;
  if (wanted.contains("zh") && wanted["zh"] != found.message.zh) return false;
  if (wanted.contains("span")) {
    return found.place.span &&
           wanted["span"] == Json::array({found.place.span->begin, found.place.span->end});
  }
  return true;
}

void check_case(const Json& test) {
  INFO(test.at("name").get<std::string>());
  Json document = read_json(kFolder + "base.json").patch(test.at("patch"));
  const Checked checked = check_json_document(std::move(document), {.source = "case"});
  Diagnostics unexpected = checked.findings;
  for (const Json& wanted : test.at("findings")) {
    bool met = false;
    for (size_t i = 0; i < unexpected.size() && !met; ++i) {
      if (!matches(wanted, unexpected[i])) continue;
      met = true;
      unexpected.erase(unexpected.begin() + static_cast<std::ptrdiff_t>(i));
    }
    INFO("findings: " << write_json_indented(to_json(checked.findings)));
    INFO("wanted: " << write_json(wanted));
    CHECK(met);
  }
  INFO("unexpected: " << write_json_indented(to_json(unexpected)));
  CHECK(unexpected.empty());
  for (const Diagnostic& d : checked.findings) {
    CHECK(d.place.source == "case");
    CHECK_FALSE(d.message.zh.empty());
    CHECK_FALSE(d.message.en.empty());
  }
}

TEST_CASE("the base document has no findings") {
  const Checked checked = check_json_document(read_json(kFolder + "base.json"));
  INFO(write_json_indented(to_json(checked.findings)));
  CHECK(checked.findings.empty());
  CHECK(checked.ok());
}

TEST_CASE("every rule has cases, and each gives exactly its findings") {
  for (const Rule& rule : all_rules()) {
    INFO(rule.name);
    const Json cases = read_json(kFolder + std::string(rule.name) + ".json");
    REQUIRE_FALSE(cases.empty());
    size_t findings = 0;
    for (const Json& test : cases) {
      check_case(test);
      findings += test.at("findings").size();
    }
    CHECK(findings > 0);
  }
}

TEST_CASE("the visit template has no errors") {
  const Checked checked = check_json_document(read_json("templates/medical-visit/app.json"));
  for (const Diagnostic& d : checked.findings) UNSCOPED_INFO(write_json(to_json(d)));
  CHECK(checked.ok());
}

TEST_CASE("a document that cannot be loaded has findings and no app") {
  const Checked checked = check_document("{", {.source = "x"});
  CHECK(checked.app == nullptr);
  CHECK_FALSE(checked.ok());
  CHECK(checked.findings.at(0).code == "json.syntax");
}

TEST_CASE("findings are bounded") {
  Json document = read_json(kFolder + "base.json");
  const Json option = {{"id", "rep"}, {"label", {{"en", "x"}, {"zh-CN", "y"}}}};
  for (int i = 0; i < 490; ++i) document["entities"][0]["fields"][1]["options"].push_back(option);
  for (int i = 0; i < 190; ++i) {
    document["forms"][0]["sections"][0]["fields"].push_back({{"field", "nothing"}});
  }
  CHECK(check_json_document(std::move(document)).findings.size() == 500);
}

}  // namespace
}  // namespace tollgate::lint
