// A form that is filled from a record that is found, over a store.
#include <catch_amalgamated.hpp>
#include <map>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kFindApp = R"app({
  "format": "tollgate.app/1", "id": "find", "version": 1, "label": {"en": "Find"}, "locales": ["en"],
  "users": {"entity": "person"},
  "roles": [{"id": "lead", "label": {"en": "Lead"}, "permissions": {"administration": true, "entities": [
    {"entity": "person", "read": "all"}, {"entity": "visit", "read": "all"},
    {"entity": "talk", "read": "all", "create": "all"}]}},
    {"id": "guest", "label": {"en": "Guest"}, "permissions": {"entities": [
    {"entity": "person", "read": "all"}, {"entity": "visit", "read": "own"},
    {"entity": "talk", "read": "all", "create": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "note", "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "note", "type": "text", "label": {"en": "Note"}},
      {"id": "at", "type": "date_time", "label": {"en": "At"}}]},
    {"id": "talk", "label": {"en": "Talk"}, "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "last", "type": "reference", "entity": "visit", "label": {"en": "Last"}},
      {"id": "before", "type": "reference", "entity": "visit", "label": {"en": "Before"}}]}],
  "forms": [{"id": "talk", "entity": "talk", "label": {"en": "Talk"},
    "sections": [{"id": "main", "fields": [{"field": "rep"}, {"field": "last"}, {"field": "before"}]}],
    "prefill": [
      {"from": "rep", "find": {"entity": "visit", "where": [{"field": "rep", "value": "rep.id"}],
        "latest": "at"}, "set": [{"field": "last", "value": "item.id"}]},
      {"from": "last", "find": {"entity": "visit", "where": [{"field": "rep", "value": "rep.id"}],
        "latest": "at", "before": "last.at"}, "set": [{"field": "before", "value": "item.id"}]}]}]
})app";

TEST_CASE("a form is filled from the latest record that fits, and the one before it") {
  TestEngine engine({{"storage", "memory"}, {"app", kFindApp}});
  const char* lines = R"({"entity":"person","id":"ann","values":{"name":"Ann"}}
{"entity":"person","id":"bob","values":{"name":"Bob"}}
{"entity":"visit","id":"v1","values":{"rep":"ann","at":"2026-03-01T09:00:00+08:00","note":"one"}}
{"entity":"visit","id":"v2","values":{"rep":"ann","at":"2026-03-03T09:00:00+08:00","note":"two"}}
{"entity":"visit","id":"v3","values":{"rep":"bob","at":"2026-03-05T09:00:00+08:00","note":"three"}}
{"entity":"visit","id":"v4","values":{"rep":"ann","note":"without a time"}})";
  const json whole = {{"whole_app", true}, {"administrator", true}};
  INFO(engine.created().dump());
  REQUIRE(engine.result("data.import", {{"text", lines}}, whole)["imported"] == 6);
  const auto filled = [&](const json& principal) {
    const json form = engine.result("form.open", {{"form", "talk"}}, principal);
    const json set = engine.result(
        "form.set", {{"session", form["session"]}, {"path", "rep"}, {"value", "ann"}}, principal);
    INFO(set.dump(1));
    std::map<std::string, json> values;
    for (const json& field : set["changes"]["fields"]) {
      values[field["path"].get<std::string>()] = field.value("value", json());
    }
    return values;
  };
  for (const json& principal : {whole, json({{"user", "bob"}, {"role", "lead"}})}) {
    auto values = filled(principal);
    CHECK(values["last"] == "v2");
    CHECK(values["before"] == "v1");
  }
  // Nothing of what one may not see.
  CHECK(filled({{"user", "bob"}, {"role", "guest"}})["last"].is_null());
}

}  // namespace
}  // namespace tollgate::api
