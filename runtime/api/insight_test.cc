// What raises success, what a change brought, and what a rule would have stopped: over records that
// were made with known answers.
#include <array>
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kInsightApp = R"({
  "format": "tollgate.app/1", "id": "insight", "version": 1,
  "label": {"en": "Insight", "zh-CN": "洞察"}, "locales": ["zh-CN", "en"],
  "users": {"entity": "person"},
  "roles": [
    {"id": "boss", "label": {"en": "Boss", "zh-CN": "经理"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all"}, {"entity": "customer", "read": "all"},
      {"entity": "visit", "read": "all"}, {"entity": "deal", "read": "all"}]}},
    {"id": "clerk", "label": {"en": "Clerk", "zh-CN": "文员"}, "permissions": {"entities": [
      {"entity": "person", "read": "all"}, {"entity": "customer", "read": "all"},
      {"entity": "visit", "read": "all", "fields": [{"field": "case_shown", "access": "hidden"}]},
      {"entity": "deal", "read": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}}]},
    {"id": "customer", "label": {"en": "Customer", "zh-CN": "客户"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
      {"id": "region", "type": "choice", "label": {"en": "Region", "zh-CN": "大区"}, "options": [
        {"id": "east", "label": {"en": "East", "zh-CN": "东"}}, {"id": "west", "label": {"en": "West", "zh-CN": "西"}}]}]},
    {"id": "visit", "label": {"en": "visits", "zh-CN": "拜访"}, "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}},
      {"id": "case_shown", "type": "boolean", "label": {"en": "Case shown", "zh-CN": "讲了同科室案例"}},
      {"id": "coffee", "type": "boolean", "label": {"en": "Coffee", "zh-CN": "喝了咖啡"}},
      {"id": "rare", "type": "boolean", "label": {"en": "Rare", "zh-CN": "少见的事"}},
      {"id": "photo", "type": "photo", "label": {"en": "photo", "zh-CN": "照片"}},
      {"id": "on", "type": "date", "label": {"en": "On", "zh-CN": "日期"}}]},
    {"id": "deal", "label": {"en": "deals", "zh-CN": "商机"}, "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}},
      {"id": "won", "type": "boolean", "label": {"en": "Won", "zh-CN": "成交"}},
      {"id": "signed_on", "type": "date", "label": {"en": "Signed on", "zh-CN": "签约日"}}]}],
  "views": [{"id": "visits", "entity": "visit", "label": {"en": "Visits", "zh-CN": "拜访"},
             "columns": [{"field": "customer"}, {"field": "on"}]}],
  "metrics": [
    {"id": "signed", "label": {"en": "Signed in 30 days", "zh-CN": "近 30 天签约数"}, "entity": "deal", "aggregate": "count",
     "filter": "won = true", "window": {"field": "signed_on", "days": 30}},
    {"id": "visits", "label": {"en": "Visits in 30 days", "zh-CN": "近 30 天拜访数"}, "entity": "visit",
     "aggregate": "count", "window": {"field": "on", "days": 30}}]
})";

std::string insight_day(int days_of_2025) {
  static constexpr std::array<int, 12> kMonths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  size_t month = 0;
  for (; month < 11 && days_of_2025 >= kMonths[month]; ++month) days_of_2025 -= kMonths[month];
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return "2025-" + two(int(month) + 1) + "-" + two(days_of_2025 + 1);
}

// 300 customers, visited once or twice. Of every 100 with the case 56 sign within ten days, without
// it 20: 2.8 times. Nothing else makes a difference. From day 150 on who signs does so in 6 days
// instead of 20.
std::string insight_records() {
  std::string lines;
  const auto add = [&](const json& record) { lines += record.dump() + "\n"; };
  add({{"entity", "person"}, {"id", "p"}, {"values", {{"name", "P"}}}});
  for (int c = 0; c < 300; ++c) {
    const std::string customer = "c" + std::to_string(c);
    add({{"entity", "customer"},
         {"id", customer},
         {"values", {{"name", customer}, {"region", c % 3 == 0 ? "east" : "west"}}}});
    const bool shown = c % 3 != 0;
    const int chance = (c / 3 * 37 + c) % 25;
    const bool signs = shown ? chance < 14 : chance < 5;
    const int day = c % 280;
    for (int v = 0; v < 1 + c % 2; ++v) {
      add({{"entity", "visit"},
           {"id", customer + "v" + std::to_string(v)},
           {"values",
            {{"customer", customer},
             {"case_shown", shown},
             {"coffee", (c * 7 + v) % 4 == 0},
             {"rare", c == 5},
             {"on", insight_day(day + v)}}}});
    }
    const int takes = day >= 150 ? 4 + c % 5 : 15 + c % 11;
    if (signs) {
      add({{"entity", "deal"},
           {"id", customer + "d"},
           {"values",
            {{"customer", customer}, {"won", true}, {"signed_on", insight_day(day + takes)}}}});
    }
  }
  return lines;
}

struct InsightFirm {
  TestEngine engine{
      {{"storage", "memory"}, {"app", kInsightApp}, {"now", "2025-12-31T10:00:00+08:00"}}};
  InsightFirm() {
    INFO(engine.created().dump());
    REQUIRE(engine.created().value("ok", false));
    const json whole = {{"whole_app", true}, {"administrator", true}};
    const json imported = engine.result("data.import", {{"text", insight_records()}}, whole);
    INFO(imported.dump().substr(0, 2000));
    REQUIRE(imported.value("imported", 0) > 700);
  }
  json ask(const std::string& type, json params = json::object(), const std::string& role = "boss",
           const std::string& locale = "zh-CN") {
    return engine.result(type, std::move(params), {{"user", "p"}, {"role", role}}, locale);
  }
};

const json* row_of(const json& reply, const std::string& id) {
  for (const json& row : reply["rows"]) {
    if (row["id"] == id) return &row;
  }
  return nullptr;
}

TEST_CASE("the lift that was put in comes out, with its interval, and no other") {
  InsightFirm firm;
  const json reply = firm.ask("insight.lift", {{"days", 30}});
  INFO(reply.dump());
  CHECK(reply["outcome"] == "signed");
  CHECK(reply["entity"] == "visit");
  CHECK(reply["clusters"] == 300);
  CHECK(reply["cluster_label"] == "客户");
  const json* shown = row_of(reply, "yes/visit/case_shown");
  REQUIRE(shown);
  CHECK((*shown)["verdict"] == "raises");
  CHECK(reply["rows"][0]["id"] == "yes/visit/case_shown");
  const double ratio = std::stod((*shown)["ratio"].get<std::string>());
  CHECK(ratio > 2.3);
  CHECK(ratio < 3.4);
  CHECK(std::stod((*shown)["low"].get<std::string>()) < 2.8);
  CHECK(std::stod((*shown)["high"].get<std::string>()) > 2.8);
  CHECK((*row_of(reply, "yes/visit/coffee"))["verdict"] == "not_clear");
  CHECK((*row_of(reply, "yes/visit/rare"))["verdict"] == "too_few");
  CHECK((*row_of(reply, "yes/visit/rare"))["sentence"].get<std::string>().starts_with("样本太少"));
  CHECK(reply["notes"].size() >= 2);
  CHECK(firm.ask("insight.lift", {{"outcome", "none"}})["ok"] == false);
}

TEST_CASE("what a reader may not see is in no lift, no effect and no backtest") {
  InsightFirm firm;
  const json reply = firm.ask("insight.lift", {{"days", 30}}, "clerk");
  CHECK(row_of(reply, "yes/visit/case_shown") == nullptr);
  CHECK(reply.dump().find("同科室") == std::string::npos);
  CHECK(firm.ask("insight.effect", json::object(), "clerk").dump().find("同科室") ==
        std::string::npos);
  CHECK(firm.ask("insight.backtest", {{"action", "yes/visit/case_shown"}}, "clerk")["ok"] == false);
}

TEST_CASE("an effect has both periods, their spread, and what explains it") {
  InsightFirm firm;
  const json reply = firm.ask("insight.effect", {{"date", insight_day(175)}});
  INFO(reply.dump());
  CHECK(reply["measure"] == "between/visits/signed");
  CHECK(reply["measures"][0]["label"] == "从首次拜访到首次签约数");
  CHECK(reply["unit"] == "天");
  CHECK(std::stod(reply["difference"]["value"].get<std::string>()) < -10);
  CHECK(std::stod(reply["difference"]["high"].get<std::string>()) < -8);
  CHECK(std::stod(reply["narrowed"]["ratio"].get<std::string>()) < 0.8);
  REQUIRE(reply.contains("model"));
  CHECK(reply["model"]["controls"][0] == "大区");
  CHECK(reply["model"]["terms"].size() == 4);
  CHECK(reply["sentences"].size() >= 4);
  int64_t binned = 0;
  for (const json& bin : reply["bins"]) {
    binned += bin["before"].get<int64_t>() + bin["after"].get<int64_t>();
  }
  CHECK(binned == reply["units"]);
  CHECK(firm.ask("insight.effect", {{"date", "soon"}})["ok"] == false);
  CHECK(firm.ask("insight.effect", {{"measure", "metric/none"}})["ok"] == false);
}

TEST_CASE("a backtest counts what would have been stopped, with its rows and the change") {
  InsightFirm firm;
  const json reply = firm.ask("insight.backtest",
                              {{"action", "yes/visit/case_shown"}, {"days", 3000}, {"limit", 5}});
  INFO(reply.dump());
  REQUIRE(reply["stopped"].size() == 2);
  const json& visits = reply["stopped"][0];
  CHECK(visits["checked"] == 450);
  CHECK(visits["total"] == 150);  // of every third customer, visited one and a half times
  CHECK(visits["rows"].size() == 5);
  CHECK(visits["columns"][1]["id"] == "case_shown");
  for (const json& row : visits["rows"]) CHECK(row["cells"][1]["text"] == "否");
  CHECK(reply["stopped"][1]["entity"] == "deal");
  CHECK(reply["stopped"][1]["total"] > 10);
  CHECK(reply["change"]["field"] == "case_shown");
  // The change is a valid one.
  json app = json::parse(kInsightApp);
  app["version"] = 2;
  app["entities"][2]["fields"][1]["validations"] = json::array({reply["change"]["validation"]});
  const json saved = firm.engine.result("app.save", {{"text", app.dump()}},
                                        {{"whole_app", true}, {"administrator", true}});
  INFO(saved.dump());
  CHECK(saved["version"] == 2);
  CHECK(firm.ask("insight.backtest", {{"action", "evidence/visit/photo"}})["change"]["required"] ==
        true);
  CHECK(firm.ask("insight.backtest", {{"action", "yes/visit/none"}})["ok"] == false);
}

}  // namespace
}  // namespace tollgate::api
