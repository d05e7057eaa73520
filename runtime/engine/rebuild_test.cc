#include <catch_amalgamated.hpp>

#include "log_test_support.h"

namespace tollgate::engine {
namespace {

TEST_CASE("a log that was changed is not rebuilt from, and nothing changes") {
  const char* sql =
      GENERATE("UPDATE op SET bytes=replace(bytes,'Originaltown','Imaginedtown') WHERE number=3",
               "UPDATE op SET bytes='{}' WHERE number=3", "DELETE FROM op WHERE number=3",
               "DELETE FROM op WHERE number=11", "UPDATE op SET hash=zeroblob(32) WHERE number=3");
  CAPTURE(sql);
  LogOnFiles log;
  log.fill();
  log.change({sql});
  auto engine = log.open_log();
  const auto before = engine->store().digests();
  Result<log::RebuildReport> rebuilt = engine->rebuild();
  REQUIRE_FALSE(rebuilt.ok());
  CHECK(rebuilt.diagnostics().front().code == "engine.log_broken");
  CHECK(rebuilt.diagnostics().back().code == "engine.rebuild_refused");
  CHECK(engine->store().digests() == before);
  CHECK(engine->store().find_record("visit", "v1")->state.value("city") == "Originaltown");
}

TEST_CASE("derived data that is missing or damaged is made again from the log alone") {
  using Statements = std::vector<std::string_view>;
  const Statements sql = GENERATE(
      Statements{"DROP TABLE e_visit"}, Statements{"DROP TABLE score"},
      Statements{"DROP TABLE score", "CREATE VIEW score AS SELECT 1"},
      Statements{"DROP TABLE app", "DROP TABLE layout", "DROP TABLE outbox", "DROP TABLE decision"},
      Statements{"DELETE FROM layout"}, Statements{"UPDATE layout SET json='{\"tables\":5}'"},
      Statements{"UPDATE app SET text='{}'"}, Statements{"DELETE FROM app"});
  CAPTURE(sql);
  LogOnFiles log;
  log.fill();
  const auto sound = log.open()->store().digests();
  log.change(sql);
  const std::vector<std::string> refusals = log.refusals();
  REQUIRE_FALSE(refusals.empty());
  CHECK(refusals[0] == "engine.derived_unreadable main.db");
  CHECK(log.open_log()->verify_log().findings.empty());

  Result<log::RebuildReport> rebuilt = log.open_log()->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK_FALSE(rebuilt->differences.empty());
  CHECK(rebuilt->op_count == 11);
  auto engine = log.open();
  CHECK(engine->store().digests() == sound);
  CHECK(engine->store().find_record("visit", "v1")->state.value("city") == "Originaltown");
  CHECK(engine->rebuild()->differences.empty());
}

TEST_CASE("a derived row that was changed by hand is put right by a rebuild, which says so") {
  auto engine = Engine::open({.app_text = kLogApp});
  REQUIRE(engine.ok());
  REQUIRE((*engine)->commit({city("v1", "Wuhan")}, {}).ok());
  (*engine)->store().set_title("visit", "v1", "something else");
  Result<log::RebuildReport> rebuilt = (*engine)->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences == std::vector<std::string>{"record.visit"});
  CHECK((*engine)->store().title("visit", "v1") == "v1");
  CHECK((*engine)->rebuild()->differences.empty());
}

TEST_CASE("columns that repeat what the log says are put right by a rebuild") {
  LogOnFiles log;
  log.fill();
  log.change({"UPDATE op SET kind='x', entity=NULL, record='y' WHERE number=3",
              "UPDATE blob SET facts='{}'", "CREATE TABLE e_stray(id)"});
  auto engine = log.open_log();
  CHECK(engine->verify_log().findings.size() == 2);
  Result<log::RebuildReport> rebuilt = engine->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences == std::vector<std::string>{"blob", "op"});
  CHECK(engine->verify_log().findings.empty());
  CHECK(engine->rebuild()->differences.empty());
}

}  // namespace
}  // namespace tollgate::engine
