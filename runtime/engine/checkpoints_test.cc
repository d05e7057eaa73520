#include "tollgate/log/checkpoints.h"

#include <catch_amalgamated.hpp>

#include "log_test_support.h"
#include "tollgate/base/clock.h"
#include "tollgate/log/checkpoint_check.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kNoonMs = 1'790'000'000'000;

// 1: the app. 2: a record. A checkpoint was made when the engine ended.
struct SignedLog : LogOnFiles {
  SignedLog() { save("first"); }

  EngineOptions at(int64_t ms) {
    EngineOptions dated = options();
    dated.now = Instant{ms * 1000};
    return dated;
  }
  void save(const std::string& record, int64_t ms = kNoonMs) {
    auto engine = Engine::open(at(ms));
    REQUIRE(engine.ok());
    REQUIRE((*engine)->commit({city(record, "Wuhan")}, {}).ok());
  }
  std::string checkpoints() { return *files.bytes_of("main.db-checkpoints"); }
  std::vector<std::string> codes() {
    std::vector<std::string> all;
    for (const Diagnostic& d : open_log()->verify_log().findings) all.push_back(d.code);
    return all;
  }
};

using Codes = std::vector<std::string>;

TEST_CASE("an engine signs for its log when it ends, and once an hour while it runs") {
  SignedLog log;
  FixedClock clock({kNoonMs * 1000});
  EngineOptions options = log.options();
  options.clock = &clock;
  {
    auto opened = Engine::open(options);
    REQUIRE(opened.ok());
    Engine& engine = **opened;
    auto count = [&] { return engine.checkpoints(100).size(); };
    CHECK(count() == 1);
    REQUIRE(engine.commit({city("v1", "Wuhan")}, {}).ok());
    engine.keep_checkpoint_when_due();
    CHECK(count() == 1);
    clock.set({(kNoonMs + log::kCheckpointEveryMs) * 1000});
    engine.keep_checkpoint_when_due();
    CHECK(count() == 2);
    clock.set({(kNoonMs + 5 * log::kCheckpointEveryMs) * 1000});
    engine.keep_checkpoint_when_due();
    CHECK(count() == 2);
    REQUIRE(engine.commit({city("v2", "Wuhan")}, {}).ok());
    const log::Checkpoint last = engine.checkpoints(1).front();
    CHECK(last.number == 2);
    CHECK(last.op_count == 3);
    CHECK(last.at_ms == kNoonMs + log::kCheckpointEveryMs);
    CHECK(last.is_genuine());
  }
  CHECK(log.open()->checkpoints(100).size() == 3);
  CHECK(log.open()->checkpoints(1).front().op_count == 4);
  CHECK(log.codes().empty());
  CHECK(log.files.bytes_of("main.db-key")->size() == 65);
}

TEST_CASE("a database in memory signs for nothing") {
  auto engine = Engine::open({.app_text = kLogApp});
  REQUIRE(engine.ok());
  (*engine)->keep_checkpoint_when_due();
  CHECK((*engine)->checkpoints(10).empty());
  CHECK((*engine)->verify_log().findings.empty());
}

TEST_CASE("whole groups cut off at the end are found with nobody having written down a hash") {
  SignedLog log;
  log.save("second", kNoonMs + 60'000);
  log.change({"DELETE FROM op WHERE number=3"});
  CHECK(log.refusals() == Codes{"engine.log_cut main.db"});
  const log::LogCheck check = log.open_log()->verify_log();
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.log_cut");
  CHECK(check.findings[0].message.en.find(
            "ends with operation 2, and the checkpoint of 2026-09-21T14:14:20Z counts 3") !=
        std::string::npos);
  CHECK(check.findings[0].message.en.find(
            "the checkpoint of 2026-09-21T14:13:20Z at operation 2 still holds") !=
        std::string::npos);
}

TEST_CASE("a whole new log is found, at the start and by verify") {
  SignedLog log;
  SignedLog other;
  *log.files.bytes_of("main.db") = *other.files.bytes_of("main.db");
  *log.files.bytes_of("main.db-wal") = *other.files.bytes_of("main.db-wal");
  CHECK(log.refusals() == Codes{"engine.log_rewritten main.db"});
  CHECK(log.codes() == Codes{"engine.log_rewritten"});
}

TEST_CASE("who restores an older backup may go on, and it is noted for good") {
  SignedLog log;
  const std::string database = *log.files.bytes_of("main.db");
  const std::string wal = *log.files.bytes_of("main.db-wal");
  log.save("second", kNoonMs + 60'000);
  *log.files.bytes_of("main.db") = database;
  *log.files.bytes_of("main.db-wal") = wal;
  REQUIRE(log.refusals() == Codes{"engine.log_cut main.db"});

  EngineOptions accepting = log.at(kNoonMs + 120'000);
  accepting.accept_log = true;
  {
    auto engine = Engine::open(accepting);
    REQUIRE(engine.ok());
    REQUIRE((*engine)->commit({city("third", "Wuhan")}, {}).ok());
  }
  CHECK(log.refusals().empty());
  const log::LogCheck check = log.open_log()->verify_log();
  CHECK_FALSE(has_errors(check.findings));
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.log_accepted");
  CHECK(check.findings[0].place.source == "2");
  // What it accepted is held against it from then on.
  log.change({"DELETE FROM op WHERE number=3"});
  CHECK(log.refusals() == Codes{"engine.log_cut main.db"});
}

TEST_CASE("checkpoints that were changed are found") {
  SignedLog log;
  log.save("second");
  log.save("third");
  std::string& text = *log.files.bytes_of("main.db-checkpoints");
  const size_t first_end = text.find('\n') + 1;
  const size_t second_end = text.find('\n', first_end) + 1;
  Codes found;
  SECTION("an op count") {
    text.replace(text.find("\"op_count\":2"), 12, "\"op_count\":1");
    found = {"engine.checkpoint_broken", "engine.checkpoint_broken"};
  }
  SECTION("that a person accepted") {
    text.insert(text.find("\"at_ms\""), "\"accepted\":true,");
    found = {"engine.checkpoint_broken", "engine.checkpoint_broken"};
  }
  SECTION("one in the middle taken out") {
    text.erase(first_end, second_end - first_end);
    found = {"engine.checkpoint_broken"};
  }
  SECTION("one that is none") {
    text.replace(0, 1, "x");
    found = {"engine.checkpoint_broken", "engine.checkpoint_broken"};
  }
  CHECK(log.codes() == found);
}

TEST_CASE("a line that a power cut left half written harms nothing") {
  SignedLog log;
  log.files.bytes_of("main.db-checkpoints")->append("{\"checkpoint\":2,\"op_co");
  CHECK(log.codes().empty());
  log.save("second");
  CHECK(log.refusals().empty());
  const log::LogCheck check = log.open_log()->verify_log();
  CHECK(check.checkpoint_count == 2);
  log.change({"DELETE FROM op WHERE number=3"});
  CHECK(log.refusals() == Codes{"engine.log_cut main.db"});
}

TEST_CASE("a key that was taken away is replaced, and it is told") {
  SignedLog log;
  log.files.bytes_of("main.db-key")->clear();
  log.save("second");
  CHECK(log.refusals().empty());
  const log::LogCheck check = log.open_log()->verify_log();
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.checkpoint_key");
  CHECK_FALSE(has_errors(check.findings));
  *log.files.bytes_of("main.db-key") = "no key";
  CHECK(log.refusals() == Codes{"engine.key_unreadable main.db-key"});
}

TEST_CASE("a copy of the checkpoints finds what was changed together with the database's own") {
  SignedLog log;
  const std::string kept = log.checkpoints();
  *log.files.bytes_of("main.db-checkpoints") = "";
  log.change({"DELETE FROM op WHERE number=2"});
  CHECK(log.codes().empty());
  const log::LogCheck check =
      log.open_log()->verify_log(log::VerifyOptions{.known_head = {}, .known_checkpoints = kept});
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.log_cut");
}

TEST_CASE("a database that became empty is not begun anew beside its checkpoints") {
  SignedLog log;
  log.files.bytes_of("main.db")->clear();
  log.files.bytes_of("main.db-wal")->clear();
  CHECK(log.refusals() == Codes{"store.lost main.db"});
  EngineOptions accepting = log.options();
  accepting.accept_log = true;
  REQUIRE(Engine::open(accepting).ok());
  CHECK(log.refusals().empty());
  CHECK(log.codes() == Codes{"engine.log_accepted"});
}

TEST_CASE("an engine says that its clock is behind what was saved, or was just moved") {
  struct Still final : MonotonicClock {
    int64_t elapsed_ms() const override { return 0; }
    bool counts_sleep() const override { return true; }
  } still;
  SignedLog log;
  FixedClock clock({(kNoonMs - 7'200'000) * 1000});
  EngineOptions options = log.options();
  options.clock = &clock;
  options.monotonic = &still;
  auto engine = Engine::open(options);
  REQUIRE(engine.ok());
  REQUIRE((*engine)->notices().size() == 1);
  CHECK((*engine)->notices()[0].code == "engine.clock_behind");
  CHECK((*engine)->notices()[0].message.en.find("set back by 2 hours") != std::string::npos);
  clock.set({(kNoonMs + 7'200'000) * 1000});
  REQUIRE((*engine)->notices().size() == 1);
  CHECK((*engine)->notices()[0].code == "engine.clock_moved");
  REQUIRE((*engine)->commit({city("v1", "Wuhan")}, {}).ok());
  CHECK((*engine)->notices().empty());
  CHECK((*engine)->verify_log().findings.front().message.en.find("set forward by 4 hours") !=
        std::string::npos);
}

}  // namespace
}  // namespace tollgate::engine
