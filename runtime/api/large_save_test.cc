#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr int kFields = 30;

json app_of_many_texts() {
  json app = json::parse(kSmallApp);
  json& fields = app["entities"][0]["fields"];
  json& shown = app["forms"][0]["sections"][0]["fields"];
  for (int i = 0; i < kFields; ++i) {
    std::string id = "text_" + std::to_string(i);
    fields.push_back({{"id", id}, {"type", "long_text"}, {"label", {{"en", id}, {"zh-CN", id}}}});
    shown.push_back({{"field", id}});
  }
  return app;
}

TEST_CASE("a form that holds more than the log takes is refused and stays as it was typed") {
  TestEngine engine({{"storage", "memory"}, {"app", app_of_many_texts().dump()}});
  json form = engine.result("form.open", {{"form", "visit"}});
  auto type = [&](int field, const std::string& text) {
    return engine.ask(
        "form.set",
        {{"session", form["session"]}, {"path", "text_" + std::to_string(field)}, {"value", text}});
  };
  for (int i = 0; i < kFields; ++i) REQUIRE(code_of(type(i, std::string(399'999, 'x'))) == "ok");
  for (bool complete : {false, true}) {
    json refused = engine.ask("form.save", {{"session", form["session"]}, {"complete", complete}});
    CHECK(code_of(refused) == "ops.too_large");
    CHECK(refused["diagnostics"][0]["place"]["source"] == form["record"]);
    CHECK_FALSE(refused.contains("changed"));
  }
  CHECK(engine.result("engine.info")["op_count"] == 1);
  CHECK(code_of(engine.ask("record.get", {{"entity", "visit"}, {"record", form["record"]}})) !=
        "ok");

  for (int i = 10; i < kFields; ++i) REQUIRE(code_of(type(i, "short")) == "ok");
  json saved = engine.result("form.save", {{"session", form["session"]}, {"complete", true}});
  CHECK(saved["saved"] == true);
  json row = engine.result("form.open", {{"form", "visit"}, {"record", form["record"]}});
  for (const json& field : row["state"]["fields"]) {
    if (field["path"] != "text_3") continue;
    CHECK(field[field.contains("value") ? "value" : "text"] == std::string(399'999, 'x'));
  }
  CHECK(engine.result("log.verify")["sound"] == true);
  CHECK(engine.result("log.rebuild")["changed"] == false);
}

TEST_CASE("a hash to look for in the log is a hash") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  json head = engine.result("engine.info")["head_hash"];
  CHECK(engine.result("log.verify", {{"head_hash", head}})["sound"] == true);
  json other = engine.result("log.verify", {{"head_hash", std::string(64, 'a')}});
  CHECK(other["sound"] == false);
  CHECK(other["findings"][0]["code"] == "engine.log_head_missing");
  CHECK(code_of(engine.ask("log.verify", {{"head_hash", "abc"}})) == "api.bad_hash");
}

}  // namespace
}  // namespace tollgate::api
