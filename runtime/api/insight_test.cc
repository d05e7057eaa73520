// What raises success, what a change brought, and what a rule would have stopped: over records that
// were made with known answers.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"
#include "insight_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

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

TEST_CASE("many choices push no yes or no out of what helps") {
  json app = json::parse(kInsightApp);
  json& fields = app["entities"][2]["fields"];
  for (int f = 0; f < 12; ++f) {
    json field = {{"id", "wish_" + std::to_string(f)},
                  {"type", "choice"},
                  {"label", {{"en", "Wish " + std::to_string(f)}, {"zh-CN", "愿望"}}},
                  {"options", json::array()}};
    for (int o = 0; o < 10; ++o) {
      const std::string name = "o" + std::to_string(o);
      field["options"].push_back({{"id", name}, {"label", {{"en", name}, {"zh-CN", name}}}});
    }
    fields.insert(fields.begin(), std::move(field));
  }
  TestEngine engine{
      {{"storage", "memory"}, {"app", app.dump()}, {"now", "2025-12-31T10:00:00+08:00"}}};
  INFO(engine.created().dump());
  REQUIRE(engine.created().value("ok", false));
  const json whole = {{"whole_app", true}, {"administrator", true}};
  REQUIRE(engine.result("data.import", {{"text", insight_records()}}, whole).value("imported", 0) >
          700);
  const json reply = engine.result("insight.lift", {{"days", 30}, {"entity", "visit"}},
                                   {{"user", "p"}, {"role", "boss"}}, "en");
  INFO(reply.dump().substr(0, 2000));
  const json* shown = row_of(reply, "yes/visit/case_shown");
  REQUIRE(shown);
  CHECK((*shown)["verdict"] == "raises");
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
