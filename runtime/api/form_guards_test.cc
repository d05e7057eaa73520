// What a page may not do with a form, whatever it sends.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kDealApp = R"({
  "format": "tollgate.app/1", "id": "deals", "version": 1,
  "label": {"en": "Deals", "zh-CN": "商机"}, "locales": ["en", "zh-CN"],
  "entities": [{"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "fields": [
    {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
    {"id": "grade", "type": "text", "read_only": true, "label": {"en": "Grade", "zh-CN": "等级"}},
    {"id": "stage", "type": "choice", "label": {"en": "Stage", "zh-CN": "阶段"}, "default": "\"lead\"",
     "options": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
                 {"id": "won", "label": {"en": "Won", "zh-CN": "签约"}}]},
    {"id": "scan", "type": "file", "label": {"en": "Scan", "zh-CN": "扫描件"}},
    {"id": "shots", "type": "list", "label": {"en": "Shots", "zh-CN": "照片"}, "fields": [
      {"id": "picture", "type": "photo", "label": {"en": "Picture", "zh-CN": "图片"}}]}]}],
  "workflows": [{"id": "sales", "entity": "deal", "stage_field": "stage",
    "label": {"en": "Sales", "zh-CN": "销售"},
    "stages": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
               {"id": "won", "label": {"en": "Won", "zh-CN": "签约"}}],
    "transitions": [{"from": "lead", "to": "won"}]}],
  "forms": [{"id": "deal", "entity": "deal", "label": {"en": "Deal", "zh-CN": "商机"},
             "sections": [{"id": "main", "fields": [{"field": "name"}, {"field": "grade"},
               {"field": "stage"}, {"field": "scan"}, {"field": "shots"}]}]}]
})";

json not_handed_in() {
  return {{"sha256", std::string(64, 'a')}, {"name", "scan.pdf"}, {"pages", 3}};
}

// The fields of the record once a form with these first values is saved.
json saved_fields(TestEngine& engine, const json& values) {
  json form = engine.result("form.open", {{"form", "deal"}, {"values", values}});
  REQUIRE(form.contains("session"));
  json saved = engine.result("form.save", {{"session", form["session"]}, {"complete", true}});
  REQUIRE(saved.value("saved", false));
  return engine.result("record.get", {{"entity", "deal"}, {"record", form["record"]}})["fields"];
}

TEST_CASE("first values of a new record are held to what could be typed") {
  TestEngine engine({{"storage", "memory"}, {"app", kDealApp}});
  REQUIRE(code_of(engine.created()) == "ok");
  const std::string dump =
      saved_fields(engine, {{"name", "CT for the west"},
                            {"stage", "won"},
                            {"grade", "forged"},
                            {"scan", not_handed_in()},
                            {"shots", json::array({{{"picture", not_handed_in()}}})}})
          .dump();
  INFO(dump);
  CHECK(dump.find("CT for the west") != std::string::npos);
  CHECK(dump.find("\"lead\"") != std::string::npos);
  CHECK(dump.find("\"won\"") == std::string::npos);
  CHECK(dump.find("forged") == std::string::npos);
  CHECK(dump.find("aaaa") == std::string::npos);
}

TEST_CASE("evidence in a list set whole has to have been handed in") {
  TestEngine engine({{"storage", "memory"}, {"app", kDealApp}});
  const json session = engine.result("form.open", {{"form", "deal"}})["session"];
  const auto set = [&](const char* path, const json& value) {
    return code_of(
        engine.ask("form.set", {{"session", session}, {"path", path}, {"value", value}}));
  };
  const json item = {{"picture", not_handed_in()}};
  CHECK(set("shots", json::array({item})) == "engine.no_blob");
  CHECK(set("shots", json::array({json::object()})) == "ok");
  CHECK(set("shots/0", item) == "engine.no_blob");
  CHECK(set("shots/0/picture", not_handed_in()) == "engine.no_blob");
  CHECK(set("scan", not_handed_in()) == "engine.no_blob");
  CHECK(set("stage", "won") == "form.read_only");
}

TEST_CASE("a form whose record was discarded is not saved, and says so") {
  TestEngine engine({{"storage", "memory"}, {"app", kDealApp}});
  const json form = engine.result("form.open", {{"form", "deal"}});
  const json session = form["session"];
  REQUIRE(code_of(engine.ask("form.save", {{"session", session}, {"complete", false}})) == "ok");
  REQUIRE(code_of(engine.ask("record.discard", {{"entity", "deal"}, {"record", form["record"]}})) ==
          "ok");
  const json count = engine.result("engine.info")["op_count"];
  for (const bool complete : {false, true}) {
    CHECK(code_of(engine.ask("form.save", {{"session", session}, {"complete", complete}})) ==
          "form.discarded");
  }
  CHECK(engine.result("engine.info")["op_count"].dump() == count.dump());
}

}  // namespace
}  // namespace tollgate::api
