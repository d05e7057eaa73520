// How lists, records and metrics say addresses, amounts, ratings and durations.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kCellsApp = R"json({
  "format": "tollgate.app/1", "id": "deals", "version": 1,
  "label": {"en": "Deals", "zh-CN": "商机"}, "locales": ["zh-CN", "en"],
  "entities": [
    {"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "fields": [
      {"id": "phone", "type": "phone", "label": {"en": "Phone", "zh-CN": "电话"}},
      {"id": "page", "type": "url", "label": {"en": "Page", "zh-CN": "网址"}},
      {"id": "mail", "type": "e_mail", "label": {"en": "E-mail", "zh-CN": "邮箱"}},
      {"id": "amount", "type": "money", "currency": "CNY", "label": {"en": "Amount", "zh-CN": "金额"}},
      {"id": "stars", "type": "rating", "label": {"en": "Stars", "zh-CN": "评分"}},
      {"id": "took", "type": "duration", "label": {"en": "Took", "zh-CN": "用时"}}]}],
  "views": [{"id": "all", "entity": "deal", "label": {"en": "All", "zh-CN": "全部"},
             "columns": [{"field": "phone"}, {"field": "page"}, {"field": "mail"}, {"field": "amount"},
                         {"field": "stars"}, {"field": "took"}]}],
  "forms": [{"id": "deal", "entity": "deal", "label": {"en": "Deal", "zh-CN": "商机"},
             "sections": [{"id": "main", "fields": [
               {"field": "phone"}, {"field": "page"}, {"field": "mail"}, {"field": "amount"},
               {"field": "stars"}, {"field": "took"}]}]}],
  "metrics": [
    {"id": "sum", "entity": "deal", "label": {"en": "Sum", "zh-CN": "合计"}, "aggregate": "sum", "value": "amount"},
    {"id": "time", "entity": "deal", "label": {"en": "Time", "zh-CN": "时间"}, "aggregate": "sum",
     "value": "took / duration(\"PT1S\")", "format": "duration"}],
  "dashboards": [{"id": "main", "label": {"en": "Main", "zh-CN": "看板"}, "widgets": [
    {"id": "sum", "type": "metric", "metric": "sum", "label": {"en": "Sum", "zh-CN": "合计"}},
    {"id": "time", "type": "metric", "metric": "time", "label": {"en": "Time", "zh-CN": "时间"}}]}]
})json";

const json kCellValues = {{"phone", "138 0013 8000"},
                          {"page", "javascript:alert(1)"},
                          {"mail", "li.na@example.com"},
                          {"amount", "1250000.5"},
                          {"stars", "4"},
                          {"took", "PT26H5M"}};

json saved_cells(TestEngine& engine, json values, bool complete) {
  const json form = engine.result("form.open", {{"form", "deal"}, {"values", std::move(values)}});
  INFO(form.dump());
  REQUIRE(form.contains("session"));
  const json saved =
      engine.result("form.save", {{"session", form["session"]}, {"complete", complete}});
  INFO(saved.dump());
  REQUIRE(saved["saved"] == true);
  return saved["record"];
}

TEST_CASE("a list says addresses as links, amounts briefly, ratings by their stars") {
  TestEngine engine({{"storage", "memory"}, {"app", kCellsApp}});
  saved_cells(engine, kCellValues, false);
  const json listed = engine.result("record.list", {{"view", "all"}, {"drafts", true}});
  INFO(listed.dump());
  const json& cells = listed["rows"][0]["cells"];
  CHECK(cells[0] == json{{"value", "138 0013 8000"},
                         {"text", "138 0013 8000"},
                         {"href", "tel:+8613800138000"}});
  // A draft may hold what is no address: it is shown, and leads nowhere.
  CHECK(cells[1] == json{{"value", "javascript:alert(1)"}, {"text", "javascript:alert(1)"}});
  CHECK(cells[2]["href"] == "mailto:li.na@example.com");
  CHECK(cells[3] == json{{"value", "1250000.5"}, {"text", "¥125万"}});
  CHECK(cells[4] == json{{"value", "4"}, {"text", "4/5"}, {"out_of", 5}});
  CHECK(cells[5]["text"] == "1 天 2 小时 5 分钟");

  const json english =
      engine.result("record.list", {{"view", "all"}, {"drafts", true}}, json::object(), "en");
  CHECK(english["rows"][0]["cells"][3]["text"] == "CN¥1,250,000.50");
  CHECK(english["rows"][0]["cells"][5]["text"] == "1 d 2 h 5 min");
}

TEST_CASE("a record says each digit, and a form knows the stars and the currency") {
  TestEngine engine({{"storage", "memory"}, {"app", kCellsApp}});
  const json record = saved_cells(engine, kCellValues, false);
  const json found = engine.result("record.get", {{"entity", "deal"}, {"record", record}});
  INFO(found.dump());
  CHECK(found["fields"][3]["cell"]["text"] == "¥1,250,000.50");
  CHECK(found["fields"][0]["cell"]["href"] == "tel:+8613800138000");

  const json form = engine.result("form.open", {{"form", "deal"}});
  const json& fields = form["sections"][0]["fields"];
  CHECK(fields[3]["unit"] == "¥");
  CHECK(fields[3]["decimals"] == 2);
  CHECK(fields[4]["maximum"] == 5);
}

TEST_CASE("a complete record holds only addresses that lead somewhere") {
  TestEngine engine({{"storage", "memory"}, {"app", kCellsApp}});
  const json form = engine.result("form.open", {{"form", "deal"}, {"values", kCellValues}});
  const json refused =
      engine.result("form.save", {{"session", form["session"]}, {"complete", true}});
  INFO(refused.dump());
  CHECK(refused["saved"] == false);
}

TEST_CASE("metrics over amounts and times read as their fields do") {
  TestEngine engine({{"storage", "memory"}, {"app", kCellsApp}});
  json values = kCellValues;
  values["page"] = "https://example.com";
  saved_cells(engine, values, true);
  const json board = engine.result("dashboard.read", {{"dashboard", "main"}});
  INFO(board.dump());
  CHECK(board["widgets"][0]["text"] == "¥125万");
  CHECK(board["widgets"][1]["text"] == "1 天 2 小时 5 分钟");
}

}  // namespace
}  // namespace tollgate::api
