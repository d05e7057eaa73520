// The databases of a hub, and what becomes of the one that a hub of one app kept.
#include "hub/data_folder.h"

#include <nlohmann/json.hpp>

#include "hub/app_install.h"
#include "hub/ask.h"
#include "hub/data_folder_test_support.h"
#include "hub/open_engine.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

std::string app_text(const std::string& id) {
  return R"({"format": "tollgate.app/1", "id": ")" + id +
         R"(", "version": 1, "label": {"en": "A"}, "locales": ["en"], "entities": [
  {"id": "visit", "label": {"en": "Visit"}, "fields": [
    {"id": "city", "type": "text", "label": {"en": "City"}}]}]})";
}

// What a hub of one app leaves behind.
void fill(const fs::path& database, const std::string& app_id) {
  auto engine = open_engine(database);
  REQUIRE(engine.ok());
  REQUIRE(ask(**engine, "app.save", {{"text", app_text(app_id)}}).ok());
  const Json line{{"entity", "visit"}, {"id", "v1"}, {"values", {{"city", "Wuhan"}}}};
  REQUIRE(ask(**engine, "data.import", {{"text", write_json(line)}}).ok());
}

std::string head_of(const fs::path& database) {
  auto engine = open_engine(database);
  REQUIRE(engine.ok());
  const auto info = ask(**engine, "engine.info", Json::object());
  REQUIRE(info.ok());
  return info->value("head_hash", std::string());
}

TEST_CASE("the database of a hub of one app becomes the app's, with all that is in it") {
  const DataFolder folder;
  fill(folder.path / "tollgate.db", "visits");
  folder.write("tollgate.db.importing", "20000");
  const std::string head = head_of(folder.path / "tollgate.db");
  CHECK(holds_databases(folder.path));

  const auto taken = take_over_earlier_database(folder.path);
  REQUIRE(taken.ok());
  CHECK(*taken == "visits");
  CHECK_FALSE(fs::exists(folder.path / "tollgate.db"));
  CHECK(fs::exists(folder.path / "visits.db.importing"));
  CHECK(head_of(folder.path / "visits.db") == head);
  auto engine = open_engine(folder.path / "visits.db");
  CHECK(ask(**engine, "record.get", {{"entity", "visit"}, {"record", "v1"}}).ok());
  CHECK(ask(**engine, "log.verify", Json::object())->value("sound", false));
  engine->reset();

  const auto again = take_over_earlier_database(folder.path);
  REQUIRE(again.ok());
  CHECK(again->empty());
  CHECK(apps_in(folder.path) == std::vector<std::string>{"visits"});
}

TEST_CASE("a move that was broken off goes on, and looks into nothing that is half there") {
  const DataFolder folder;
  fill(folder.path / "tollgate.db", "visits");
  const std::string head = head_of(folder.path / "tollgate.db");
  // Killed after the first file.
  folder.write("tollgate.db.moving", "visits");
  if (fs::exists(folder.path / "tollgate.db-wal")) {
    fs::rename(folder.path / "tollgate.db-wal", folder.path / "visits.db-wal");
  }
  CHECK(take_over_earlier_database(folder.path).ok());
  CHECK(head_of(folder.path / "visits.db") == head);
  CHECK_FALSE(fs::exists(folder.path / "tollgate.db.moving"));
  CHECK_FALSE(fs::exists(folder.path / "tollgate.db"));

  // A note that was cut off decides nothing.
  fs::remove(folder.path / "visits.db");
  fs::remove(folder.path / "visits.db-wal");
  fill(folder.path / "tollgate.db", "calls");
  folder.write("tollgate.db.moving", "");
  CHECK(*take_over_earlier_database(folder.path) == "calls");
}

TEST_CASE("a database is never put in the place of another") {
  const DataFolder folder;
  fill(folder.path / "tollgate.db", "visits");
  fill(folder.path / "visits.db", "visits");
  const std::string earlier = head_of(folder.path / "tollgate.db");
  const std::string own = head_of(folder.path / "visits.db");
  const auto refused = take_over_earlier_database(folder.path);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics()[0].code == "server.two_databases");
  CHECK(head_of(folder.path / "tollgate.db") == earlier);
  CHECK(head_of(folder.path / "visits.db") == own);
}

TEST_CASE("what is no database of an earlier hub stays as it is") {
  const DataFolder folder;
  CHECK(take_over_earlier_database(folder.path)->empty());
  folder.write("tollgate.db", "");
  CHECK(take_over_earlier_database(folder.path)->empty());
  CHECK(fs::exists(folder.path / "tollgate.db"));
  folder.write("tollgate.db", "no database at all, but some text that is long enough to be seen");
  CHECK_FALSE(take_over_earlier_database(folder.path).ok());
  CHECK(fs::exists(folder.path / "tollgate.db"));
  fs::remove(folder.path / "tollgate.db");
  fill(folder.path / "tollgate.db", "tollgate");
  CHECK(take_over_earlier_database(folder.path)->empty());
  CHECK(apps_in(folder.path) == std::vector<std::string>{"tollgate"});
}

TEST_CASE("only files that are named by an app count") {
  const DataFolder folder;
  for (const char* name : {"visits.db", "a_1.db", "Visits.db", "1a.db", "..db", "x.db.importing",
                           "visits.db-wal", "notes.txt"}) {
    folder.write(name, "x");
  }
  folder.write("empty.db", "");
  fs::create_directories(folder.path / "folder.db");
  CHECK(apps_in(folder.path) == std::vector<std::string>{"a_1", "visits"});
  CHECK(apps_in(folder.path / "nowhere").empty());
}

}  // namespace
}  // namespace tollgate::server
