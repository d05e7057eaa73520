// Where too few of the important customers are visited, people are proposed who could take them
// over, and one step gives them to one of those.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

// Covered is a customer with a visit; 40% at least is good.
constexpr const char* kFirm = R"app({
  "format": "tollgate.app/1", "id": "firm", "version": 1,
  "label": {"en": "Firm"}, "locales": ["en"],
  "users": {"entity": "person", "role": "role", "manager": "boss"},
  "roles": [
    {"id": "head", "label": {"en": "Head"}, "permissions": {"administration": true,
      "dashboards": ["field"], "entities": [
      {"entity": "person", "read": "all"}, {"entity": "visit", "read": "all"},
      {"entity": "customer", "read": "all", "update": "all"}]}},
    {"id": "rep", "label": {"en": "Rep"}, "permissions": {"dashboards": ["field"], "entities": [
      {"entity": "person", "read": "all"}, {"entity": "visit", "read": "own"},
      {"entity": "customer", "read": "all", "update": "own"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "People"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "text", "label": {"en": "Role"}},
      {"id": "boss", "type": "reference", "entity": "person", "label": {"en": "Boss"}},
      {"id": "region", "type": "text", "label": {"en": "Region"}}]},
    {"id": "customer", "label": {"en": "Customer"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "covered", "type": "boolean", "label": {"en": "Covered"}},
      {"id": "region", "type": "text", "label": {"en": "Region"}, "computed": "rep.region"},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"},
       "filter": "item.role = \"rep\""}]},
    {"id": "visit", "label": {"en": "Visit"}, "owner": "rep", "fields": [
      {"id": "week", "type": "number", "label": {"en": "Week"}},
      {"id": "large", "type": "boolean", "label": {"en": "Large"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}}]}],
  "automations": [{"id": "told", "label": {"en": "Told"},
    "on": {"event": "record_completed", "entity": "customer", "fields": ["rep"]},
    "effects": [{"type": "notify", "channel": "in_app", "to": "rep",
                 "message": {"en": "{{ name }} is yours."}}]}],
  "metrics": [
    {"id": "coverage", "label": {"en": "Coverage"}, "entity": "customer", "aggregate": "share",
     "test": "covered = true", "format": "percent",
     "thresholds": [{"level": "risk", "below": 0.4}, {"level": "good", "at_least": 0.4}]},
    {"id": "uncovered", "label": {"en": "Uncovered"}, "entity": "customer", "aggregate": "count",
     "filter": "covered != true"},
    {"id": "large_visits", "label": {"en": "Large visited"}, "entity": "visit",
     "aggregate": "count", "filter": "large = true"},
    {"id": "visits", "label": {"en": "Visits"}, "entity": "visit", "aggregate": "count"}],
  "dashboards": [{"id": "field", "label": {"en": "Field"}, "widgets": [
    {"id": "cities", "type": "coverage", "label": {"en": "Cities"}, "metric": "coverage",
     "group_by": "city", "dispatch": {"records": "uncovered", "field": "rep",
       "who": "item.region != region and list contains([\"east\", \"north\"], item.region)",
                     "by" : "rep",
                     "experience" : "large_visits",
                     "load" : "visits",
                     "load_below" : 4,
                     "limit" : 2
}
},
    {"id": "plain", "type": "coverage", "label": {"en": "Plain"}, "metric": "coverage",
     "group_by": "city"}]
}]
})app";

struct Dispatched {
  TestEngine engine{{{"storage", "memory"}, {"app", kFirm}}};

  Dispatched() {
    std::string lines;
    const auto add = [&](const char* entity, const std::string& id, const json& values) {
      lines += json({{"entity", entity}, {"id", id}, {"values", values}}).dump() + "\n";
    };
    const auto person = [&](const char* id, const char* role, const char* region) {
      add("person", id, {{"name", id}, {"role", role}, {"region", region}});
    };
    person("head", "head", "");
    person("busy", "rep", "east");
    person("far", "rep", "south");
    person("fresh", "rep", "east");
    person("here", "rep", "west");
    person("keen", "rep", "north");
    person("able", "rep", "east");
    const auto visits = [&](const std::string& rep, int large, int small) {
      for (int i = 0; i < large + small; ++i) {
        add("visit", rep + std::to_string(i), {{"rep", rep}, {"large", i < large}});
      }
    };
    visits("busy", 4, 0);  // no time
    visits("far", 3, 0);   // too far away
    visits("here", 3, 0);  // of that region
    visits("fresh", 0, 2);
    visits("keen", 2, 1);
    visits("able", 2, 0);
    const auto customers = [&](const std::string& city, const char* rep, int covered, int others) {
      for (int i = 0; i < covered + others; ++i) {
        add("customer", city + std::to_string(i),
            {{"name", city},
             {"city", city},
             {"rep", rep},
             {"region", "west"},
             {"covered", i < covered}});
      }
    };
    customers("bad", "here", 1, 3);  // 25%
    customers("fair", "here", 2, 3);
    const json imported = engine.result("data.import", {{"text", lines}},
                                        {{"whole_app", true}, {"administrator", true}});
    INFO(imported.dump());
    REQUIRE(imported["imported"] == 33);
  }

  json cities(const char* user = "head") {
    return engine.result("dashboard.read", {{"dashboard", "field"}},
                         {{"user", user}})["widgets"][0]["groups"];
  }
  json assign(const std::string& person, const char* user = "head", const char* widget = "cities") {
    return engine.ask(
        "dashboard.assign",
        {{"dashboard", "field"}, {"widget", widget}, {"key", "bad"}, {"person", person}},
        {{"user", user}});
  }
  json customer(const char* id, const char* field) {
    const json found =
        engine.result("record.get", {{"entity", "customer"}, {"record", id}}, {{"user", "head"}});
    for (const json& each : found["fields"]) {
      if (each["id"] == field) return each["cell"]["text"];
    }
    return nullptr;
  }
};

TEST_CASE("a group at risk proposes who has experience and time, the most experienced first") {
  Dispatched firm;
  const json cities = firm.cities();
  INFO(cities.dump(1));
  REQUIRE(cities.size() == 2);
  // The worst first.
  CHECK(cities[0]["key"] == "bad");
  CHECK(cities[0]["level"] == "risk");
  CHECK(cities[0]["uncovered"] == 3);
  CHECK(cities[1]["level"] == "good");
  CHECK(cities[1]["uncovered"] == 3);
  CHECK_FALSE(cities[1].contains("proposals"));
  // Two of the same experience: who has less to do comes first.
  const json& proposals = cities[0]["proposals"];
  REQUIRE(proposals.size() == 2);
  CHECK(proposals[0]["person"] == "able");
  CHECK(proposals[0]["experience"]["text"] == "2");
  CHECK(proposals[0]["load"]["label"] == "Visits");
  CHECK(proposals[0]["load"]["text"] == "2");
  CHECK(proposals[1]["person"] == "keen");
  CHECK(proposals[1]["load"]["text"] == "3");
}

TEST_CASE("assigning is one step: the records, what is computed of them, and their automations") {
  Dispatched firm;
  const json done = firm.assign("able");
  INFO(done.dump());
  REQUIRE(done["ok"] == true);
  CHECK(done["result"]["assigned"] == 2);
  CHECK(done["result"]["left"] == 1);
  CHECK(done["result"]["effects"].size() == 2);
  CHECK(firm.customer("bad1", "rep") == "able");
  CHECK(firm.customer("bad1", "region") == "east");
  CHECK(firm.customer("bad2", "rep") == "able");
  CHECK(firm.customer("bad3", "rep") == "here");
  CHECK(firm.customer("bad0", "rep") == "here");  // is covered
  const json history = firm.engine.result(
      "record.history", {{"entity", "customer"}, {"record", "bad1"}}, {{"user", "head"}});
  CHECK(history.dump().find("head") != std::string::npos);
}

TEST_CASE("only who is proposed is assigned, by who may write the records") {
  Dispatched firm;
  CHECK(code_of(firm.assign("busy")) == "query.not_proposed");
  CHECK(code_of(firm.assign("nobody")) == "query.not_proposed");
  CHECK(code_of(firm.assign("able", "head", "plain")) == "api.unknown_widget");
  CHECK(code_of(firm.assign("able", "head", "none")) == "api.unknown_widget");
  // A rep sees no other's visits, so nobody is proposed to them, nor can be assigned by them.
  const json cities = firm.cities("far");
  CHECK(cities[0]["uncovered"] == 3);
  CHECK(cities[0].value("proposals", json::array()).empty());
  CHECK(code_of(firm.assign("able", "far")) == "query.not_proposed");
  CHECK(firm.customer("bad1", "rep") == "here");
}

}  // namespace
}  // namespace tollgate::api
