// What automations could not do is kept for those who look after the app.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "log_test_support.h"
#include "tollgate/engine/form_commands.h"

namespace tollgate::engine {
namespace {

constexpr const char* kNobodyApp = R"json({
  "format": "tollgate.app/1", "id": "nobody", "version": 1, "label": {"en": "Nobody"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "fields": [
    {"id": "boss", "type": "text", "label": {"en": "Boss"}}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"}, "sections": [
    {"id": "main", "fields": [{"field": "boss"}]}]}],
  "automations": [{"id": "tell", "label": {"en": "Tell the boss"},
    "on": {"event": "record_saved", "entity": "visit"},
    "effects": [{"type": "notify", "channel": "in_app", "to": "boss",
                 "message": {"en": "A visit was saved"}}]}]
})json";

struct Nobody {
  files::MemoryFiles files;

  std::unique_ptr<Engine> open() {
    Result<std::unique_ptr<Engine>> engine = Engine::open(
        {.storage = "opfs", .path = "main.db", .files = &files, .app_text = kNobodyApp});
    REQUIRE(engine.ok());
    return std::move(*engine);
  }
};

// Saves a visit whose boss nobody knows: its id.
std::string save_visit(Engine& engine) {
  Result<Session*> session = open_form(engine, {.form = "visit"}, {});
  REQUIRE(session.ok());
  Result<FormSaved> saved = save_form(engine, **session, true);
  REQUIRE(saved.ok());
  REQUIRE(saved->outcome.problems.size() == 1);
  return (*session)->record;
}

TEST_CASE("a message to nobody is kept with its record, and a rebuild finds it again") {
  Nobody nobody;
  auto engine = nobody.open();
  const std::string first = save_visit(*engine);
  const std::string second = save_visit(*engine);
  const auto kept = engine->store().problems_of("visit", first, 10);
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].diagnostic.find("Tell the boss") != std::string::npos);
  const auto all = engine->store().problems(10);
  REQUIRE(all.size() == 2);
  CHECK(all[0].record == second);
  Result<log::RebuildReport> report = engine->rebuild();
  REQUIRE(report.ok());
  CHECK(report->differences.empty());
  CHECK(engine->store().problems(10).size() == 2);
}

TEST_CASE("a database of before keeps problems from its first opening on, and rebuilds alike") {
  Nobody nobody;
  save_visit(*nobody.open());
  REQUIRE(
      store::run_foreign_sql({.path = "main.db", .files = &nobody.files}, {"DROP TABLE problem"})
          .ok());
  auto engine = nobody.open();
  CHECK(engine->store().problems(10).empty());
  const std::string second = save_visit(*engine);
  Result<log::RebuildReport> report = engine->rebuild();
  REQUIRE(report.ok());
  CHECK(report->differences.empty());
  REQUIRE(engine->store().problems(10).size() == 1);
  CHECK(engine->store().problems(10)[0].record == second);
}

}  // namespace
}  // namespace tollgate::engine
