#include <catch_amalgamated.hpp>

#include "log_test_support.h"

namespace tollgate::engine {
namespace {

// Visits with a score, a stage behind a gate, and a message when they are complete.
constexpr const char* kGatedApp = R"json({
  "format": "tollgate.app/1", "id": "small", "version": 1, "label": {"en": "Small"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "title": "city", "fields": [
    {"id": "city", "type": "text", "label": {"en": "City"}},
    {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
      {"id": "lead", "label": {"en": "Lead"}}, {"id": "won", "label": {"en": "Won"}}]}]}],
  "workflows": [{"id": "funnel", "entity": "visit", "label": {"en": "Funnel"},
    "stage_field": "stage", "stages": [
      {"id": "lead", "label": {"en": "Lead"}},
      {"id": "won", "label": {"en": "Won"}, "requires": [
        {"id": "city", "label": {"en": "City"}, "test": "city != null",
         "message": {"en": "The city is missing."}, "fields": ["city"]}]}]}],
  "scorecards": [{"id": "card", "entity": "visit", "label": {"en": "Card"},
    "criteria": [{"id": "city", "label": {"en": "City"}, "points": 5, "met": "city != null"}]}],
  "automations": [{"id": "tell", "label": {"en": "Tell"},
    "on": {"event": "record_completed", "entity": "visit"},
    "effects": [{"type": "notify", "channel": "wecom", "to": "\"boss\"",
                 "message": {"en": "done"}}]}]
})json";

// 1: the app. 2 and 3, 4 and 5: visits v1 and v2, complete, in the first stage. 6: v1 is won.
struct GatedLog : LogOnFiles {
  GatedLog() {
    EngineOptions gated = options();
    gated.app_text = kGatedApp;
    gated.now = Instant{1'790'000'000'000'000};
    auto engine = Engine::open(gated);
    REQUIRE(engine.ok());
    for (const char* id : {"v1", "v2"}) {
      const ops::RecordSet visit{"visit", id, {{"city", "Wuhan", ""}, {"stage", "lead", ""}}, ""};
      const ops::RecordStatusSet complete{"visit", id, ops::RecordStatus::kComplete};
      REQUIRE((*engine)->commit({visit, complete}, {}).ok());
    }
    const ops::WorkflowAdvance claim{"visit", "v1", "funnel", "stage", "lead", "won", ""};
    REQUIRE((*engine)->commit({claim}, {}).ok());
    REQUIRE((*engine)->log().head().number == 6);
  }
  log::LogCheck verify_all() {
    Result<log::LogCheck> check = open_log()->verify_all();
    REQUIRE(check.ok());
    return *check;
  }
};

struct DerivedChange {
  std::string_view sql;
  std::string code;
  std::string says;  // a part of the sentence
};

TEST_CASE("whatever is changed in derived tables is found, said and put right by a rebuild") {
  const DerivedChange change = GENERATE(
      DerivedChange{"UPDATE e_visit SET f_stage='won' WHERE id='v2'", "engine.derived_changed",
                    "the record 'v2' of 'visit': 'stage' holds 'won' where the log makes 'lead'; "
                    "changed after operation 5 (2026-09-21T14:13:20Z) at the earliest"},
      DerivedChange{"UPDATE e_visit SET f_city=NULL WHERE id='v2'", "engine.derived_changed",
                    "'city' holds nothing where the log makes 'Wuhan'; changed after operation 5"},
      DerivedChange{"UPDATE e_visit SET status=0 WHERE id='v2'", "engine.derived_changed",
                    "'status' holds '0' where the log makes '1'"},
      DerivedChange{"DELETE FROM e_visit WHERE id='v2'", "engine.derived_missing",
                    "the record 'v2' of 'visit': the log makes it"},
      DerivedChange{"INSERT INTO e_visit(id,status,created_ms,updated_ms,version,title) "
                    "VALUES('v3',1,0,0,'','x')",
                    "engine.derived_unknown",
                    "the record 'v3' of 'visit': the database holds it, and no operation"},
      DerivedChange{"UPDATE score SET total='9' WHERE record='v1'", "engine.derived_changed",
                    "the score 'card' of the record 'v1' of 'visit': 'total' holds '9'"},
      DerivedChange{"DELETE FROM score", "engine.derived_missing", "the score 'card'"},
      DerivedChange{"UPDATE decision SET allowed=0", "engine.derived_changed",
                    "the gate's decision on the record 'v1' of 'visit' at operation 6"},
      DerivedChange{"INSERT INTO decision(op_number,entity,record,workflow,from_stage,to_stage,"
                    "allowed,explanation,app_version) "
                    "VALUES(5,'visit','v2','funnel','lead','won',1,'[]',1)",
                    "engine.derived_unknown", "on the record 'v2' of 'visit' at operation 5"},
      DerivedChange{"UPDATE outbox SET delivered=1 WHERE op_number=3", "engine.derived_changed",
                    "the message in the outbox about the record 'v1' of 'visit', left by operation "
                    "3: 'delivered' holds '1'"},
      DerivedChange{"DELETE FROM outbox", "engine.derived_missing", "the message in the outbox"},
      DerivedChange{"UPDATE app SET text=replace(text,'city != null','true')",
                    "engine.derived_changed", "the app in force: 'text' holds"},
      DerivedChange{"UPDATE layout SET json='{}'", "engine.derived_changed",
                    "the layout of the tables: 'json' holds '{}'"},
      DerivedChange{"DROP TABLE e_visit", "engine.derived_unreadable_table", "the table 'visit'"},
      DerivedChange{"ALTER TABLE score ADD COLUMN more", "engine.derived_unreadable_table",
                    "the table 'score'"},
      DerivedChange{"UPDATE e_visit SET f_city=x'00ff' WHERE id='v1'", "engine.derived_changed",
                    "'city' holds"});
  CAPTURE(change.sql);
  GatedLog log;
  REQUIRE(log.verify_all().findings.empty());
  log.change({change.sql});
  CHECK(log.open_log()->verify_log().findings.empty());
  const log::LogCheck check = log.verify_all();
  CHECK(check.derived_compared);
  REQUIRE(check.findings.size() >= 2);
  CHECK(check.findings.front().code == change.code);
  CAPTURE(check.findings.front().message.en);
  CHECK(check.findings.front().message.en.find(change.says) != std::string::npos);
  CHECK(check.findings.back().code == "engine.derived_repair");
  CHECK(check.findings.back().message.en.find("tollgate rebuild") != std::string::npos);

  REQUIRE(log.open_log()->rebuild().ok());
  CHECK(log.verify_all().findings.empty());
}

TEST_CASE("a trigger that somebody left in the file is told, never run, and removed by a rebuild") {
  GatedLog log;
  log.change(
      {"CREATE TRIGGER \"to won\" AFTER INSERT ON op BEGIN UPDATE e_visit SET "
       "f_stage='won'; END",
       "CREATE TRIGGER again AFTER UPDATE ON e_visit BEGIN UPDATE e_visit SET f_stage='won' "
       "WHERE f_stage<>'won'; END"});
  {
    auto engine = log.open();
    const ops::RecordSet city{"visit", "v2", {{"city", "Xi'an", ""}}, ""};
    REQUIRE(engine->commit({city}, {}).ok());
    CHECK(engine->store().find_record("visit", "v2")->state.value("stage") == "lead");
  }
  const log::LogCheck check = log.verify_all();
  REQUIRE(check.findings.size() == 2);
  CHECK(check.findings[0].code == "engine.foreign_trigger");
  CHECK(check.findings[0].place.source == "again");
  CHECK(check.findings[1].place.source == "to won");
  const auto rebuilt = log.open_log()->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences == std::vector<std::string>{"trigger"});
  CHECK(log.verify_all().findings.empty());
}

TEST_CASE("of many changed rows the first are said, and how many there are") {
  LogOnFiles log;
  {
    auto engine = log.open();
    for (int i = 0; i < 30; ++i) {
      REQUIRE(engine->commit({city("v" + std::to_string(i), "Wuhan")}, {}).ok());
    }
  }
  log.change({"UPDATE e_visit SET f_city='Paris'"});
  Result<log::LogCheck> check = log.open_log()->verify_all();
  REQUIRE(check.ok());
  CHECK(check->findings.size() == 21);
  CHECK(check->findings.back().message.en.find("30 places are") != std::string::npos);
}

TEST_CASE("nothing is derived from a log that is broken") {
  GatedLog log;
  log.change({"UPDATE op SET bytes=replace(bytes,'Wuhan','Paris') WHERE number=2",
              "UPDATE e_visit SET f_city='Paris'"});
  const log::LogCheck check = log.verify_all();
  CHECK_FALSE(check.derived_compared);
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.log_broken");
}

TEST_CASE("the rules in force are those of the log, not what the app's table says") {
  const std::string_view sql = GENERATE("UPDATE app SET text=replace(text,'city != null','true')",
                                        "UPDATE app SET version=2", "UPDATE app SET id='other'");
  CAPTURE(sql);
  GatedLog log;
  CHECK(log.refusals().empty());
  log.change({sql});
  CHECK(log.refusals() ==
        std::vector<std::string>{"engine.derived_unreadable main.db", "engine.app_not_of_log app"});
  REQUIRE(log.open_log()->rebuild().ok());
  CHECK(log.open()->verify_all()->findings.empty());
}

TEST_CASE("an app is not put in force by an op that was changed, hidden or taken away") {
  using Statements = std::vector<std::string_view>;
  const Statements sql =
      GENERATE(Statements{"UPDATE op SET bytes=replace(bytes,'city != null','true') WHERE number=1",
                          "UPDATE app SET text=replace(text,'city != null','true')"},
               Statements{"UPDATE op SET hash=zeroblob(32) WHERE number=1"},
               Statements{"UPDATE op SET kind='blob.add' WHERE number=1"},
               Statements{"DELETE FROM op WHERE number=1", "DELETE FROM app"},
               Statements{"UPDATE op SET kind='app.put' WHERE number=3"});
  CAPTURE(sql);
  GatedLog log;
  log.change(sql);
  CHECK(log.refusals() == std::vector<std::string>{"engine.app_op_broken main.db"});
}

TEST_CASE("a later version of the app that is hidden leaves no earlier one in force") {
  GatedLog log;
  {
    auto engine = log.open();
    std::string next = kGatedApp;
    next.replace(next.find("city != null"), 12, "city = \\\"Wuhan\\\"");
    REQUIRE(engine->save_app(next, "", {}).ok());
    REQUIRE(engine->commit({city("v3", "Wuhan")}, {}).ok());
  }
  CHECK(log.refusals().empty());
  log.change(
      {"UPDATE app SET version=1, text=(SELECT json_extract(bytes,'$.body.text') FROM op "
       "WHERE number=1)",
       "UPDATE op SET kind='blob.add' WHERE number=7"});
  CHECK(log.refusals() == std::vector<std::string>{"engine.app_op_broken main.db"});
}

}  // namespace
}  // namespace tollgate::engine
