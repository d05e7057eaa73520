// The same cases and the same verdict when everything is stored: forms that are opened, saved and
// moved on in an engine decide as the judge does, and as the cases expect.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "random_answers_test_support.h"
#include "run_test_support.h"
#include "stored_verdict_test_support.h"
#include "tollgate/judge/judge.h"

namespace tollgate::conformance {
namespace {

// The case as it is played: laid over what the file's cases share.
Json laid_over_shared(const Json& file, const Json& one) {
  Json answers = file.value("shared", Json::object());
  answers.merge_patch(one);
  return answers;
}

void run_file(const std::shared_ptr<const model::App>& app, const Json& file) {
  auto rules = rules::CompiledApp::compile(app);
  REQUIRE(rules.ok());
  for (const Json& one : file.at("cases")) {
    const Json answers = laid_over_shared(file, one);
    INFO(one.value("name", ""));
    const Json stored = stored_verdict(*app, answers);
    Json expected = answers.at("expect");
    expected = stored_parts(expected);
    for (const judge::Mismatch& m : judge::compare_with_expectation(expected, stored)) {
      FAIL_CHECK(m.pointer << " expected " << m.expected << " got " << m.got);
    }
    const Result<Json> judged = judge::judge(**rules, answers);
    REQUIRE(judged.ok());
    // The changes that would make the judge's verdict of the stored one.
    CHECK(write_json(Json::diff(stored, stored_parts(*judged))) == "[]");
  }
}

TEST_CASE("a stored engine gives the verdicts of the cases") {
  const Json file =
      read_data(GENERATE("scorecard/points_and_pools", "scorecard/why", "workflow/gates",
                         "workflow/roles", "automation/effects", "automation/order"));
  run_file(load_app(file), file);
}

TEST_CASE("a stored engine gives the verdicts of the visit template") {
  const std::string folder = "../../templates/medical-visit/";
  const auto app = model::load_json(read_data(folder + "app"));
  REQUIRE(app.ok());
  run_file(*app, read_data(folder + "answers/" +
                           GENERATE("gate_demo", "gate_other", "visit_form", "visit_late",
                                    "visit_score")));
}

// How much of it is decided: a test that compares nothing but refusals would hold anything.
struct Counts {
  size_t complete = 0;
  size_t effects = 0;
  size_t moves = 0;
};

Counts compare_random(const std::shared_ptr<const model::App>& app, const Json& shared,
                      size_t count) {
  auto rules = rules::CompiledApp::compile(app);
  REQUIRE(rules.ok());
  SeededRandom random(7);
  Counts counts;
  for (size_t i = 0; i < count; ++i) {
    const Json answers = random_answers(*app, shared, random);
    INFO(write_json(answers));
    const Result<Json> judged = judge::judge(**rules, answers);
    REQUIRE(judged.ok());
    const Json stored = stored_verdict(*app, answers);
    CHECK(write_json(Json::diff(stored, stored_parts(*judged))) == "[]");
    counts.complete += stored["complete"] == true;
    counts.effects += stored["effects"].size();
    counts.moves += stored.contains("advance") && stored["advance"]["accepted"] == true;
  }
  return counts;
}

TEST_CASE("random records are judged as they are stored") {
  const Json file = read_data(GENERATE("automation/effects", "automation/order", "workflow/gates"));
  const Counts counts = compare_random(load_app(file), file.at("shared"), 150);
  CHECK(counts.complete > 20);
  if (!file.at("app").value("automations", Json::array()).empty()) CHECK(counts.effects > 20);
  CHECK(counts.moves > 3);
}

TEST_CASE("random records of the visit template are judged as they are stored") {
  const std::string folder = "../../templates/medical-visit/";
  const auto app = model::load_json(read_data(folder + "app"));
  REQUIRE(app.ok());
  const Json file = read_data(folder + "answers/gate_demo");
  compare_random(*app, file.at("shared"), 60);
}

}  // namespace
}  // namespace tollgate::conformance
