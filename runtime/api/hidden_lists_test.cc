// Lists go by what rules see: a hidden field is empty for sorting, searching and the owner, too.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kHidingApp = R"json({
  "format": "tollgate.app/1", "id": "hiding", "version": 1, "label": {"en": "Hiding"}, "locales": ["en"],
  "users": {"entity": "person"},
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [{"id": "name", "type": "text", "label": {"en": "Name"}}]},
    {"id": "deal", "label": {"en": "Deal"}, "owner": "rep", "fields": [
      {"id": "open", "type": "boolean", "label": {"en": "Open"}},
      {"id": "city", "type": "reference", "entity": "city", "label": {"en": "City"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}, "visible": "open = true", "keep_when_hidden": true},
      {"id": "rank", "type": "number", "label": {"en": "Rank"}, "visible": "open = true", "keep_when_hidden": true},
      {"id": "note", "type": "text", "label": {"en": "Note"}, "visible": "city.large = true", "keep_when_hidden": true}]},
    {"id": "city", "label": {"en": "City"}, "fields": [{"id": "large", "type": "boolean", "label": {"en": "Large"}}]}],
  "forms": [
    {"id": "deal", "entity": "deal", "label": {"en": "Deal"}, "sections": [{"id": "main", "fields": [
      {"field": "open"}, {"field": "city"}, {"field": "rep"}, {"field": "rank"}, {"field": "note"}]}]},
    {"id": "city", "entity": "city", "label": {"en": "City"}, "sections": [{"id": "main", "fields": [{"field": "large"}]}]}],
  "views": [
    {"id": "ranked", "entity": "deal", "label": {"en": "Ranked"}, "columns": [{"field": "rank"}], "search": ["note"], "sort": [{"field": "rank", "descending": true}]},
    {"id": "mine", "entity": "deal", "label": {"en": "Mine"}, "columns": [{"field": "rank"}], "mine": true}]
})json";

json import_line(const char* entity, const char* id, const json& values) {
  return {{"entity", entity}, {"id", id}, {"values", values}};
}

// Titles there are none: ids.
std::vector<std::string> listed(TestEngine& engine, json what,
                                const json& person = json::object()) {
  std::vector<std::string> ids;
  const json list = engine.result("record.list", what, person);
  INFO(list.dump());
  for (const json& row : list["rows"]) ids.push_back(row["record"]);
  CHECK(list["total"] == ids.size());
  return ids;
}

using Ids = std::vector<std::string>;

TEST_CASE("a hidden value moves no row, is not found, and owns nothing") {
  TestEngine engine({{"storage", "memory"}, {"app", kHidingApp}});
  REQUIRE(engine.created()["ok"] == true);
  std::string lines;
  for (const json& line :
       {import_line("person", "p1", {{"name", "Lin"}}),
        import_line("city", "big", {{"large", true}}),
        import_line("city", "small", {{"large", false}}),
        import_line(
            "deal", "a",
            {{"open", true}, {"rank", "1"}, {"rep", "p1"}, {"city", "big"}, {"note", "steel"}}),
        import_line(
            "deal", "b",
            {{"open", true}, {"rank", "2"}, {"rep", "p1"}, {"city", "small"}, {"note", "steel"}}),
        import_line(
            "deal", "c",
            {{"open", false}, {"rank", "9"}, {"rep", "p1"}, {"city", "big"}, {"note", "steel"}})}) {
    lines += line.dump() + "\n";
  }
  engine.result("data.import", {{"text", lines}});
  CHECK(listed(engine, {{"view", "ranked"}}) == Ids{"b", "a", "c"});
  CHECK(listed(engine, {{"view", "ranked"}, {"search", "STEEL"}}) == Ids{"a", "c"});
  const Ids mine = listed(engine, {{"view", "mine"}}, {{"user", "p1"}});
  CHECK(Ids(mine.begin(), mine.end()).size() == 2);

  // The condition reads another record: what is found follows it.
  const json form = engine.result("form.open", {{"form", "city"}, {"record", "small"}});
  engine.result("form.set", {{"session", form["session"]}, {"path", "large"}, {"value", true}});
  engine.result("form.save", {{"session", form["session"]}, {"complete", true}});
  CHECK(listed(engine, {{"view", "ranked"}, {"search", "steel"}}) == Ids{"b", "a", "c"});
}

}  // namespace
}  // namespace tollgate::api
