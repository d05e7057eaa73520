// Sample data comes from packages of others: it stays inside its folder and is read with bounds.
#include "hub/sample_import.h"

#include <unistd.h>

#include <catch_amalgamated.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

class RecordingEngine final : public EnginePort {
 public:
  std::string request(std::string_view message) override {
    messages.push_back(Json::parse(message));
    return R"({"ok":true,"result":{"imported":2,"skipped":1,"findings":[]}})";
  }
  std::string put_blob(std::string_view name, std::string_view bytes) override {
    blobs.emplace_back(std::string(name) + "=" + std::string(bytes));
    return R"({"ok":true,"result":{}})";
  }
  std::optional<std::string> get_blob(std::string_view) override { return std::nullopt; }

  std::vector<Json> messages;
  std::vector<std::string> blobs;
};

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "tollgate-import-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = fs::path(name) / "data";
    fs::create_directories(path / "evidence");
    write("evidence/photo.png", "png");
    write("../secret.txt", "secret");
  }
  ~Folder() { fs::remove_all(path.parent_path()); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
  }
  fs::path path;
};

TEST_CASE("Records, files and the shift of dates arrive at the engine") {
  const Folder folder;
  folder.write(
      "sample.jsonl",
      R"({"format":"tollgate.sample/1","base_date":"2026-06-30","blobs":[{"path":"evidence/photo.png"}]})"
      "\n{\"entity\":\"visit\",\"id\":\"v1\"}\n{\"entity\":\"visit\",\"id\":\"v2\"}\n");
  RecordingEngine engine;
  ImportOptions options;
  options.today = parse_date("2026-07-10")->days;
  const auto summary = import_sample(engine, folder.path / "sample.jsonl", options);
  REQUIRE(summary.ok());
  CHECK(summary->imported == 2);
  CHECK(summary->skipped == 1);
  CHECK(engine.blobs == std::vector<std::string>{"photo.png=png"});
  REQUIRE(engine.messages.size() == 1);
  CHECK(engine.messages[0]["type"] == "data.import");
  CHECK(engine.messages[0]["params"]["shift_days"] == 10);
  CHECK(engine.messages[0]["params"]["text"] ==
        "{\"entity\":\"visit\",\"id\":\"v1\"}\n{\"entity\":\"visit\",\"id\":\"v2\"}\n");
}

TEST_CASE("Much data comes in several messages, each below the limit") {
  const Folder folder;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "{\"id\":\"" + std::string(1000, 'x') + "\"}\n";
  folder.write("many.jsonl", text);
  RecordingEngine engine;
  int calls = 0;
  ImportOptions options;
  options.progress = [&](int64_t) { ++calls; };
  REQUIRE(import_sample(engine, folder.path / "many.jsonl", options).ok());
  CHECK(engine.messages.size() == 3);
  CHECK(calls == 3);
  std::string joined;
  for (const Json& message : engine.messages) {
    joined += message["params"]["text"].get<std::string>();
    CHECK_FALSE(message["params"].contains("shift_days"));
  }
  CHECK(joined == text);
}

TEST_CASE("Broken or hostile data is refused with a reason") {
  const Folder folder;
  const auto code = [&](const std::string& text) {
    folder.write("bad.jsonl", text);
    RecordingEngine engine;
    const auto summary = import_sample(engine, folder.path / "bad.jsonl", {});
    CHECK(engine.blobs.empty());
    return summary ? std::string("fine") : summary.diagnostics()[0].code;
  };
  const std::string header = R"({"format":"tollgate.sample/1")";
  CHECK(code(header + R"(,"blobs":[{"path":"../secret.txt"}]})") == "server.path_outside");
  CHECK(code(header + R"(,"blobs":[{"path":"evidence/../../secret.txt"}]})") ==
        "server.path_outside");
  CHECK(code(header + R"(,"blobs":[{"path":"/etc/passwd"}]})") == "server.path_outside");
  CHECK(code(header + R"(,"blobs":[{}]})") == "server.path_outside");
  CHECK(code(header + R"(,"blobs":[{"path":"missing.png"}]})") == "server.cannot_read");
  CHECK(code(header + R"(,"base_date":"30.6.2026"})") == "server.sample_base_date");
  CHECK(code(R"({"format":"tollgate.sample/9"})") == "server.sample_format");
  CHECK(code("not json") == "json.syntax");
  CHECK(code(header + "}\n" + std::string(2 << 20, 'x')) == "server.sample_line_too_long");
  RecordingEngine engine;
  CHECK(import_sample(engine, folder.path / "none.jsonl", {}).diagnostics()[0].code ==
        "server.cannot_read");
}

}  // namespace
}  // namespace tollgate::server
