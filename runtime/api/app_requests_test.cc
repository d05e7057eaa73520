#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

TEST_CASE("an engine in memory says what it is") {
  TestEngine engine({{"storage", "memory"}, {"device", "dev-1"}});
  json info = engine.result("engine.info");
  CHECK(info["storage"] == "memory");
  CHECK(info["device"] == "dev-1");
  CHECK(info["op_count"] == 0);
  CHECK_FALSE(info.contains("app_id"));
  CHECK(code_of(engine.ask("app.get")) == "engine.no_app");
}

TEST_CASE("an app comes into force, rises in version, and is guarded against a lost update") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  json first = engine.result("app.get");
  CHECK(first["id"] == "small");
  CHECK(first["version"] == 1);
  json document = json::parse(first["text"].get<std::string>());
  document["label"]["en"] = "Renamed";

  json saved = engine.ask("app.save", {{"text", document.dump()}, {"base_hash", first["hash"]}});
  REQUIRE(saved["ok"] == true);
  CHECK(saved["result"]["version"] == 2);
  CHECK(saved["changed"] == json({{"app", true}}));
  CHECK(engine.result("app.get")["text"] == saved["result"]["text"]);
  CHECK(engine.result("app.describe", {}, json::object(), "en")["app"]["label"] == "Renamed");
  CHECK(engine.result("app.describe", {}, json::object(), "zh-CN")["app"]["label"] == "小应用");

  json late = engine.ask("app.save", {{"text", document.dump()}, {"base_hash", first["hash"]}});
  CHECK(code_of(late) == "engine.app_changed");
  CHECK(engine.result("engine.info")["op_count"] == 2);
  CHECK(engine.result("log.verify")["sound"] == true);
}

TEST_CASE("a document with errors is refused and leaves the running app as it was") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  json before = engine.result("app.get");
  json document = json::parse(kSmallApp);
  document["entities"][0]["fields"][0]["type"] = "texture";
  json refused = engine.ask("app.save", {{"text", document.dump()}});
  CHECK(refused["ok"] == false);
  CHECK(refused["diagnostics"][0]["place"]["pointer"] == "/entities/0/fields/0/type");
  CHECK(engine.result("app.check", {{"text", document.dump()}})["valid"] == false);
  CHECK(engine.result("app.check", {{"text", kSmallApp}})["valid"] == true);
  document = json::parse(kSmallApp);
  document["id"] = "another";
  CHECK(code_of(engine.ask("app.save", {{"text", document.dump()}})) == "engine.other_app");
  CHECK(engine.result("app.get") == before);
  CHECK(engine.result("engine.info")["op_count"] == 1);
}

}  // namespace
}  // namespace tollgate::api
