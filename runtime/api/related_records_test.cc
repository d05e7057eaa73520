// A record's page: the lists of what refers to it, what another one like it begins
// with, and what is begun from it.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kClinicApp = R"({
  "format": "tollgate.app/1", "id": "clinics", "version": 1, "label": {"en": "Clinics"},
  "locales": ["en"], "time_zone": "Asia/Shanghai",
  "roles": [{"id": "office", "label": {"en": "Office"}, "permissions": {"administration": true}}, {"id": "rep", "label": {"en": "Rep"}, "menu": [{"type": "view", "target": "visits"}],
    "permissions": {"entities": [{"entity": "clinic", "read": "all"},
      {"entity": "visit", "read": "all", "create": "all", "update": "all"}]}}],
  "entities": [
    {"id": "clinic", "label": {"en": "Clinic"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "fields": [
      {"id": "clinic", "type": "reference", "entity": "clinic", "label": {"en": "Clinic"}},
      {"id": "note", "type": "text", "label": {"en": "Note"}},
      {"id": "length", "type": "number", "label": {"en": "Length"}, "computed": "1 + 1"},
      {"id": "place", "type": "location", "label": {"en": "Place"}}]},
    {"id": "secret", "label": {"en": "Secret"}, "fields": [
      {"id": "clinic", "type": "reference", "entity": "clinic", "label": {"en": "Clinic"}}]}],
  "forms": [
    {"id": "clinic", "entity": "clinic", "label": {"en": "Clinic"},
     "sections": [{"id": "main", "fields": [{"field": "name"}]}]},
    {"id": "visit", "entity": "visit", "label": {"en": "Visit"},
     "sections": [{"id": "main", "fields": [{"field": "clinic"}, {"field": "note"}]}]}],
  "views": [{"id": "visits", "entity": "visit", "label": {"en": "Visits"},
             "columns": [{"field": "clinic"}, {"field": "note"}]}]
})";

TEST_CASE("a record names the lists that refer to it, as far as the reader may know of them") {
  TestEngine engine{{{"storage", "memory"}, {"app", kClinicApp}}};
  constexpr const char* kLines =
      R"({"entity":"clinic","id":"c1","values":{"name":"North"}}
{"entity":"visit","id":"v1","values":{"clinic":"c1","note":"first","place":{"latitude":"1","longitude":"2"}}}
)";
  REQUIRE(engine.result("data.import", {{"text", kLines}}, {{"administrator", true}})["imported"] ==
          2);
  const json clinic =
      engine.result("record.get", {{"entity", "clinic"}, {"record", "c1"}}, {{"role", "rep"}});
  CHECK(clinic["related"] == json::array({{{"entity", "visit"},
                                           {"label", "Visit"},
                                           {"field", "clinic"},
                                           {"field_label", "Clinic"},
                                           {"columns", {"note"}},
                                           {"form", "visit"},
                                           {"form_label", "Visit"}}}));
  // Nobody of this role makes clinics: nothing to begin one with.
  CHECK_FALSE(clinic.contains("copy"));

  const json visit =
      engine.result("record.get", {{"entity", "visit"}, {"record", "v1"}}, {{"role", "rep"}});
  CHECK(visit["copy"] == json{{"clinic", "c1"}, {"note", "first"}});
  const json opened =
      engine.result("form.open", {{"form", "visit"}, {"values", visit["copy"]}}, {{"role", "rep"}});
  CHECK(opened["status"] == "new");
}

TEST_CASE("a record offers what may be begun from it, with what the reader sees filled in") {
  json app = json::parse(kClinicApp);
  app["entities"][0]["fields"].push_back(
      {{"id", "budget"}, {"type", "number"}, {"label", {{"en", "Budget"}}}});
  app["entities"][0]["follow_ups"] = json::parse(R"json([
    {"id": "call", "label": {"en": "Call them"}, "form": "visit", "when": "name != \"South\"",
     "set": [{"field": "clinic", "value": "record.id"},
             {"field": "note", "value": "\"To \" + name + (if budget = null then \"\" else \", \" + string(budget))"}]},
    {"id": "twin", "label": {"en": "Another clinic"}, "form": "clinic"}])json");
  app["roles"][1]["permissions"]["entities"][0]["fields"] =
      json::array({{{"field", "budget"}, {"access", "hidden"}}});
  TestEngine engine{{{"storage", "memory"}, {"app", app.dump()}}};
  constexpr const char* kLines =
      R"({"entity":"clinic","id":"c1","values":{"name":"North","budget":"5"}}
{"entity":"clinic","id":"c2","values":{"name":"South"}}
)";
  REQUIRE(engine.result("data.import", {{"text", kLines}}, {{"administrator", true}})["imported"] ==
          2);
  const auto offered = [&](const char* record, const json& who) {
    const json found = engine.result("record.get", {{"entity", "clinic"}, {"record", record}}, who);
    return found.value("follow_ups", json::array());
  };
  const json rep = {{"role", "rep"}};
  // What is hidden from the reader is not there for the rule.
  CHECK(offered("c1", rep) ==
        json::array({{{"id", "call"},
                      {"label", "Call them"},
                      {"form", "visit"},
                      {"values", {{"clinic", "c1"}, {"note", "To North"}}}}}));
  CHECK(offered("c2", rep).empty());
  const json whole = offered("c1", {{"administrator", true}});
  REQUIRE(whole.size() == 2);
  CHECK(whole[0]["values"]["note"] == "To North, 5");
  CHECK(whole[1]["values"] == json::object());

  const json opened = engine.result(
      "form.open", {{"form", "visit"}, {"values", offered("c1", rep)[0]["values"]}}, rep);
  CHECK(opened["status"] == "new");
  CHECK(opened["state"].dump().find("To North") != std::string::npos);
}

}  // namespace
}  // namespace tollgate::api
