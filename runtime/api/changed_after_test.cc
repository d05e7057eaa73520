// What is changed after it was settled: noted on every way to the record, and after a rebuild.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kPlannedApp = R"json({
  "format": "tollgate.app/1", "id": "plans", "version": 1, "label": {"en": "Plans"}, "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "fields": [
    {"id": "planned", "type": "time", "label": {"en": "Plan"}, "settled_by": "arrived"},
    {"id": "arrived", "type": "time", "label": {"en": "Arrival"}},
    {"id": "note", "type": "text", "label": {"en": "Note"}}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"}, "sections": [{"id": "main",
     "fields": [{"field": "planned"}, {"field": "arrived"}, {"field": "note"}]}]}],
  "scorecards": [{"id": "plan", "entity": "visit", "label": {"en": "Plan"}, "criteria": [
    {"id": "kept", "label": {"en": "Kept"}, "points": 5,
     "met": "not(list contains(record.changed_after, \"planned\"))"
}]
}],
  "automations": [{"id": "move", "label": {"en": "Move the plan"}, "when": "note = \"move\"",
     "on": {"event": "record_saved", "entity": "visit"},
     "effects": [{"type": "set_field", "field": "planned", "value": "time(\"12:00:00\")"}]}]
})json";

class Plan {
 public:
  explicit Plan(const std::string& app = kPlannedApp)
      : engine_({{"storage", "memory"}, {"app", app}}) {
    REQUIRE(engine_.created()["ok"] == true);
    const json form = engine_.result("form.open", {{"form", "visit"}});
    session_ = form["session"];
    record_ = form["record"];
  }
  void save(const json& values, bool complete = true) {
    for (const auto& [field, value] : values.items()) {
      engine_.result("form.set", {{"session", session_}, {"path", field}, {"value", value}});
    }
    const json saved = engine_.result("form.save", {{"session", session_}, {"complete", complete}});
    INFO(saved.dump());
    REQUIRE(saved["saved"] == true);
    scores_ = saved["scores"];
  }
  void open_again() {
    session_ = engine_.result("form.open", {{"form", "visit"}, {"record", record_}})["session"];
  }
  // By the verdict of the last save, which a rebuild finds again.
  bool kept() {
    REQUIRE(scores_.size() == 1);
    const json rebuilt = engine_.result("log.rebuild");
    INFO(rebuilt.dump());
    CHECK(rebuilt["changed"] == false);
    const json stored =
        engine_.result("record.get", {{"entity", "visit"}, {"record", record_}})["scores"];
    CHECK(stored[0]["total"] == scores_[0]["total"]);
    return scores_[0]["total"] == "5";
  }
  TestEngine& engine() { return engine_; }

 private:
  TestEngine engine_;
  json session_;
  json record_;
  json scores_;
};

TEST_CASE("a plan that is changed after arriving is noted until it is what it was") {
  Plan plan;
  plan.save({{"planned", "09:00:00"}});
  plan.save({{"planned", "09:30:00"}});
  CHECK(plan.kept());
  plan.save({{"arrived", "10:00:00"}});
  CHECK(plan.kept());
  plan.save({{"planned", "10:00:00"}});
  CHECK_FALSE(plan.kept());
  plan.open_again();
  plan.save({{"arrived", nullptr}, {"note", "x"}});
  CHECK_FALSE(plan.kept());
  plan.save({{"planned", "09:30:00"}});
  CHECK(plan.kept());
}

TEST_CASE("both in one save, and steps of a draft, are no way around it") {
  Plan at_once;
  at_once.save({{"planned", "09:00:00"}});
  at_once.save({{"planned", "10:00:00"}, {"arrived", "10:00:00"}});
  CHECK_FALSE(at_once.kept());

  Plan in_steps;
  in_steps.save({{"planned", "09:00:00"}}, false);
  in_steps.save({{"arrived", "10:00:00"}}, false);
  in_steps.save({{"arrived", nullptr}}, false);
  in_steps.save({{"planned", "10:00:00"}}, false);
  in_steps.open_again();
  in_steps.save({{"arrived", "10:00:00"}});
  CHECK_FALSE(in_steps.kept());
}

TEST_CASE("a plan that is first written down afterwards counts as it was first stored") {
  Plan plan;
  plan.save({{"arrived", "10:00:00"}});
  plan.save({{"planned", "09:00:00"}});
  CHECK(plan.kept());
  plan.save({{"planned", "10:00:00"}});
  CHECK_FALSE(plan.kept());
}

TEST_CASE("what an automation changes is noted in the same save") {
  Plan plan;
  plan.save({{"planned", "09:00:00"}, {"arrived", "10:00:00"}});
  CHECK(plan.kept());
  plan.save({{"note", "move"}});
  CHECK_FALSE(plan.kept());
}

TEST_CASE("changes are noted from the version on that says so") {
  json app = json::parse(kPlannedApp);
  app["entities"][0]["fields"][0].erase("settled_by");
  Plan plan(app.dump());
  plan.save({{"planned", "09:00:00"}, {"arrived", "10:00:00"}});
  plan.save({{"planned", "10:00:00"}});
  CHECK(plan.kept());
  const json taken_on = plan.engine().result("app.save", {{"text", kPlannedApp}});
  INFO(taken_on.dump());
  REQUIRE(taken_on.contains("version"));
  plan.open_again();
  plan.save({{"note", "x"}});
  CHECK(plan.kept());
  plan.save({{"planned", "11:00:00"}});
  CHECK_FALSE(plan.kept());
}

}  // namespace
}  // namespace tollgate::api
