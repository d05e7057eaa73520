// The first start of a database, wherever it is broken off.
#include "hub/app_install.h"

#include <nlohmann/json.hpp>

#include "hub/data_folder_test_support.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

std::string small_app(const std::string& id, const std::string& sample_data) {
  return R"({"format":"tollgate.app/1","id":")" + id +
         R"(","version":1,"label":{"en":"A"},"locales":["en"],"entities":[{"id":"person",)"
         R"("label":{"en":"P"},"title":"name","fields":[{"id":"name","type":"text",)"
         R"("label":{"en":"N"}}]}],"sample_data":)" +
         sample_data + "}";
}

constexpr const char* kSamples =
    R"({"records":{"person":[{"id":"p1","values":{}}]},"files":["sample.jsonl"]})";

// Keeps its app between starts, and fails where it is told to.
class FakeEngine final : public EnginePort {
 public:
  explicit FakeEngine(fs::path marker) : marker_(std::move(marker)) {}

  std::string request(std::string_view, std::string_view message) override {
    const Json json = Json::parse(message);
    const std::string type = json["type"];
    if (type == "engine.info") {
      return app_id.empty() ? R"({"ok":true,"result":{}})"
                            : R"({"ok":true,"result":{"app_id":")" + app_id + "\"}}";
    }
    log += type + (fs::exists(marker_) ? "+marker " : " ");
    if (type == fails_at) {
      return R"({"ok":false,"diagnostics":[{"code":"x.y","severity":"error",)"
             R"("message":{"zh-CN":"z","en":"e"}}]})";
    }
    if (type == "app.save") app_id = Json::parse(json["params"]["text"].get<std::string>())["id"];
    if (type == "data.import" && json["params"].contains("shift_days")) {
      shift_days = json["params"]["shift_days"];
    }
    return R"({"ok":true,"result":{"imported":1,"lines_read":1,"lines":[]}})";
  }
  Heard heard(std::string_view) override { return {}; }
  std::string put_blob(std::string_view, std::string_view) override { return {}; }
  std::string put_blob_parts(std::string_view, uint64_t, std::string_view) override { return {}; }
  std::string add_blob(std::string_view) override { return {}; }
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view, uint64_t) override {
    return std::nullopt;
  }

  std::string app_id, fails_at, log;
  int64_t shift_days = 0;

 private:
  const fs::path marker_;
};

struct FirstStart {
  FirstStart() : engine(marker()) {
    folder.write("sample.jsonl",
                 "{\"format\":\"tollgate.sample/1\",\"base_date\":\"1970-01-01\"}\n{}\n");
    folder.write("app.json", small_app("a", kSamples));
  }

  fs::path database() const { return folder.path / "hub.db"; }
  fs::path marker() const { return folder.path / "hub.db.importing"; }

  // What the engine was asked, and after " | " the codes that were reported.
  std::string start(bool names_app = true, bool with_samples = true, int64_t today = 10) {
    engine.log.clear();
    std::string codes;
    InstallOptions options;
    options.database = database();
    options.with_samples = with_samples;
    options.today = today;
    options.say = [](const LocalizedText&) {};
    options.report = [&](const Diagnostic& finding) { codes += finding.code + " "; };
    const auto source = load_app_source(folder.path);
    REQUIRE(source.ok());
    const Status done = install_app(engine, names_app ? &*source : nullptr, options);
    if (!done) codes += "failed:" + done.diagnostics()[0].code;
    return engine.log + "| " + codes;
  }

  DataFolder folder;
  FakeEngine engine;
};

TEST_CASE("A new database gets the app, then its sample data, and that once") {
  FirstStart hub;
  CHECK(hub.start() == "app.save+marker data.import+marker data.import+marker | ");
  CHECK_FALSE(fs::exists(hub.marker()));
  CHECK(hub.engine.shift_days == 10);
  CHECK(hub.start() == "| ");
  CHECK(hub.start(false) == "| ");
}

TEST_CASE("What a start left undone the next one does, with the same dates") {
  FirstStart hub;
  hub.engine.fails_at = "data.import";
  CHECK(hub.start() == "app.save+marker data.import+marker | failed:x.y");
  CHECK(fs::exists(hub.marker()));
  CHECK(hub.start(false) == "| server.samples_unfinished ");
  CHECK(hub.start(true, false) == "| ");
  hub.engine.fails_at.clear();
  CHECK(hub.start(true, true, 12) == "data.import+marker data.import+marker | ");
  CHECK(hub.engine.shift_days == 10);
  CHECK_FALSE(fs::exists(hub.marker()));
}

TEST_CASE("A start that ended before the app is as if it had not been") {
  FirstStart hub;
  hub.engine.fails_at = "app.save";
  CHECK(hub.start() == "app.save+marker | failed:x.y");
  CHECK_FALSE(fs::exists(hub.marker()));
  hub.engine.fails_at.clear();
  hub.folder.write("hub.db.importing", "3");
  CHECK(hub.start(true, false) == "app.save | ");
  CHECK_FALSE(fs::exists(hub.marker()));
}

TEST_CASE("Another app than the database's is left out, and so is its sample data") {
  FirstStart hub;
  hub.engine.app_id = "other";
  CHECK(hub.start() == "| server.app_ignored ");
  hub.folder.write("hub.db.importing", "3");
  CHECK(hub.start() == "| server.app_ignored server.samples_unfinished ");
  CHECK(fs::exists(hub.marker()));
}

TEST_CASE("A source's sample files lie inside its folder") {
  const DataFolder folder;
  fs::create_symlink("../secret.txt", folder.path / "link.jsonl");
  for (const std::string name :
       {"../secret.txt", "/etc/passwd", "link.jsonl", "evidence/../../secret.txt"}) {
    INFO(name);
    folder.write("app.json", small_app("a", R"({"files":["fine.jsonl",")" + name + "\"]}"));
    const auto source = load_app_source(folder.path);
    REQUIRE_FALSE(source.ok());
    CHECK(source.diagnostics()[0].code == "server.path_outside");
    CHECK(source.diagnostics()[0].place.pointer == "/sample_data/files/1");
  }
}

}  // namespace
}  // namespace tollgate::server
