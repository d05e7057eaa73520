// Imports line by line, from data. Beside what a case expects, each holds these laws: a preview
// says the same and writes nothing; a second import of the same lines changes nothing; taken back,
// everything is as it was; and all of it comes out of the log again.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "run_test_support.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/records.h"
#include "tollgate/store/store.h"

namespace tollgate::conformance {
namespace {

std::string text_of(const Json& one) {
  if (one.contains("text")) return one["text"];
  std::string text;
  for (const Json& line : one.at("lines")) {
    text += (line.is_string() ? line.get<std::string>() : write_json(line)) + "\n";
  }
  return text;
}

class ImportCase {
 public:
  ImportCase(const Json& file, const Json& one) : one_(one), text_(text_of(one)) {
    auto engine = engine::Engine::open({.now = Instant{1'772'000'000'000'000}, .seed = 1});
    REQUIRE(engine.ok());
    engine_ = std::move(*engine);
    auto saved = engine_->save_app(write_json(file.at("app")), "", {});
    if (!saved) FAIL(write_json(to_json(saved.diagnostics())));
    if (!one.contains("given")) return;
    std::string given;
    for (const Json& line : one["given"]) given += write_json(line) + "\n";
    auto report = engine_->import_lines({.text = given}, {});
    REQUIRE(report.ok());
    CHECK(report->count(engine::LineOutcome::kRefused) == 0);
  }

  void run() {
    const Json before = records();
    if (one_.contains("refused")) {
      auto report = import(false);
      REQUIRE_FALSE(report.ok());
      CHECK(report.diagnostics()[0].code == one_["refused"].get<std::string>());
      CHECK(records() == before);
      return;
    }
    auto preview = import(true);
    REQUIRE(preview.ok());
    CHECK(records() == before);
    batch_ = preview->batch;
    auto report = import(false);
    REQUIRE(report.ok());
    compare(*report);
    CHECK(lines_of(*report) == lines_of(*preview));
    const Json after = records();
    look_at_records();
    auto again = import(false);
    REQUIRE(again.ok());
    CHECK(records() == after);
    CHECK(again->count(engine::LineOutcome::kImported) == 0);
    CHECK(again->count(engine::LineOutcome::kUpdated) == 0);
    CHECK(again->count(engine::LineOutcome::kRefused) ==
          report->count(engine::LineOutcome::kRefused));
    if (after != before) take_back(before);
    auto rebuilt = engine_->rebuild();
    REQUIRE(rebuilt.ok());
    CHECK(rebuilt->differences.empty());
    CHECK(engine_->verify_log().findings.empty());
  }

 private:
  Result<engine::ImportReport> import(bool preview) {
    const Json options = one_.value("options", Json::object());
    engine::LinesToImport lines{.text = text_, .batch = batch_, .preview = preview};
    lines.entity = options.value("entity", "");
    lines.key = options.value("key", "");
    lines.keep_existing = options.value("keep_existing", false);
    lines.delimiter = options.value("delimiter", std::string(",")).front();
    if (options.contains("columns")) {
      lines.columns = options["columns"].get<std::vector<std::string>>();
    }
    return engine_->import_lines(lines, {});
  }

  void take_back(const Json& before) {
    auto undone = engine_->undo_import({batch_, {}}, {});
    REQUIRE(undone.ok());
    CHECK(undone->kept.empty());
    CHECK(records() == before);
    auto more = import(false);
    REQUIRE_FALSE(more.ok());
    CHECK(more.diagnostics()[0].code == "import.undone");
  }

  static Json lines_of(const engine::ImportReport& report) {
    Json lines = Json::array();
    for (const engine::LineReport& line : report.lines) {
      Json findings = Json::array();
      for (const Diagnostic& d : line.findings) {
        findings.push_back({{"code", d.code}, {"at", d.place.pointer}});
      }
      lines.push_back({{"line", line.line},
                       {"outcome", name_of(line.outcome)},
                       {"record", line.record},
                       {"findings", std::move(findings)}});
    }
    return lines;
  }

  void compare(const engine::ImportReport& report) {
    const Json got = lines_of(report);
    const Json& expected = one_.at("expect");
    INFO(write_json(got));
    REQUIRE(got.size() == expected.size());
    for (size_t i = 0; i < got.size(); ++i) {
      INFO("line " << i + 1);
      CHECK(got[i]["outcome"] == expected[i]["outcome"]);
      for (const char* member : {"line", "record"}) {
        if (expected[i].contains(member)) CHECK(got[i][member] == expected[i][member]);
      }
      const Json findings = expected[i].value("findings", Json::array());
      REQUIRE(got[i]["findings"].size() == findings.size());
      for (size_t k = 0; k < findings.size(); ++k) {
        CHECK(got[i]["findings"][k]["code"] == findings[k]["code"]);
        if (findings[k].contains("at")) CHECK(got[i]["findings"][k]["at"] == findings[k]["at"]);
      }
    }
  }

  // All records that somebody sees, as they are.
  Json records() {
    Json all = Json::object();
    for (const model::Entity& entity : engine_->app_in_force()->model.entities) {
      engine_->store().scan({.entity = entity.id, .drafts = true}, [&](store::StoredRecord&& row) {
        Json& record = all[entity.id + "/" + row.state.id];
        record["status"] = name_of(row.state.status);
        record["values"] = live::wire_values(row.state);
        record["title"] = row.title;
        record["created"] = row.state.created_ms;
        const Json texts =
            row.state.draft.is_object() ? row.state.draft.value("texts", Json()) : Json();
        if (texts.is_object() && !texts.empty()) record["texts"] = texts;
        return true;
      });
    }
    return all;
  }

  void look_at_records() {
    const Json all = records();
    const Json wanted = one_.value("records", Json::object());
    for (const auto& [key, expected] : wanted.items()) {
      INFO(key);
      if (expected.is_null()) {
        CHECK_FALSE(all.contains(key));
        continue;
      }
      REQUIRE(all.contains(key));
      for (const auto& [member, value] : expected.items()) {
        INFO(member);
        CHECK(all[key].value(member, Json()) == value);
      }
      CHECK(all[key].contains("texts") == expected.contains("texts"));
    }
    const Json counts = one_.value("count", Json::object());
    for (const auto& [entity, count] : counts.items()) {
      CHECK(engine_->store().count({.entity = entity, .drafts = true}) == count);
    }
  }

  const Json& one_;
  const std::string text_;
  std::string batch_;
  std::unique_ptr<engine::Engine> engine_;
};

TEST_CASE("lines of imports become what the cases say") {
  const Json file = read_data(GENERATE("import/lines", "import/known_records", "import/tables"));
  for (const Json& one : file.at("cases")) {
    INFO(one.at("name").get<std::string>());
    ImportCase(file, one).run();
  }
}

}  // namespace
}  // namespace tollgate::conformance
