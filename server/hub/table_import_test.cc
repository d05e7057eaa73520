// Tables of people's spreadsheets reach the engine row by row, whole.
#include "hub/table_import.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hub/data_folder_test_support.h"

namespace tollgate::server {
namespace {

class TableEngine final : public EnginePort {
 public:
  std::string request(std::string_view, std::string_view message) override {
    params.push_back(Json::parse(message)["params"]);
    const std::string text = params.back()["text"];
    const auto lines = std::count(text.begin(), text.end(), '\n');
    return R"({"ok":true,"result":{"batch":"b","imported":1,"lines":[],"lines_read":)" +
           std::to_string(lines) + "}}";
  }
  Heard heard(std::string_view) override { return {}; }
  std::string put_blob(std::string_view, std::string_view) override { return {}; }
  std::string put_blob_parts(std::string_view, uint64_t, std::string_view) override { return {}; }
  std::string add_blob(std::string_view) override { return {}; }
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view, uint64_t) override {
    return std::nullopt;
  }
  std::vector<Json> params;
};

TEST_CASE("A table arrives with what its columns hold, and rows that break lines stay whole") {
  const DataFolder folder;
  folder.write("t.csv",
               "\xEF\xBB\xBFname;city;\xE6\x9D\xA5\xE6\xBA\x90\r\n\"two\nlines\";x;y\r\nb;c;d");
  TableEngine engine;
  ImportOptions options;
  options.params = {{"entity", "customer"}};
  const auto summary = import_table(engine, folder.path / "t.csv", options, {"city"});
  REQUIRE(summary.ok());
  REQUIRE(engine.params.size() == 1);
  const Json& params = engine.params[0];
  CHECK(params["columns"] == Json({"name", "", "\xE6\x9D\xA5\xE6\xBA\x90"}));
  CHECK(params["delimiter"] == ";");
  CHECK(params["entity"] == "customer");
  CHECK(params["first_line"] == 2);
  CHECK(params["text"] == "\"two\nlines\";x;y\nb;c;d\n");
}

TEST_CASE("A table that cannot be read is refused with a reason") {
  const DataFolder folder;
  const auto code = [&](const std::string& text, const std::vector<std::string>& leave_out) {
    folder.write("t.csv", text);
    TableEngine engine;
    const auto summary = import_table(engine, folder.path / "t.csv", {}, leave_out);
    CHECK(engine.params.empty());
    return summary ? std::string("fine") : summary.diagnostics()[0].code;
  };
  CHECK(code("", {}) == "server.table_without_head");
  CHECK(code("name\n\xCE\xE4\xBA\xBA\n", {}) == "server.table_not_utf8");
  CHECK(code("name,city\nx,y\n", {"town"}) == "server.unknown_column");
  CHECK(code("name,city\n", {}) == "fine");
}

}  // namespace
}  // namespace tollgate::server
