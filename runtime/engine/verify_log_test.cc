#include <catch_amalgamated.hpp>

#include "log_test_support.h"

namespace tollgate::engine {
namespace {

struct Change {
  const char* sql;
  std::string code;
  std::string source;  // "": any
};

TEST_CASE("whatever another program changes in the log or its files is found") {
  const Change change = GENERATE(
      Change{"UPDATE op SET bytes=replace(bytes,'Originaltown','Imaginedtown') WHERE number=3",
             "engine.log_broken", "3"},
      Change{"UPDATE op SET hash=zeroblob(32) WHERE number=6", "engine.log_broken", "6"},
      Change{"UPDATE op SET bytes='{}' WHERE number=11", "engine.log_broken", "11"},
      Change{"DELETE FROM op WHERE number=1", "engine.log_broken", "2"},
      Change{"DELETE FROM op WHERE number=4", "engine.log_broken", "5"},
      Change{"DELETE FROM op WHERE number=11", "engine.log_broken", "10"},
      Change{"INSERT INTO op(number,kind,hash,bytes) VALUES(-1,'x',x'00','{}')",
             "engine.log_broken", "-1"},
      Change{"UPDATE op SET kind='record.discard' WHERE number=3", "engine.log_columns", "3"},
      Change{"UPDATE op SET entity='person' WHERE number=3", "engine.log_columns", "3"},
      Change{"UPDATE op SET record='v4' WHERE number=3", "engine.log_columns", "3"},
      Change{"UPDATE op SET record='v4' WHERE number=1", "engine.log_columns", "1"},
      Change{"UPDATE blob SET bytes=x'00'", "engine.blob_changed", ""},
      Change{"UPDATE blob SET facts='{}'", "engine.blob_facts", ""},
      Change{"DELETE FROM blob", "engine.blob_missing", ""},
      Change{"INSERT INTO blob(sha256,facts,bytes) VALUES('00','{}',x'00')", "engine.blob_unknown",
             "00"});
  CAPTURE(change.sql);
  LogOnFiles log;
  log.fill();
  log.change({change.sql});
  log::LogCheck check = log.open_log()->verify_log();
  REQUIRE_FALSE(check.findings.empty());
  CHECK(check.findings[0].code == change.code);
  if (!change.source.empty()) CHECK(check.findings[0].place.source == change.source);
}

TEST_CASE("a log that nobody touched is sound, and says its head") {
  LogOnFiles log;
  log.fill();
  auto engine = log.open();
  log::LogCheck check = engine->verify_log();
  CHECK(check.findings.empty());
  CHECK(check.op_count == 11);
  CHECK(check.head_hash == hex(engine->log().head().hash));
}

TEST_CASE("groups that are cut off at the end are found by a head that was kept") {
  LogOnFiles log;
  log.fill();
  const Sha256Digest kept = log.open()->log().head().hash;
  REQUIRE(log.open()->commit({city("later", "Wuhan")}, {}).ok());
  CHECK(log.open()->verify_log(kept).findings.empty());
  log.change({"DELETE FROM op WHERE number>=10"});
  // Whoever cuts the log may take the checkpoints beside it away, too.
  log.files.bytes_of("main.db-checkpoints")->clear();
  CHECK(log.open()->verify_log().findings.empty());
  log::LogCheck check = log.open()->verify_log(kept);
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.log_head_missing");
  CHECK(check.findings[0].place.source == hex(kept));
}

TEST_CASE("a database does not open when the end of its log is broken") {
  const auto [sql, source] = GENERATE(
      std::pair("UPDATE op SET bytes=replace(bytes,'Wuhan','Paris') WHERE number=10", "10"),
      std::pair("UPDATE op SET bytes='' WHERE number=11", "11"),
      std::pair("DELETE FROM op WHERE number=11", "10"),
      std::pair("DELETE FROM op WHERE number=9", "10"));
  CAPTURE(sql);
  LogOnFiles log;
  log.fill();
  CHECK(log.refusals().empty());
  log.change({sql});
  CHECK(log.refusals() == std::vector<std::string>{std::string("engine.log_broken ") + source,
                                                   "engine.log_end_broken main.db"});
}

TEST_CASE("a save that the device refuses leaves no trace, and the next one works") {
  LogOnFiles log;
  auto engine = log.open();
  log.files.set_quota(0);
  int refused = 0;
  for (int i = 0; i < 400 && refused == 0; ++i) {
    std::string id = "v" + std::to_string(i);
    Result<Outcome> saved = engine->commit({city(id, std::string(500, 'x'))}, {});
    if (saved) continue;
    CHECK(saved.diagnostics()[0].code == "store.quota_exceeded");
    CHECK_FALSE(engine->store().has_record("visit", id));
    refused = i;
  }
  REQUIRE(refused > 0);
  log.files.set_quota(-1);
  REQUIRE(engine->commit({city("after", "Wuhan")}, {}).ok());
  CHECK(engine->store().has_record("visit", "after"));
  log::LogCheck check = engine->verify_log();
  CHECK(check.findings.empty());
  CHECK(check.op_count == engine->log().head().number);
  Result<log::RebuildReport> rebuilt = engine->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences.empty());
}

TEST_CASE("what could not be read back is refused, leaves no trace, and the next save works") {
  LogOnFiles log;
  auto engine = log.open();
  Caller caller;
  std::string code = "ops.too_large";
  std::string text(limits::kOpBytes, 'x');
  SECTION("too large") {}
  SECTION("a user's id that is none") {
    code = "ops.user_too_long";
    text = "Wuhan";
    caller.user = std::string(limits::kRecordIdBytes + 1, 'u');
  }
  const auto digests = engine->store().digests();
  Result<Outcome> saved = engine->commit({city("v1", "Wuhan"), city("v2", text)}, caller);
  REQUIRE_FALSE(saved.ok());
  CHECK(saved.diagnostics()[0].code == code);
  CHECK(engine->log().head().number == 1);
  CHECK(engine->store().digests() == digests);
  REQUIRE(engine->commit({city("v1", "Wuhan")}, {}).ok());
  CHECK(engine->verify_log().findings.empty());
}

TEST_CASE("an import reports the lines that the log cannot take") {
  LogOnFiles log;
  auto engine = log.open();
  Caller caller;
  caller.user = std::string(limits::kRecordIdBytes + 1, 'u');
  const char* line = R"({"entity": "visit", "id": "v1", "values": {"city": "Wuhan"}})";
  Result<ImportReport> report = engine->import_lines({.text = line}, caller);
  REQUIRE(report.ok());
  CHECK(report->count(LineOutcome::kImported) == 0);
  REQUIRE(report->lines.size() == 1);
  REQUIRE(report->lines[0].findings.size() == 1);
  CHECK(report->lines[0].findings[0].code == "ops.user_too_long");
  CHECK(report->lines[0].findings[0].place.source == "line 1");
  CHECK_FALSE(engine->store().has_record("visit", "v1"));
  CHECK(engine->import_lines({.text = line}, {})->count(LineOutcome::kImported) == 1);
  CHECK(engine->verify_log().findings.empty());
}

}  // namespace
}  // namespace tollgate::engine
