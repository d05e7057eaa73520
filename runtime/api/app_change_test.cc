#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

json save_visit(TestEngine& engine, const json& values, bool complete = true) {
  json form = engine.result("form.open", {{"form", "visit"}, {"values", values}});
  return engine.result("form.save", {{"session", form["session"]}, {"complete", complete}});
}

json field_of(TestEngine& engine, const std::string& record, const std::string& id) {
  json got = engine.result("record.get", {{"entity", "visit"}, {"record", record}});
  for (const json& field : got["fields"]) {
    if (field["id"] == id) return field["cell"];
  }
  return nullptr;
}

TEST_CASE("a changed app is used at once, and old records keep what they hold") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  std::string record = save_visit(engine, {{"city", "12.5"}})["record"];

  json document = json::parse(kSmallApp);
  json& fields = document["entities"][0]["fields"];
  fields[0]["type"] = "number";
  fields.push_back({{"id", "note"}, {"type", "text"}, {"label", {{"en", "Note"}}}});
  document["entities"][0]["title"] = "string(note)";
  document["forms"][0]["sections"][0]["fields"].push_back({{"field", "note"}});
  REQUIRE(engine.ask("app.save", {{"text", document.dump()}})["ok"] == true);
  CHECK(field_of(engine, record, "city")["value"] == "12.5");

  std::string second = save_visit(engine, {{"note", "hello"}, {"city", "3"}})["record"];
  json list = engine.result("record.list", {{"entity", "visit"}});
  CHECK(list["total"] == 2);
  CHECK(field_of(engine, second, "note")["text"] == "hello");
  json got = engine.result("record.get", {{"entity", "visit"}, {"record", second}});
  CHECK(got["row"]["title"] == "hello");

  // A field goes and comes back: its values were in the log all the time.
  json without = document;
  without["entities"][0]["fields"].erase(1);
  without["entities"][0].erase("title");
  without["forms"][0]["sections"][0]["fields"].erase(1);
  REQUIRE(engine.ask("app.save", {{"text", without.dump()}})["ok"] == true);
  CHECK(field_of(engine, second, "note").is_null());
  REQUIRE(engine.ask("app.save", {{"text", document.dump()}})["ok"] == true);
  CHECK(field_of(engine, second, "note")["text"] == "hello");
  CHECK(engine.result("log.rebuild")["changed"] == false);
}

TEST_CASE("an import says what became of each line, and shifts dates") {
  json app = json::parse(kSmallApp);
  app["entities"][0]["fields"].push_back(
      {{"id", "day"}, {"type", "date"}, {"label", {{"en", "Day"}}}});
  TestEngine engine({{"storage", "memory"}, {"app", app.dump()}});
  std::string text = R"({"format":"tollgate.sample/1","base_date":"2026-01-01"})"
                     "\n"
                     R"({"entity":"visit","id":"v1","values":{"city":"Wuhan","day":"2026-01-30"}})"
                     "\n\n"
                     R"({"entity":"visit","id":"v1","values":{}})"
                     "\n"
                     R"({"entity":"visits","id":"v2","values":{}})"
                     "\n"
                     R"({"entity":"visit","id":"v3","values":[]})"
                     "\n"
                     R"({"entity":"visit","id":"v4","values":{"town":"x"}})"
                     "\nnonsense\n";
  json reply =
      engine.result("data.import", {{"text", text}, {"first_line", 101}, {"shift_days", 5}});
  CHECK(reply["imported"] == 1);
  CHECK(reply["unchanged"] == 1);
  CHECK(reply["refused"] == 4);
  CHECK(reply["lines_read"] == 8);
  REQUIRE(reply["lines"].size() == 6);
  CHECK(reply["lines"][0]["line"] == 102);
  CHECK(reply["lines"][0]["record"] == "v1");
  const json& finding = reply["lines"][2]["findings"][0];
  CHECK(finding["candidates"][0] == "visit");
  CHECK(finding["place"]["source"] == "line 105");
  CHECK(reply["lines"][5]["findings"][0]["code"] == "json.syntax");
  CHECK(field_of(engine, "v1", "day")["value"] == "2026-02-04");
  json again = engine.result("data.import", {{"text", text}, {"shift_days", 5}});
  CHECK(again["imported"] == 0);
  CHECK(again["unchanged"] == 2);
}

TEST_CASE("the chain of the log holds from the first op to the head") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  for (int i = 0; i < 5; ++i) save_visit(engine, {{"city", "x"}}, i % 2 == 0);
  json log = engine.result("log.verify");
  CHECK(log["sound"] == true);
  CHECK(log["findings"].empty());
  CHECK(log["head_hash"] == engine.result("engine.info")["head_hash"]);
}

}  // namespace
}  // namespace tollgate::api
