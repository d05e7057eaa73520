#include <catch_amalgamated.hpp>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {
namespace {

constexpr const char* kVerifyApp = R"({
  "format": "tollgate.app/1", "id": "small", "version": 1, "label": {"en": "Small"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"},
                "fields": [{"id": "city", "type": "text", "label": {"en": "City"}}]}]
})";

ops::Body city(const std::string& record, const std::string& value) {
  return ops::RecordSet{"visit", record, {{"city", value, ""}}, ""};
}

TEST_CASE("a log that was changed by hand is found out") {
  store::MemoryFiles files;
  EngineOptions options{
      .storage = "opfs", .path = "main.db", .files = &files, .app_text = kVerifyApp};
  {
    auto engine = Engine::open(options);
    REQUIRE(engine.ok());
    for (int i = 0; i < 5; ++i) {
      REQUIRE((*engine)->commit({city("v" + std::to_string(i), "Originaltown")}, {}).ok());
    }
    CHECK((*engine)->verify_log().findings.empty());
  }
  std::string& bytes = *files.bytes_of("main.db");
  // The op's own text: in the typed table the name stands without its quotes.
  size_t at = bytes.find("\"Originaltown\"");
  REQUIRE(at != std::string::npos);
  bytes.replace(at + 1, 8, "Imagined");
  auto engine = Engine::open(options);
  REQUIRE(engine.ok());
  LogCheck check = (*engine)->verify_log();
  REQUIRE(check.findings.size() == 1);
  CHECK(check.findings[0].code == "engine.log_broken");
  CHECK(check.op_count == 6);
}

TEST_CASE("a save that the device refuses leaves no trace, and the next one works") {
  store::MemoryFiles files;
  auto engine =
      Engine::open({.storage = "opfs", .path = "main.db", .files = &files, .app_text = kVerifyApp});
  REQUIRE(engine.ok());
  files.set_quota(0);
  int refused = 0;
  for (int i = 0; i < 400 && refused == 0; ++i) {
    std::string id = "v" + std::to_string(i);
    Result<Outcome> saved = (*engine)->commit({city(id, std::string(500, 'x'))}, {});
    if (saved) continue;
    CHECK(saved.diagnostics()[0].code == "store.quota_exceeded");
    CHECK_FALSE((*engine)->store().has_record("visit", id));
    refused = i;
  }
  REQUIRE(refused > 0);
  files.set_quota(-1);
  REQUIRE((*engine)->commit({city("after", "Wuhan")}, {}).ok());
  CHECK((*engine)->store().has_record("visit", "after"));
  LogCheck check = (*engine)->verify_log();
  CHECK(check.findings.empty());
  CHECK(check.op_count == (*engine)->log().head().number);
  Result<RebuildReport> rebuilt = (*engine)->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences.empty());
}

TEST_CASE("a derived row that was changed by hand is put right by a rebuild, which says so") {
  auto engine = Engine::open({.app_text = kVerifyApp});
  REQUIRE(engine.ok());
  REQUIRE((*engine)->commit({city("v1", "Wuhan")}, {}).ok());
  (*engine)->store().set_title("visit", "v1", "something else");
  Result<RebuildReport> rebuilt = (*engine)->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences == std::vector<std::string>{"record.visit"});
  CHECK((*engine)->store().title("visit", "v1") == "v1");
  CHECK((*engine)->rebuild()->differences.empty());
}

}  // namespace
}  // namespace tollgate::engine
