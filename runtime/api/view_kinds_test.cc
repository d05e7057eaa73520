// How views are looked at first: what pages hear of it, where records stand on a map, and which
// stages wait for a person's decision.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kPlannedApp = R"({
  "format": "tollgate.app/1", "id": "rounds", "version": 1, "label": {"en": "Rounds"},
  "locales": ["en"], "time_zone": "Asia/Shanghai",
  "roles": [
    {"id": "office", "label": {"en": "Office"}, "permissions": {"administration": true, "entities": [
      {"entity": "clinic", "read": "all"}, {"entity": "visit", "read": "all"}]}},
    {"id": "guest", "label": {"en": "Guest"}, "permissions": {"entities": [
      {"entity": "clinic", "read": "all", "fields": [{"field": "place", "access": "hidden"}]},
      {"entity": "visit", "read": "all", "fields": [{"field": "kind", "access": "hidden"}]}]}}],
  "entities": [
    {"id": "clinic", "label": {"en": "Clinic"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "place", "type": "location", "label": {"en": "Place"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "clinic.name", "fields": [
      {"id": "clinic", "type": "reference", "entity": "clinic", "label": {"en": "Clinic"}},
      {"id": "planned", "type": "date_time", "label": {"en": "Planned"}},
      {"id": "kind", "type": "choice", "label": {"en": "Kind"}, "options": [
        {"id": "call", "label": {"en": "Call"}}]},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
        {"id": "asked", "label": {"en": "Asked"}}, {"id": "agreed", "label": {"en": "Agreed"}}]}]}],
  "workflows": [{"id": "leave", "entity": "visit", "label": {"en": "Leave"}, "stage_field": "stage",
    "stages": [{"id": "asked", "label": {"en": "Asked"}}, {"id": "agreed", "label": {"en": "Agreed"}}],
    "transitions": [{"from": "asked", "to": "agreed", "roles": ["office"]},
                    {"from": "agreed", "to": "asked"}]}],
  "views": [
    {"id": "round", "entity": "visit", "label": {"en": "Round"}, "columns": [{"field": "clinic"}],
     "kind": "map", "date": "planned", "location": "clinic.place", "colour": "kind"},
    {"id": "plain", "entity": "visit", "label": {"en": "Plain"}, "columns": [{"field": "clinic"}]}]
})";

struct Rounds {
  TestEngine engine{{{"storage", "memory"}, {"app", kPlannedApp}}};
  Rounds() {
    constexpr const char* kLines =
        R"({"entity":"clinic","id":"c1","values":{"name":"North","place":{"latitude":"30.5","longitude":"114.25"}}}
{"entity":"clinic","id":"c2","values":{"name":"South"}}
{"entity":"visit","id":"v1","values":{"clinic":"c1","planned":"2026-11-30T09:00:00","kind":"call"}}
{"entity":"visit","id":"v2","values":{"clinic":"c2","planned":"2026-11-30T10:00:00"}}
)";
    const json imported =
        engine.result("data.import", {{"text", kLines}}, {{"administrator", true}});
    INFO(imported.dump());
    REQUIRE(imported["imported"] == 4);
  }
  json app(const char* role) {
    return engine.result("app.describe", json::object(), {{"role", role}})["app"];
  }
  json places(const char* role) {
    const json list = engine.result(
        "record.list",
        {{"view", "round"}, {"columns", {"@location"}}, {"sort", {{{"field", "planned"}}}}},
        {{"role", role}});
    json found = json::array();
    for (const json& row : list["rows"]) found.push_back(row["cells"][0]["value"]);
    return found;
  }
};

TEST_CASE("pages hear how a view is looked at first, by the fields that the reader sees") {
  Rounds rounds;
  const json views = rounds.app("office")["views"];
  CHECK(views[0]["kind"] == "map");
  CHECK(views[0]["date"] == "planned");
  CHECK(views[0]["colour"] == "kind");
  CHECK(views[0]["located"] == true);
  CHECK_FALSE(views[1].contains("kind"));
  CHECK_FALSE(rounds.app("guest")["views"][0].contains("colour"));
}

TEST_CASE("a view's records stand where it says, as far as the reader sees it") {
  Rounds rounds;
  CHECK(rounds.places("office") ==
        json::array({{{"latitude", "30.5"}, {"longitude", "114.25"}}, nullptr}));
  CHECK(rounds.places("guest") == json::array({nullptr, nullptr}));
}

TEST_CASE("a stage waits for those whom a move names") {
  Rounds rounds;
  CHECK(rounds.app("office")["workflows"][0]["decides"] == json::array({"asked"}));
  CHECK_FALSE(rounds.app("guest")["workflows"][0].contains("decides"));
}

}  // namespace
}  // namespace tollgate::api
