// A document that is only tried: what it says of the records that are there, and that nothing else
// comes of it.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

json shop_app() {
  return json::parse(R"({
    "format": "tollgate.app/1", "id": "shops", "version": 1, "label": {"en": "Shops"},
    "locales": ["en"],
    "entities": [{"id": "shop", "label": {"en": "Shops"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "area", "type": "number", "label": {"en": "Area"}}]}],
    "scorecards": [{"id": "size", "entity": "shop", "label": {"en": "Size"}, "criteria": [
      {"id": "large", "label": {"en": "Large"}, "points": 5, "met": "area > 15"}]}],
    "views": [{"id": "all", "entity": "shop", "label": {"en": "All"},
               "columns": [{"field": "name"}]}]})");
}

constexpr const char* kShops =
    R"({"entity":"shop","id":"s1","values":{"name":"East","city":"Wuhan","area":"10"}}
{"entity":"shop","id":"s2","values":{"name":"West","city":"Wuhan","area":"20"}}
{"entity":"shop","id":"s3","values":{"name":"Harbour","city":"Dalian","area":"12"}}
)";

struct Shops {
  TestEngine engine{{{"storage", "memory"}, {"app", shop_app().dump()}}};
  Shops() { REQUIRE(engine.result("data.import", {{"text", kShops}})["imported"] == 3); }

  json ask(const json& app, const std::string& type, const json& params) {
    return engine.ask("app.try", {{"text", app.dump()}, {"type", type}, {"params", params}});
  }
  json tried(const json& app, const std::string& type, const json& params) {
    const json reply = ask(app, type, params);
    INFO(reply.dump());
    REQUIRE(reply["ok"] == true);
    return reply["result"]["result"];
  }
};

json with_metric() {
  json app = shop_app();
  app["metrics"] = json::parse(R"([{"id": "area", "label": {"en": "Area"}, "entity": "shop",
    "aggregate": "sum", "value": "area"}])");
  return app;
}

TEST_CASE("a formula under way is tried on a record, part by part") {
  Shops shops;
  json params = {
      {"entity", "shop"}, {"record", "s2"}, {"formula", "area > 15 and city = \"Dalian\""}};
  const json reply = shops.tried(shop_app(), "formula.try", params);
  CHECK(reply["title"] == "West");
  CHECK(reply["value"] == "no");
  json said = json::object();
  for (const json& part : reply["parts"]) {
    const std::string formula = params["formula"];
    const size_t begin = part["begin"];
    said[formula.substr(begin, part["end"].get<size_t>() - begin)] = part["value"];
  }
  CHECK(said["area"] == "20");
  CHECK(said["area > 15"] == "yes");
  CHECK(said["city"] == "Wuhan");
  params["formula"] = "area / 0";
  CHECK(shops.tried(shop_app(), "formula.try", params)["value"] == "nothing");
  CHECK(shops.tried(shop_app(), "formula.try", params).contains("problem"));
  params["formula"] = "area >";
  CHECK(shops.ask(shop_app(), "formula.try", params)["ok"] == false);
}

TEST_CASE("a document that is tried tells its numbers, and is not in force") {
  Shops shops;
  const json by_city =
      shops.tried(with_metric(), "metric.read", {{"metric", "area"}, {"group_by", "city"}});
  CHECK(by_city["widget"]["value"] == "42");
  REQUIRE(by_city["widget"]["groups"].size() == 2);
  CHECK(by_city["widget"]["groups"][0]["value"] == "30");
  CHECK(shops.engine.ask("metric.read", {{"metric", "area"}})["ok"] == false);
  CHECK(shops.engine.result("app.get")["version"] == 1);

  // Records that come later count.
  shops.engine.result("data.import",
                      {{"text", R"({"entity":"shop","id":"s4","values":{"area":"8"}})"}});
  CHECK(shops.tried(with_metric(), "metric.read", {{"metric", "area"}})["widget"]["value"] == "50");
}

TEST_CASE("lists of a tried document show, filter and sort, new fields among them") {
  Shops shops;
  json app = shop_app();
  app["entities"][0]["fields"].push_back(
      json::parse(R"({"id": "level", "type": "number", "label": {"en": "Level"}})"));
  app["views"][0] = json::parse(R"({"id": "all", "entity": "shop", "label": {"en": "All"},
    "columns": [{"field": "name"}, {"field": "level"}], "filter": "area > 11",
    "sort": [{"field": "level"}, {"field": "area", "descending": true}]})");
  const json list = shops.tried(app, "record.list", {{"view", "all"}});
  REQUIRE(list["rows"].size() == 2);
  CHECK(list["rows"][0]["title"] == "West");
  CHECK(list["columns"][1]["label"] == "Level");
  app["views"][0]["filter"] = "level = null";
  CHECK(shops.tried(app, "record.list", {{"view", "all"}})["rows"].size() == 3);
}

TEST_CASE("scores are those that the document gives") {
  Shops shops;
  json app = shop_app();
  app["scorecards"][0]["criteria"][0]["met"] = "area > 5";
  app["scorecards"][0]["criteria"][0]["points"] = 8;
  const json record = shops.tried(app, "record.get", {{"entity", "shop"}, {"record", "s1"}});
  REQUIRE(record["scores"].size() == 1);
  CHECK(record["scores"][0]["total"] == "8");
  CHECK(record["scores"][0]["criteria"][0]["met"] == true);
  const json stored = shops.engine.result("record.get", {{"entity", "shop"}, {"record", "s1"}});
  CHECK(stored["scores"][0]["total"] == "0");
}

TEST_CASE("what cannot be tried is refused with the reason") {
  Shops shops;
  json broken = with_metric();
  broken["metrics"][0]["value"] = "nothing_there";
  CHECK(shops.ask(broken, "metric.read", {{"metric", "area"}})["ok"] == false);
  const json unknown = shops.ask(with_metric(), "metric.read", {{"metric", "none"}});
  CHECK(unknown["diagnostics"][0]["code"] == "api.unknown_metric");
  CHECK(shops.ask(with_metric(), "record.get", {{"entity", "shop"}})["ok"] == false);
  CHECK(shops.engine.ask(
            "app.try",
            {{"text", "{"}, {"type", "record.list"}, {"params", json::object()}})["ok"] == false);
}

TEST_CASE("a tried document gives nobody more than the app in force") {
  json app = shop_app();
  app["entities"].push_back(json::parse(R"({"id": "person", "label": {"en": "People"},
    "fields": [{"id": "role", "type": "text", "label": {"en": "Role"}}]})"));
  app["users"] = json::parse(R"({"entity": "person", "role": "role"})");
  app["roles"] = json::parse(R"([{"id": "designer", "label": {"en": "Designer"},
    "permissions": {"administration": true, "entities": [
      {"entity": "shop", "read": "all", "read_when": "city = \"Dalian\""},
      {"entity": "person", "read": "all"}]}}])");
  app["metrics"] = with_metric()["metrics"];
  TestEngine engine{{{"storage", "memory"}, {"app", app.dump()}}};
  engine.result("data.import",
                {{"text", std::string(kShops) +
                              R"({"entity":"person","id":"d","values":{"role":"designer"}})"}},
                {{"administrator", true}});
  const auto area = [&](const json& document) {
    return engine.result(
        "app.try",
        {{"text", document.dump()}, {"type", "metric.read"}, {"params", {{"metric", "area"}}}},
        {{"user", "d"}});
  };
  CHECK(area(app)["result"]["widget"]["value"] == "12");
  json more = app;
  more["roles"][0]["permissions"]["entities"][0].erase("read_when");
  CHECK(area(more)["result"]["widget"]["value"] == "12");
}

}  // namespace
}  // namespace tollgate::api
