// A log is looked through and its tables are put right step by step, while others save.
#include "log_test_support.h"
#include "tollgate/engine/log_repair.h"
#include "tollgate/engine/log_verification.h"

namespace tollgate::engine {
namespace {

// Visits with a score, so many that no step looks at all of them.
constexpr const char* kScoredApp = R"json({
  "format": "tollgate.app/1", "id": "small", "version": 1, "label": {"en": "Small"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "title": "city", "fields": [
    {"id": "city", "type": "text", "label": {"en": "City"}}]}],
  "scorecards": [{"id": "card", "entity": "visit", "label": {"en": "Card"},
    "criteria": [{"id": "city", "label": {"en": "City"}, "points": 5, "met": "city != null"}]}]
})json";
constexpr int kVisits = 450;

struct ScoredLog : LogOnFiles {
  std::unique_ptr<Engine> engine;

  ScoredLog() {
    open_again();
    for (int i = 0; i < kVisits; ++i) save("v" + std::to_string(i));
    REQUIRE(engine->put_blob("note.txt", "what was seen").ok());
  }
  void open_again(bool log_only = false) {
    engine.reset();
    EngineOptions scored = options();
    scored.app_text = kScoredApp;
    scored.log_only = log_only;
    auto opened = Engine::open(scored);
    REQUIRE(opened.ok());
    engine = std::move(*opened);
  }
  void save(const std::string& id) {
    const ops::RecordStatusSet complete{"visit", id, ops::RecordStatus::kComplete};
    REQUIRE(engine->commit({city(id, "Wuhan"), complete}, {}).ok());
  }
  void spoil(const std::vector<std::string_view>& statements, bool log_only = false) {
    engine.reset();
    change(statements);
    open_again(log_only);
  }
  log::LogCheck verify_in_steps(const std::function<void(int step)>& between) {
    auto verification = engine->begin_verify({}, true);
    REQUIRE(verification.ok());
    for (int step = 1; !(*verification)->step(); ++step) {
      const Progress progress = (*verification)->progress();
      CHECK(progress.done <= progress.of);
      between(step);
      REQUIRE(step < 1000);
    }
    return (*verification)->take();
  }
  Result<log::RebuildReport> repair_in_steps(const std::function<void(int step)>& between) {
    auto repair = engine->begin_rebuild();
    REQUIRE(repair.ok());
    for (int step = 1;; ++step) {
      Result<bool> done = (*repair)->step();
      if (!done) return std::move(done).error();
      if (*done) return (*repair)->take();
      between(step);
      REQUIRE(step < 1000);
    }
  }
};

std::vector<std::string> told(const log::LogCheck& check) {
  std::vector<std::string> texts;
  for (const Diagnostic& d : check.findings) texts.push_back(d.code + " " + d.message.en);
  return texts;
}

const std::vector<std::string_view> kSpoils = {
    "UPDATE e_visit SET f_city='x' WHERE id='v0'",
    "DELETE FROM e_visit WHERE id='v99'",
    "UPDATE score SET total='9' WHERE record='v150'",
    "INSERT INTO score SELECT entity,'nobody',scorecard,total,possible,pool,explanation,"
    "app_version,op_number FROM score WHERE record='v5'",
    "UPDATE blob SET facts='{}'",
    "UPDATE op SET record='v1' WHERE record='v2'"};

TEST_CASE("what was changed is found step by step as in one go") {
  ScoredLog log;
  log.spoil(kSpoils);
  const auto at_once = log.engine->verify_all();
  REQUIRE(at_once.ok());
  // Two ops of v2, the file, four rows, and how all of it is repaired.
  CHECK(at_once->findings.size() == 8);
  CHECK(told(log.verify_in_steps([](int) {})) == told(*at_once));
  // What is saved meanwhile is right, and adds nothing.
  const log::LogCheck later = log.verify_in_steps([&](int step) {
    if (step % 3 == 0) log.save("w" + std::to_string(step));
    if (step % 7 == 0) log.save("v300");
  });
  CHECK(told(later) == told(*at_once));
  CHECK(later.op_count == log.engine->log().head().number);
}

TEST_CASE("what was changed is put right step by step, while others save") {
  ScoredLog log;
  log.spoil(kSpoils);
  log.engine->take_changes();
  const Result<log::RebuildReport> report = log.repair_in_steps([&](int step) {
    if (step % 3 == 0) log.save("w" + std::to_string(step));
  });
  REQUIRE(report.ok());
  CHECK(report->differences == std::vector<std::string>{"blob", "op", "record.visit", "score"});
  CHECK(report->op_count == log.engine->log().head().number);
  CHECK(log.engine->take_changes().all);
  const auto check = log.engine->verify_all();
  REQUIRE(check.ok());
  CHECK(told(*check).empty());
  CHECK(log.engine->store().find_record("visit", "v0")->state.value("city") == "Wuhan");
  CHECK(log.engine->store().scores("visit", "nobody").empty());
  const Result<log::RebuildReport> again = log.repair_in_steps([](int) {});
  REQUIRE(again.ok());
  CHECK(again->differences.empty());
  CHECK_FALSE(log.engine->take_changes().all);
}

TEST_CASE("a table that is gone is made again, and nothing where the log is not sound") {
  ScoredLog log;
  log.spoil({"DROP TABLE score"}, true);
  const Result<log::RebuildReport> report = log.repair_in_steps([](int) {});
  REQUIRE(report.ok());
  CHECK(report->differences == std::vector<std::string>{"score"});
  log.spoil({"UPDATE score SET total='9'", "UPDATE op SET bytes='{}' WHERE number=200"}, true);
  const Result<log::RebuildReport> refused = log.repair_in_steps([](int) {});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().back().code == "engine.rebuild_refused");
  CHECK(log.engine->store().scores("visit", "v5").at(0).total == "9");
}

}  // namespace
}  // namespace tollgate::engine
