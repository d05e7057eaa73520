// A request whose rules take too much work is refused as a whole, and harms nothing else.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api::workload {
namespace {

using nlohmann::json;

// What runs into its own limit, which is a hundredth of what all rules of a save may take.
constexpr const char* kEndless = "count(for i in 1..1000000000 return i) = 1";

json label(const char* text) { return {{"en", text}}; }

json form_of(const char* entity) {
  json fields = json::array({{{"field", "city"}}});
  json sections = json::array({{{"id", "main"}, {"fields", fields}}});
  return {{"id", entity}, {"entity", entity}, {"label", label("Form")}, {"sections", sections}};
}

json entity_of(const char* id) {
  json fields = json::array({{{"id", "city"}, {"type", "text"}, {"label", label("City")}}});
  return {{"id", id}, {"label", label(id)}, {"fields", fields}};
}

json dashboard_of(const char* id, const char* metric) {
  json widgets =
      json::array({{{"id", "w"}, {"type", "metric"}, {"label", label("W")}, {"metric", metric}}});
  return {{"id", id}, {"label", label(id)}, {"widgets", widgets}};
}

std::string app_text() {
  json criteria = json::array();
  for (int i = 0; i < 100; ++i) {
    criteria.push_back(
        {{"id", "c" + std::to_string(i)}, {"label", label("C")}, {"points", 1}, {"met", kEndless}});
  }
  json card = {{"id", "card"}, {"entity", "slow"}, {"label", label("Card")}};
  card["criteria"] = criteria;
  json endless = {{"id", "endless"}, {"label", label("Endless")}, {"entity", "plain"}};
  endless["aggregate"] = "share";
  endless["test"] = kEndless;
  json many = {{"id", "many"}, {"label", label("Many")}, {"entity", "plain"}};
  many["aggregate"] = "count";
  json app = {{"format", "tollgate.app/1"}, {"id", "slow"}, {"version", 1}};
  app["label"] = label("Slow");
  app["locales"] = json::array({"en"});
  app["entities"] = json::array({entity_of("slow"), entity_of("plain")});
  app["forms"] = json::array({form_of("slow"), form_of("plain")});
  app["scorecards"] = json::array({card});
  app["metrics"] = json::array({endless, many});
  app["dashboards"] = json::array({dashboard_of("bad", "endless"), dashboard_of("good", "many")});
  return app.dump();
}

json save(TestEngine& engine, const char* form) {
  const json opened = engine.result("form.open", {{"form", form}});
  const std::string session = opened.at("session");
  engine.result("form.set", {{"session", session}, {"path", "city"}, {"value", "Wuhan"}});
  return engine.ask("form.save", {{"session", session}, {"complete", true}});
}

TEST_CASE("a save whose rules take too much work is refused, and nothing of it stays") {
  TestEngine engine({{"app", app_text()}});
  REQUIRE(engine.created().value("ok", false));
  const json refused = save(engine, "slow");
  CHECK(code_of(refused) == "engine.too_much_work");
  CHECK(engine.result("log.verify").at("op_count") == 1);
  CHECK(code_of(save(engine, "plain")) == "ok");
}

TEST_CASE("a document that would name all records with too much work is refused") {
  TestEngine engine({{"app", app_text()}});
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    lines += R"({"entity":"plain","id":"p)" + std::to_string(i) + R"(","values":{"city":"Wuhan"}})";
    lines += '\n';
  }
  REQUIRE(engine.result("data.import", {{"text", lines}}).value("imported", 0) == 300);
  json app = json::parse(app_text());
  app["entities"][1]["title"] = "string(count(for i in 1..1000000000 return i))";
  const json before = engine.result("log.verify").at("op_count");
  const json refused = engine.ask("app.save", {{"text", app.dump()}});
  CHECK(code_of(refused) == "engine.too_much_work");
  CHECK(engine.result("log.verify").at("op_count") == before);
  app["entities"][1]["title"] = "city";
  CHECK(code_of(engine.ask("app.save", {{"text", app.dump()}})) == "ok");
}

TEST_CASE("a dashboard whose metric takes too much work says so, and others are read") {
  TestEngine engine({{"app", app_text()}});
  for (int i = 0; i < 10; ++i) REQUIRE(code_of(save(engine, "plain")) == "ok");
  const json refused = engine.ask("dashboard.read", {{"dashboard", "bad"}});
  CHECK(code_of(refused) == "metrics.too_much_work");
  CHECK(refused["diagnostics"][0]["message"]["en"].get<std::string>().find("Endless") !=
        std::string::npos);
  const json good = engine.result("dashboard.read", {{"dashboard", "good"}});
  CHECK(good.at("widgets")[0].at("value") == "10");
  CHECK(code_of(engine.ask("dashboard.read", {{"dashboard", "bad"}})) == "metrics.too_much_work");
}

}  // namespace
}  // namespace tollgate::api::workload
