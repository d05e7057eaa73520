// Logs of before gates kept what they saw: nothing of them is locked, and they derive the same
// rows.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/engine/engine.h"
#include "tollgate/engine/workflow_commands.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

constexpr const char* kGateApp = R"({
  "format": "tollgate.app/1", "id": "gate", "version": 1, "label": {"en": "Gate"},
  "locales": ["en"],
  "entities": [{"id": "deal", "label": {"en": "Deal"}, "fields": [
    {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
      {"id": "lead", "label": {"en": "Lead"}}, {"id": "demo", "label": {"en": "Demo"}},
      {"id": "won", "label": {"en": "Won"}}]},
    {"id": "deck", "type": "text", "label": {"en": "Deck"}}]}],
  "workflows": [{"id": "sales", "entity": "deal", "label": {"en": "Sales"}, "stage_field": "stage",
    "stages": [{"id": "lead", "label": {"en": "Lead"}},
      {"id": "demo", "label": {"en": "Demo"}, "requires": [{"id": "deck", "label": {"en": "Deck"},
        "test": "deck != null", "message": {"en": "The deck is missing."}, "fields": ["deck"]}]},
      {"id": "won", "label": {"en": "Won"}}]}]
})";

struct OldLog {
  std::unique_ptr<Engine> engine = std::move(*Engine::open({.app_text = kGateApp}));

  OldLog() {
    REQUIRE(engine
                ->commit({ops::RecordSet{"deal", "d1", {{"deck", "old", ""}}, ""},
                          ops::RecordStatusSet{"deal", "d1", ops::RecordStatus::kComplete}},
                         {})
                .ok());
    // As versions of before wrote it.
    REQUIRE(
        engine->commit({ops::WorkflowAdvance{"deal", "d1", "sales", "stage", "", "demo", ""}}, {})
            .ok());
  }
  bool set_deck(const Json& value) {
    return engine->commit({ops::RecordSet{"deal", "d1", {{"deck", value, ""}}, ""}}, {}).ok();
  }
  record::RecordFacts facts() {
    return engine->app()->records->facts(engine->store().find_record("deal", "d1")->state);
  }
};

TEST_CASE("a verdict that kept nothing locks nothing and is not judged") {
  OldLog log;
  CHECK(log.facts().stage == "demo");
  CHECK(log.facts().stage_origin == "earlier");
  CHECK(log.facts().stage_holds == true);
  CHECK(log.engine->store().decisions("deal", "d1").front().explanation == "[]");
  CHECK(log.set_deck(nullptr));
  CHECK(log.facts().stage_holds == true);
  CHECK(log.engine->rebuild()->differences.empty());
}

TEST_CASE("the next gate keeps what it saw, and asks for those before it") {
  OldLog log;
  REQUIRE(log.set_deck(nullptr));
  const auto moved = advance(*log.engine, {"sales", "d1", "won"}, {});
  REQUIRE(moved.ok());
  REQUIRE(moved->advance->accepted);
  CHECK(log.facts().stage_origin == "passed");
  CHECK(log.facts().stage_holds == false);  // the way to it leads through demo
  CHECK(log.set_deck("new"));
  CHECK(log.facts().stage_holds == true);
  CHECK(log.engine->rebuild()->differences.empty());
}

TEST_CASE("the op and the decision hold what the gate saw") {
  OldLog log;
  REQUIRE(advance(*log.engine, {"sales", "d1", "lead"}, {})->advance->accepted);
  REQUIRE(advance(*log.engine, {"sales", "d1", "demo"}, {})->advance->accepted);
  Json saw;
  log.engine->store().read_ops(log.engine->log().head().number - 1, [&](const store::StoredOp& op) {
    saw = parse_json(op.bytes)->at("body").at("saw");
    return false;
  });
  CHECK(saw["fields"] == Json{{"deck", "old"}});
  CHECK(saw["app"]["version"] == 1);
  CHECK(saw["app"]["hash"] == log.engine->app()->hash);
  CHECK(saw["requirements"].contains("deck"));
  const auto decision = log.engine->store().decisions("deal", "d1").front();
  CHECK(parse_json(decision.explanation)->at("saw") == saw);
  CHECK_FALSE(log.set_deck("other"));
  CHECK_FALSE(log.engine->commit({ops::RecordDiscard{"deal", "d1"}}, {}).ok());
  CHECK_FALSE(
      log.engine->commit({ops::RecordSet{"deal", "d1", {{"stage", "won", ""}}, ""}}, {}).ok());
  CHECK(log.facts().stage == "demo");
}

}  // namespace
}  // namespace tollgate::engine
