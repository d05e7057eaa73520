// A record's page: the lists of what refers to it, and what another one like it begins with.
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

}  // namespace
}  // namespace tollgate::api
