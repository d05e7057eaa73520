// Answers that are not well made are refused: what nobody reads would pass as right.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/judge/judge.h"

namespace tollgate::judge {
namespace {

constexpr const char* kApp = R"({
  "format": "tollgate.app/1", "id": "a", "version": 1, "label": {"en": "A"}, "locales": ["en"],
  "entities": [
    {"id": "person", "label": {"en": "P"}, "fields": [
      {"id": "name", "type": "text", "label": {"en": "N"}}]},
    {"id": "visit", "label": {"en": "V"}, "fields": [
      {"id": "who", "type": "reference", "entity": "person", "label": {"en": "W"}},
      {"id": "note", "type": "text", "label": {"en": "N"}},
      {"id": "steps", "type": "list", "label": {"en": "S"}, "fields": [
        {"id": "what", "type": "text", "label": {"en": "W"}}]}]}]
})";

// "code pointer" of each finding; "fine" when there is none.
std::string findings_of(const std::string& answers) {
  auto app = model::load(kApp);
  REQUIRE(app.ok());
  auto rules = rules::CompiledApp::compile(*app);
  REQUIRE(rules.ok());
  const auto results = judge_file(**rules, Json::parse(answers));
  if (results) return "fine";
  std::string text;
  for (const Diagnostic& d : results.diagnostics()) {
    CHECK_FALSE(d.message.zh.empty());
    CHECK_FALSE(d.message.en.empty());
    text += (text.empty() ? "" : ", ") + d.code + " " + d.place.pointer;
  }
  return text;
}

std::string findings_with(const std::string& members) {
  return findings_of(R"({"entity":"visit",)" + members + "}");
}

TEST_CASE("answers that are well made are judged") {
  CHECK(findings_with(R"("name":"x","now":"2026-03-02T10:40:00Z","user":null,"save":"draft",
      "records":{"person":[{"id":"p","values":{"name":"Li"}}]},
      "record":{"id":"v","status":"draft","created_at":"2026-01-01T00:00:00Z","values":{"note":"n"}},
      "values":{"who":"p","steps":[{"what":"w"}]},"advance":null,"expect":{"errors":[]})") ==
        "fine");
  CHECK(findings_of(R"({"shared":{"entity":"visit"},"cases":[{},{"values":{"note":"n"}}]})") ==
        "fine");
}

TEST_CASE("members, entities and fields that do not exist are named with their place") {
  CHECK(findings_with(R"("expectt":{})") == "judge.unknown_member /expectt");
  CHECK(findings_with(R"("record":{"value":{}})") == "judge.unknown_member /record/value");
  CHECK(findings_with(R"("advance":{"too":"x"})") == "judge.unknown_member /advance/too");
  CHECK(findings_with(R"("records":{"nope":[]})") == "judge.unknown_entity /records/nope");
  CHECK(findings_with(R"("records":{"person":[{"id":"p","values":{"nme":"x"}}]})") ==
        "judge.unknown_field /records/person/0/values/nme");
  CHECK(findings_with(R"("record":{"values":{"nte":"x"}})") ==
        "judge.unknown_field /record/values/nte");
  CHECK(findings_with(R"("values":{"nte":"x","steps":[{"what":"w"},{"wat":"w"}]})") ==
        "judge.unknown_field /values/nte, judge.unknown_field /values/steps/1/wat");
}

TEST_CASE("values of a wrong kind are named with their place") {
  CHECK(findings_with(R"("save":"x")") == "judge.unknown_choice /save");
  CHECK(findings_with(R"("save":1)") == "judge.unknown_choice /save");
  CHECK(findings_with(R"("user":1)") == "judge.not_a_text /user");
  CHECK(findings_with(R"("values":[])") == "judge.not_an_object /values");
  CHECK(findings_with(R"("record":{"status":"done"})") == "judge.unknown_choice /record/status");
  CHECK(findings_with(R"("records":{"person":{}})") == "judge.not_a_list /records/person");
  CHECK(findings_with(R"("records":{"person":[{"values":{}}]})") ==
        "judge.without_id /records/person/0");
  CHECK(findings_with(R"("advance":7)") == "judge.not_an_object /advance");
  CHECK(findings_with(R"("expect":7)") == "judge.not_an_object /expect");
  CHECK(findings_of("[]") == "judge.not_an_object ");
}

TEST_CASE("a file of cases is checked around and inside them") {
  CHECK(findings_of(R"({"cases":[]})") == "judge.bad_cases /cases");
  CHECK(findings_of(R"({"cases":{}})") == "judge.bad_cases /cases");
  CHECK(findings_of(R"({"shared":1,"cases":[{}]})") == "judge.not_an_object /shared");
  CHECK(findings_of(R"({"shred":{},"cases":[{}]})") == "judge.unknown_member /shred");
  CHECK(findings_of(R"({"cases":[7]})") == "judge.not_an_object /cases/0");
  // What is wrong in `shared` is told once, at its place there.
  CHECK(findings_of(R"({"shared":{"entity":"visit","usr":"x"},"cases":[{},{"valus":{}}]})") ==
        "judge.unknown_member /shared/usr, judge.unknown_member /cases/1/valus");
}

}  // namespace
}  // namespace tollgate::judge
