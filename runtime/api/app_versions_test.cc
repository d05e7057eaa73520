// What a version of the app changes for records and roles, versions of before, two people's changes
// brought together, and who has the app open.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

json kiosk_app() {
  return json::parse(R"({
    "format": "tollgate.app/1", "id": "kiosks", "version": 1, "label": {"en": "Kiosks"},
    "locales": ["en"],
    "roles": [{"id": "keeper", "label": {"en": "Keeper"}}],
    "entities": [{"id": "kiosk", "label": {"en": "Kiosk"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "size", "type": "choice", "label": {"en": "Size"}, "options": [
        {"id": "small", "label": {"en": "Small"}}, {"id": "large", "label": {"en": "Large"}}]}]}],
    "views": [{"id": "all", "entity": "kiosk", "label": {"en": "All"},
               "columns": [{"field": "name"}]}]})");
}

constexpr const char* kKiosks =
    R"({"entity":"kiosk","id":"k1","values":{"name":"East","city":"Wuhan","size":"small"}}
{"entity":"kiosk","id":"k2","values":{"name":"West","city":"Dalian","size":"large"}}
{"entity":"kiosk","id":"k3","values":{"name":"Harbour"}}
)";

struct Kiosks {
  TestEngine engine{{{"storage", "memory"}, {"app", kiosk_app().dump()}}};
  Kiosks() { REQUIRE(engine.result("data.import", {{"text", kKiosks}})["imported"] == 3); }

  json compare(const json& app) { return engine.result("app.compare", {{"text", app.dump()}}); }
  std::string save(json app) {
    app["version"] = 50 + ++saves_;
    return engine.result("app.save", {{"text", app.dump()}})["hash"];
  }

 private:
  int saves_ = 0;
};

json said_of(const json& reply, const std::string& kind) {
  for (const json& data : reply["data"]) {
    if (data["kind"] == kind) return data;
  }
  return nullptr;
}

TEST_CASE("nothing is told of a document that changes nothing") {
  Kiosks kiosks;
  const json reply = kiosks.compare(kiosk_app());
  CHECK(reply["parts"].empty());
  CHECK(reply["data"].empty());
  CHECK(reply["roles"].empty());
}

TEST_CASE("values that go are counted, field by field") {
  Kiosks kiosks;
  json app = kiosk_app();
  json& fields = app["entities"][0]["fields"];
  fields[2]["options"].erase(1);
  fields[1]["type"] = "long_text";
  fields[0]["required"] = true;
  json reply = kiosks.compare(app);
  CHECK(said_of(reply, "field_retyped")["records"] == 2);
  CHECK(said_of(reply, "field_retyped")["field_label"] == "City");
  CHECK(said_of(reply, "field_retyped")["is"] == "Long text");
  CHECK(said_of(reply, "option_removed")["records"] == 1);
  CHECK(said_of(reply, "option_removed")["option_label"] == "Large");
  CHECK(said_of(reply, "field_required").is_null());  // each has a name
  fields.erase(1);
  fields[1]["required"] = true;  // the size
  reply = kiosks.compare(app);
  CHECK(said_of(reply, "field_removed")["records"] == 2);
  CHECK(said_of(reply, "field_required")["records"] == 1);
  // Nothing of it was saved.
  CHECK(kiosks.engine.result("app.get", json::object())["version"] == 1);
}

TEST_CASE("a new compulsory field is lacked by all") {
  Kiosks kiosks;
  json app = kiosk_app();
  app["entities"][0]["fields"].push_back(
      {{"id", "tel"}, {"type", "phone"}, {"label", {{"en", "Phone"}}}, {"required", true}});
  const json reply = kiosks.compare(app);
  CHECK(said_of(reply, "field_required")["records"] == 3);
  REQUIRE(reply["parts"].size() == 1);
  CHECK(reply["parts"][0]["kind"] == "added");
  CHECK(reply["parts"][0]["steps"][1]["label"] == "Kiosk");
  CHECK(reply["parts"][0]["steps"][3]["label"] == "Phone");
}

TEST_CASE("a role hears what it gains and loses") {
  Kiosks kiosks;
  json app = kiosk_app();
  app["roles"][0]["permissions"] = {
      {"administration", true},
      {"entities", {{{"entity", "kiosk"}, {"read", "all"}, {"create", "all"}}}}};
  const json reply = kiosks.compare(app);
  REQUIRE(reply["roles"].size() == 1);
  CHECK(reply["roles"][0]["label"] == "Keeper");
  json said = json::object();
  for (const json& right : reply["roles"][0]["rights"]) {
    said[right["right"].get<std::string>()] = right["is"];
    if (right["right"] != "administration") CHECK(right["subject"] == "Kiosk");
  }
  CHECK(said == json{{"update", "none"}, {"delete", "none"}, {"export", "no"}});
}

TEST_CASE("a document with errors is not compared") {
  Kiosks kiosks;
  json app = kiosk_app();
  app["views"][0]["entity"] = "nothing";
  CHECK(kiosks.engine.ask("app.compare", {{"text", app.dump()}})["ok"] == false);
}

TEST_CASE("versions of before can be read again") {
  Kiosks kiosks;
  const std::string first = kiosks.engine.result("app.get", json::object())["hash"];
  json app = kiosk_app();
  app["label"]["en"] = "Stands";
  const std::string second = kiosks.save(app);
  const json reply = kiosks.engine.result("app.versions", {{"hash", first}});
  REQUIRE(reply["versions"].size() == 2);
  CHECK(reply["versions"][0]["hash"] == second);
  CHECK(reply["versions"][0]["in_force"] == true);
  CHECK(reply["versions"][1]["hash"] == first);
  CHECK(reply["versions"][1]["in_force"] == false);
  CHECK(json::parse(reply["text"].get<std::string>())["label"]["en"] == "Kiosks");
  CHECK(reply["more"] == false);
  const json newest = kiosks.engine.result("app.versions", {{"limit", 1}});
  CHECK(newest["versions"].size() == 1);
  CHECK(newest["more"] == true);
  const json refused = kiosks.engine.ask("app.versions", {{"hash", "none"}});
  CHECK(refused["diagnostics"][0]["code"] == "query.unknown_version");
}

TEST_CASE("two people's changes are brought together; where both changed a part, one decides") {
  Kiosks kiosks;
  const json base = kiosk_app();
  json mine = base;
  mine["entities"][0]["fields"][0]["label"]["en"] = "Kiosk's name";
  mine["label"]["en"] = "My kiosks";
  json theirs = base;
  theirs["entities"][0]["fields"].push_back(
      {{"id", "tel"}, {"type", "phone"}, {"label", {{"en", "Phone"}}}});
  theirs["label"]["en"] = "Their kiosks";
  kiosks.save(theirs);
  json ask = {{"base", base.dump()}, {"mine", mine.dump()}};
  const json reply = kiosks.engine.result("app.merge", ask);
  const json merged = json::parse(reply["text"].get<std::string>());
  CHECK(merged["entities"][0]["fields"].size() == 4);
  CHECK(merged["entities"][0]["fields"][0]["label"]["en"] == "Kiosk's name");
  CHECK(merged["label"]["en"] == "My kiosks");
  REQUIRE(reply["clashes"].size() == 1);
  CHECK(reply["clashes"][0]["path"] == "/label/en");
  CHECK(reply["clashes"][0]["theirs"] == "Their kiosks");
  ask["take_theirs"] = {"/label/en"};
  const json decided = kiosks.engine.result("app.merge", ask);
  CHECK(json::parse(decided["text"].get<std::string>())["label"]["en"] == "Their kiosks");
  ask["mine"] = "{\"half\":";
  CHECK(kiosks.engine.ask("app.merge", ask)["ok"] == false);
}

TEST_CASE("whoever designs the app sees who else does") {
  Kiosks kiosks;
  const auto say = [&](json params) {
    return kiosks.engine.result("app.editing", params)["others"];
  };
  CHECK(say({{"page", "a"}, {"part", "Kiosk"}}).empty());
  const json others = say({{"page", "b"}, {"changed", true}});
  REQUIRE(others.size() == 1);
  CHECK(others[0]["part"] == "Kiosk");
  CHECK(say({{"page", "a"}})[0]["changed"] == true);
  CHECK(say({{"page", "b"}, {"leaves", true}}).size() == 1);
  CHECK(say({{"page", "a"}}).empty());
  const json refused = kiosks.engine.ask("app.editing", {{"page", ""}});
  CHECK(refused["diagnostics"][0]["code"] == "api.page_name");
}

}  // namespace
}  // namespace tollgate::api
