// A log on files in memory, and what another program can do to it.
#pragma once

#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "tollgate/engine/engine.h"
#include "tollgate/files/storage_files.h"
#include "tollgate/store/foreign_sql.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

inline constexpr const char* kLogApp = R"({
  "format": "tollgate.app/1", "id": "small", "version": 1, "label": {"en": "Small"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"},
                "fields": [{"id": "city", "type": "text", "label": {"en": "City"}}]}]
})";

inline ops::Body city(const std::string& record, const std::string& value) {
  return ops::RecordSet{"visit", record, {{"city", value, ""}}, ""};
}

struct LogOnFiles {
  files::MemoryFiles files;

  EngineOptions options() {
    return {.storage = "opfs", .path = "main.db", .files = &files, .app_text = kLogApp};
  }
  std::unique_ptr<Engine> open() {
    Result<std::unique_ptr<Engine>> engine = Engine::open(options());
    REQUIRE(engine.ok());
    return std::move(*engine);
  }
  std::unique_ptr<Engine> open_log() {
    EngineOptions log_only = options();
    log_only.log_only = true;
    Result<std::unique_ptr<Engine>> engine = Engine::open(log_only);
    REQUIRE(engine.ok());
    return std::move(*engine);
  }
  // Code and place of each finding, or nothing when the database opens.
  std::vector<std::string> refusals() {
    Result<std::unique_ptr<Engine>> engine = Engine::open(options());
    std::vector<std::string> codes;
    if (engine) return codes;
    for (const Diagnostic& d : engine.diagnostics()) codes.push_back(d.code + " " + d.place.source);
    return codes;
  }
  // 1: the app. 2 to 6: records v0 to v4. 7 and 8: a group of two. 9: a file. 10 and 11: a group.
  void fill() {
    auto engine = open();
    for (int i = 0; i < 5; ++i) {
      REQUIRE(engine->commit({city("v" + std::to_string(i), "Originaltown")}, {}).ok());
    }
    auto completed = [&](const char* record) {
      return engine->commit({city(record, "Wuhan"),
                             ops::RecordStatusSet{"visit", record, ops::RecordStatus::kComplete}},
                            {});
    };
    REQUIRE(completed("v5").ok());
    REQUIRE(engine->put_blob("note.txt", "what was seen").ok());
    REQUIRE(completed("v6").ok());
    REQUIRE(engine->log().head().number == 11);
  }
  void change(const std::vector<std::string_view>& statements) {
    REQUIRE(store::run_foreign_sql({.path = "main.db", .files = &files}, statements).ok());
  }
};

}  // namespace tollgate::engine
