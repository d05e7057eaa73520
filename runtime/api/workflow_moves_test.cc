// Where a record can go from its stage, as pages are told.
#include <catch_amalgamated.hpp>
#include <map>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

// No stage has requirements: whether a move leads back cannot be told from them.
const char* const kStagesApp = R"({
  "format": "tollgate.app/1", "id": "stages", "version": 1,
  "label": {"en": "Stages", "zh-CN": "阶段"}, "locales": ["en", "zh-CN"],
  "entities": [{"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "fields": [
    {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
    {"id": "stage", "type": "choice", "label": {"en": "Stage", "zh-CN": "阶段"}, "default": "\"lead\"",
     "options": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
                 {"id": "demo", "label": {"en": "Demo", "zh-CN": "演示"}},
                 {"id": "won", "label": {"en": "Won", "zh-CN": "签约"}}]}]}],
  "workflows": [{"id": "sales", "entity": "deal", "stage_field": "stage",
    "label": {"en": "Sales", "zh-CN": "销售"},
    "stages": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
               {"id": "demo", "label": {"en": "Demo", "zh-CN": "演示"}},
               {"id": "won", "label": {"en": "Won", "zh-CN": "签约"}}],
    "transitions": [{"from": "lead", "to": "demo"}, {"from": "demo", "to": "lead"}, {"from": "demo", "to": "won"}]}],
  "forms": [{"id": "deal", "entity": "deal", "label": {"en": "Deal", "zh-CN": "商机"},
             "sections": [{"id": "main", "fields": [{"field": "name"}, {"field": "stage"}]}]}]
})";

TEST_CASE("a move to an earlier stage says so") {
  TestEngine engine({{"storage", "memory"}, {"app", kStagesApp}});
  REQUIRE(engine.created()["ok"] == true);
  const json form = engine.result("form.open", {{"form", "deal"}});
  engine.result("form.save", {{"session", form["session"]}, {"complete", true}});
  engine.result("workflow.advance",
                {{"workflow", "sales"}, {"record", form["record"]}, {"to", "demo"}});
  const json state =
      engine.result("workflow.state", {{"workflow", "sales"}, {"record", form["record"]}})["state"];
  INFO(state.dump());
  REQUIRE(state["stage"] == "demo");
  REQUIRE(state["moves"].size() == 2);
  std::map<std::string, json> moves;
  for (const json& move : state["moves"]) moves[move["to"]] = move;
  CHECK(moves["lead"]["backward"] == true);
  CHECK_FALSE(moves["won"].contains("backward"));
}

}  // namespace
}  // namespace tollgate::api
