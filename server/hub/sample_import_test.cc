// Sample data comes from packages of others: it stays inside its folder and is read with bounds.
#include "hub/sample_import.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "hub/data_folder_test_support.h"
#include "hub/import_steps.h"
#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

class RecordingEngine final : public EnginePort {
 public:
  std::string request(std::string_view, std::string_view message) override {
    messages.push_back(Json::parse(message));
    // As far as an engine reads a step, but for a few lines that it leaves.
    const std::string text = messages.back()["params"]["text"];
    const auto lines = std::count(text.begin(), text.end(), '\n');
    const auto read = leaves_lines && lines > 10 ? lines - 10 : lines;
    return R"({"ok":true,"result":{"batch":"import-1","imported":2,"unchanged":1,"lines_read":)" +
           std::to_string(read) +
           R"(,"lines":[{"line":2,"outcome":"refused","findings":[{"code":"x.y",)"
           R"("severity":"error","message":{"zh-CN":"z","en":"e"}}]}]}})";
  }
  Heard heard(std::string_view) override { return {}; }
  std::string put_blob(std::string_view name, std::string_view bytes) override {
    blobs.emplace_back(std::string(name) + "=" + std::string(bytes));
    return R"({"ok":true,"result":{}})";
  }
  std::string put_blob_parts(std::string_view, uint64_t, std::string_view) override { return {}; }
  std::string add_blob(std::string_view) override { return {}; }
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view, uint64_t) override {
    return std::nullopt;
  }

  std::vector<Json> messages;
  std::vector<std::string> blobs;
  bool leaves_lines = false;
};

TEST_CASE("Records, files and the shift of dates arrive at the engine") {
  const DataFolder folder;
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
  CHECK(summary->unchanged == 1);
  CHECK(summary->batch == "import-1");
  REQUIRE(summary->findings.size() == 1);
  CHECK(summary->findings[0].code == "x.y");
  CHECK(engine.blobs == std::vector<std::string>{"photo.png=png"});
  REQUIRE(engine.messages.size() == 1);
  CHECK(engine.messages[0]["type"] == "data.import");
  CHECK(engine.messages[0]["params"]["shift_days"] == 10);
  CHECK(engine.messages[0]["params"]["keep_existing"] == true);
  CHECK(engine.messages[0]["params"]["first_line"] == 2);
  CHECK(engine.messages[0]["params"]["text"] ==
        "{\"entity\":\"visit\",\"id\":\"v1\"}\n{\"entity\":\"visit\",\"id\":\"v2\"}\n");
}

TEST_CASE("Much data comes in several messages, each below the limit") {
  const DataFolder folder;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "{\"id\":\"" + std::string(1000, 'x') + "\"}\n";
  folder.write("many.jsonl", text);
  RecordingEngine engine;
  int calls = 0;
  ImportOptions options;
  options.progress = [&](int64_t) { ++calls; };
  REQUIRE(import_sample(engine, folder.path / "many.jsonl", options).ok());
  CHECK(engine.messages.size() >= 3);
  CHECK(std::cmp_equal(calls, engine.messages.size()));
  std::string joined;
  for (const Json& message : engine.messages) {
    joined += message["params"]["text"].get<std::string>();
    CHECK(message["params"]["text"].get_ref<const std::string&>().size() < size_t{2} << 20);
    CHECK_FALSE(message["params"].contains("shift_days"));
  }
  CHECK(joined == text);
}

TEST_CASE("What a step leaves comes with the next one, in the same import") {
  const DataFolder folder;
  std::string text;
  for (int i = 0; i < 30; ++i) text += "{\"id\":\"" + std::to_string(i) + "\"}\n";
  folder.write("some.jsonl", text);
  RecordingEngine engine;
  engine.leaves_lines = true;
  std::vector<std::string> told;
  ImportOptions options;
  options.on_line = [&](const std::string& line, const Json& outcome) {
    told.push_back(line + " " + outcome["outcome"].get<std::string>());
  };
  REQUIRE(import_sample(engine, folder.path / "some.jsonl", options).ok());
  REQUIRE(engine.messages.size() == 2);
  CHECK(engine.messages[1]["params"]["first_line"] == 21);
  CHECK(engine.messages[1]["params"]["batch"] == "import-1");
  REQUIRE_FALSE(told.empty());
  CHECK(told[0] == "{\"id\":\"1\"} refused");
}

TEST_CASE("A line comes whole, whatever bytes it holds and however the file ends") {
  const DataFolder folder;
  const std::string text("{\"id\":\"a\0b\"}\n{\"id\":\"last\"}", 26);
  folder.write("lines.jsonl", text);
  RecordingEngine engine;
  // A header that is only looked for in the first line; a null byte is no JSON.
  CHECK(import_sample(engine, folder.path / "lines.jsonl", {}).diagnostics()[0].code ==
        "json.syntax");
  folder.write("lines.jsonl", "{}\n" + text);
  REQUIRE(import_sample(engine, folder.path / "lines.jsonl", {}).ok());
  CHECK(engine.messages[0]["params"]["text"] == "{}\n" + text + "\n");
}

TEST_CASE("Records that a document holds itself arrive as lines") {
  RecordingEngine engine;
  const Json records = Json::parse(
      R"({"rep":[{"id":"r1","values":{"name":"Li"}}],"visit":[{"id":"v1","values":{},"status":"draft"}]})");
  const auto summary = import_records(engine, records, {});
  REQUIRE(summary.ok());
  CHECK(summary->imported == 2);
  REQUIRE(engine.messages.size() == 1);
  CHECK(engine.messages[0]["params"]["text"] ==
        "{\"entity\":\"rep\",\"id\":\"r1\",\"values\":{\"name\":\"Li\"}}\n"
        "{\"entity\":\"visit\",\"id\":\"v1\",\"status\":\"draft\",\"values\":{}}\n");
}

TEST_CASE("Broken or hostile data is refused with a reason") {
  const DataFolder folder;
  fs::create_symlink("../secret.txt", folder.path / "secret-link.txt");
  fs::create_directory_symlink("..", folder.path / "outside");
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
  CHECK(code(header + R"(,"blobs":[{"path":"secret-link.txt"}]})") == "server.path_outside");
  CHECK(code(header + R"(,"blobs":[{"path":"outside/secret.txt"}]})") == "server.path_outside");
  CHECK(code(header + R"(,"blobs":[{"path":""}]})") == "server.path_outside");
  for (const char* blobs : {"[{}]", "[{\"path\":7}]", "[{\"path\":null}]", "[7]", "{}", "\"x\""}) {
    INFO(blobs);
    CHECK(code(header + ",\"blobs\":" + blobs + "}") == "server.sample_header");
  }
  CHECK(code(header + R"(,"blobs":[{"path":"missing.png"}]})") == "server.cannot_read");
  CHECK(code(header + R"(,"base_date":"30.6.2026"})") == "server.sample_base_date");
  CHECK(code(header + R"(,"base_date":20260630})") == "server.sample_base_date");
  CHECK(code(R"({"format":7})") == "server.sample_format");
  CHECK(code(R"({"format":"tollgate.sample/9"})") == "server.sample_format");
  CHECK(code("not json") == "json.syntax");
  CHECK(code(header + "}\n" + std::string(2 << 20, 'x')) == "server.sample_line_too_long");
  RecordingEngine engine;
  for (const char* name : {"none.jsonl", "evidence"}) {
    const auto summary = import_sample(engine, folder.path / name, {});
    REQUIRE_FALSE(summary.ok());
    CHECK(summary.diagnostics()[0].code == "server.cannot_read");
  }
}

TEST_CASE("A step of an import is as long as others can wait for") {
  RecordingEngine engine;
  std::chrono::steady_clock::time_point time;
  std::chrono::microseconds a_line{10};
  std::vector<size_t> lines;
  ImportSteps steps(engine, Json::object());
  // The engine takes its time for each line between the two looks at the clock.
  steps.now = [&, asked = size_t{0}]() mutable {
    if (engine.messages.size() > asked) {
      asked = engine.messages.size();
      const auto& text = engine.messages.back()["params"]["text"].get_ref<const std::string&>();
      lines.push_back(static_cast<size_t>(std::ranges::count(text, '\n')));
      time += a_line * static_cast<int64_t>(lines.back());
    }
    return time;
  };
  int64_t number = 0;
  const auto add = [&](int count) {
    for (int i = 0; i < count; ++i) REQUIRE(steps.add("{}", ++number).ok());
  };
  add(10'000);
  CHECK(lines.back() == 2'000);  // 20 ms
  a_line = std::chrono::milliseconds(1);
  add(20'000);
  CHECK(lines.back() <= 62);
  CHECK(lines.back() >= 25);
  REQUIRE(steps.finish().ok());
  size_t sent = 0;
  for (const size_t count : lines) sent += count;
  CHECK(std::cmp_equal(sent, number));
}

}  // namespace
}  // namespace tollgate::server
