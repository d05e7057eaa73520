// Scorecards, workflows and automations: answers with the verdict expected of them.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "run_test_support.h"
#include "tollgate/judge/judge.h"

namespace tollgate::conformance {
namespace {

void run_file(const std::string& name) {
  const Json file = read_data(name);
  auto app = rules::CompiledApp::compile(load_app(file));
  if (!app) FAIL(app.diagnostics()[0].place.pointer << app.diagnostics()[0].message.en);
  auto results = judge::judge_file(**app, file);
  if (!results) FAIL(results.diagnostics()[0].message.en);
  REQUIRE(results->size() == file.at("cases").size());
  for (size_t i = 0; i < results->size(); ++i) {
    const judge::CaseResult& result = (*results)[i];
    REQUIRE(file["cases"][i].contains("expect"));
    for (const judge::Mismatch& m : result.failed) {
      FAIL_CHECK(result.name << ": " << m.pointer << " expected " << m.expected << " got "
                             << m.got);
    }
  }
}

TEST_CASE("scorecards") { run_file(GENERATE("scorecard/points_and_pools", "scorecard/why")); }
TEST_CASE("workflows") { run_file(GENERATE("workflow/gates", "workflow/roles")); }
TEST_CASE("automations") { run_file(GENERATE("automation/effects", "automation/order")); }

// An expectation that does not hold must be told: the runner itself is tested.
TEST_CASE("a wrong expectation is reported with its place") {
  const Json verdict = Json::parse(R"({"values": {"a": "10"}, "errors": [
      {"field": "a", "message": {"zh-CN": "甲", "en": "A"}},
      {"field": "a", "message": {"zh-CN": "乙", "en": "B"}}], "scores": null})");
  const auto failed = [&](const char* expected) {
    return judge::compare_with_expectation(Json::parse(expected), verdict);
  };
  CHECK(failed(R"({"values": {"a": 10.0}, "scores": null, "absent": null})").empty());
  CHECK(failed(R"({"errors": {"a": {"message": "B"}}})").empty());
  CHECK(failed(R"({"errors": [{"message": "甲"}, {}]})").empty());
  REQUIRE(failed(R"({"values": {"a": "11"}})").size() == 1);
  CHECK(failed(R"({"values": {"a": "11"}})")[0].pointer == "/values/a");
  CHECK(failed(R"({"values": {"a": "11"}})")[0].got == "\"10\"");
  CHECK(failed(R"({"errors": []})").size() == 1);
  CHECK(failed(R"({"errors": {"a": {"message": "C"}}})").size() == 1);
  CHECK(failed(R"({"errors": {"b": {}}})").size() == 1);
  CHECK(failed(R"({"values": null})").size() == 1);
}

}  // namespace
}  // namespace tollgate::conformance
