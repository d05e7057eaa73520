// What was begun and not submitted: a person's drafts, and changes beside complete records.
#include <catch_amalgamated.hpp>
#include <vector>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kOwnedApp = R"({
  "format": "tollgate.app/1", "id": "owned", "version": 1,
  "label": {"en": "Owned", "zh-CN": "归属"}, "locales": ["en", "zh-CN"],
  "users": {"entity": "person"},
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}}]},
    {"id": "visit", "label": {"en": "Visit", "zh-CN": "拜访"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep", "zh-CN": "代表"}},
      {"id": "city", "type": "text", "label": {"en": "City", "zh-CN": "城市"}}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit", "zh-CN": "拜访"},
             "sections": [{"id": "main", "fields": [{"field": "rep"}, {"field": "city"}]}]}],
  "views": [{"id": "by_city", "entity": "visit", "label": {"en": "By city", "zh-CN": "按城市"},
             "columns": [{"id": "city", "field": "city"}],
             "search": ["city"], "sort": [{"field": "city"}]}]
})";

constexpr const char* kPeople =
    R"({"entity":"person","id":"li","values":{"name":"Li"}}
{"entity":"person","id":"wu","values":{"name":"Wu"}}
)";

std::string imported_visit(const char* id, const char* rep, const char* city, const char* status,
                           const char* at) {
  return json{{"entity", "visit"},
              {"id", id},
              {"at", at},
              {"status", status},
              {"values", {{"rep", rep}, {"city", city}}}}
             .dump() +
         "\n";
}

std::vector<std::string> records_of(const json& list) {
  std::vector<std::string> records;
  for (const json& row : list["rows"]) records.push_back(row["record"]);
  return records;
}

bool row_is_unsubmitted(TestEngine& engine, const json& record) {
  const json row = engine.result("record.get", {{"entity", "visit"}, {"record", record}})["row"];
  const json list = engine.result("record.list", {{"entity", "visit"}});
  for (const json& listed : list["rows"]) {
    if (listed["record"] == record) CHECK(listed == row);
  }
  return row.value("unsubmitted", false);
}

json open(TestEngine& engine, const json& record) {
  return engine.result("form.open", {{"form", "visit"}, {"record", record}});
}

void type_and_save(TestEngine& engine, const json& session, const char* city, bool complete) {
  REQUIRE(engine.ask("form.set", {{"session", session}, {"path", "city"}, {"value", city}})["ok"] ==
          true);
  REQUIRE(engine.ask("form.save", {{"session", session}, {"complete", complete}})["ok"] == true);
}

TEST_CASE("changes beside a complete record are told until they are submitted or discarded") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  const json form = engine.result("form.open", {{"form", "visit"}});
  const json record = form["record"];
  type_and_save(engine, form["session"], "Wuhan", false);
  CHECK_FALSE(row_is_unsubmitted(engine, record));
  CHECK_FALSE(open(engine, record).contains("unsubmitted"));
  type_and_save(engine, form["session"], "Wuhan", true);
  CHECK_FALSE(row_is_unsubmitted(engine, record));
  CHECK_FALSE(open(engine, record).contains("unsubmitted"));

  type_and_save(engine, form["session"], "Beijing", false);
  CHECK(row_is_unsubmitted(engine, record));
  const json again = open(engine, record);
  CHECK(again["status"] == "complete");
  CHECK(again["unsubmitted"] == true);
  type_and_save(engine, again["session"], "Beijing", true);
  CHECK_FALSE(row_is_unsubmitted(engine, record));

  type_and_save(engine, again["session"], "Nanjing", false);
  CHECK(row_is_unsubmitted(engine, record));
  REQUIRE(engine.ask("record.discard", {{"entity", "visit"}, {"record", record}})["ok"] == true);
  CHECK_FALSE(row_is_unsubmitted(engine, record));
  CHECK_FALSE(open(engine, record).contains("unsubmitted"));
}

TEST_CASE("a person's drafts alone, newest first") {
  TestEngine engine({{"storage", "memory"}, {"app", kOwnedApp}});
  REQUIRE(engine.created()["ok"] == true);
  std::string lines = kPeople;
  lines += imported_visit("old", "li", "Wuhan", "draft", "2026-03-01T09:00:00Z");
  lines += imported_visit("newest", "li", "Xian", "draft", "2026-03-03T09:00:00Z");
  lines += imported_visit("middle", "li", "Beijing", "draft", "2026-03-02T09:00:00Z");
  lines += imported_visit("theirs", "wu", "Wuhan", "draft", "2026-03-04T09:00:00Z");
  lines += imported_visit("done", "li", "Wuhan", "complete", "2026-03-05T09:00:00Z");
  const json imported = engine.result("data.import", {{"text", lines}});
  REQUIRE(imported["imported"] == 3);
  REQUIRE(imported["imported_as_draft"] == 4);

  const json as_li = {{"user", "li"}};
  json list = engine.result("record.list", {{"entity", "visit"}, {"only_drafts", true}}, as_li);
  CHECK(records_of(list) == std::vector<std::string>{"newest", "middle", "old"});
  CHECK(list["total"] == 3);

  // A view gives its columns, not its order.
  list = engine.result("record.list", {{"view", "by_city"}, {"only_drafts", true}}, as_li);
  CHECK(records_of(list) == std::vector<std::string>{"newest", "middle", "old"});

  list = engine.result("record.list",
                       {{"view", "by_city"}, {"only_drafts", true}, {"search", "Wuhan"}}, as_li);
  CHECK(records_of(list) == std::vector<std::string>{"old"});
  list = engine.result("record.list",
                       {{"entity", "visit"}, {"only_drafts", true}, {"offset", 1}, {"limit", 1}},
                       as_li);
  CHECK(records_of(list) == std::vector<std::string>{"middle"});
}

}  // namespace
}  // namespace tollgate::api
