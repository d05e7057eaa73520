// What a manager reads: numbers with their units, whole totals, and the part of the firm that is
// the manager's own.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kApp = R"({
  "format": "tollgate.app/1", "id": "sales", "version": 1,
  "label": {"en": "Sales"}, "locales": ["en"], "users": {"entity": "person"},
  "entities": [
    {"id": "person", "label": {"en": "People"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "region", "type": "text", "label": {"en": "Region"}}]},
    {"id": "sale", "label": {"en": "Sales"}, "fields": [
      {"id": "region", "type": "text", "label": {"en": "Region"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}, "unit": {"en": "CNY"}},
      {"id": "steps", "type": "list", "label": {"en": "Steps"}, "fields": [
        {"id": "what", "type": "text", "label": {"en": "What"}},
        {"id": "days", "type": "number", "label": {"en": "Within"}, "unit": {"en": "days"}}]}]}],
  "forms": [{"id": "sale", "entity": "sale", "label": {"en": "Sale"},
             "sections": [{"id": "main", "fields": [{"field": "amount"}]}]}],
  "views": [{"id": "sales", "entity": "sale", "label": {"en": "Sales"},
             "columns": [{"field": "region"}, {"field": "amount"}]}],
  "metrics": [
    {"id": "total", "label": {"en": "Total"}, "entity": "sale", "aggregate": "sum",
     "value": "amount", "format": "currency", "decimals": 0},
    {"id": "large", "label": {"en": "Large"}, "entity": "sale", "aggregate": "share",
     "test": "amount > 1000", "format": "percent"}],
  "dashboards": [{"id": "all", "label": {"en": "All"},
    "filters": [{"entity": "sale", "field": "region", "default": "user.region"}],
    "widgets": [
      {"id": "total", "type": "metric", "label": {"en": "Total"}, "metric": "total",
       "drill": {"view": "sales", "limit": 2}},
      {"id": "by_region", "type": "breakdown", "label": {"en": "By region"}, "metric": "large",
       "group_by": "region", "limit": 1}]}]
})";

constexpr const char* kRecords =
    R"({"entity":"person","id":"boss","values":{"name":"Boss"}}
{"entity":"person","id":"east","values":{"name":"Wang","region":"east"}}
{"entity":"sale","id":"s1","values":{"region":"east","amount":"14470000","steps":[{"what":"Call","days":"2"}]}}
{"entity":"sale","id":"s2","values":{"region":"east","amount":"500"}}
{"entity":"sale","id":"s3","values":{"region":"east","amount":"700"}}
{"entity":"sale","id":"s4","values":{"region":"west","amount":"1"}}
)";

struct Firm {
  TestEngine engine{{{"storage", "memory"}, {"app", kApp}}};
  Firm() { REQUIRE(engine.result("data.import", {{"text", kRecords}})["imported"] == 6); }

  json read(const std::string& user, json more = json::object()) {
    more["dashboard"] = "all";
    return engine.result("dashboard.read", more, {{"user", user}});
  }
  json drill(const std::string& user, json more = json::object()) {
    more.update({{"dashboard", "all"}, {"widget", "total"}, {"path", json::array()}});
    return engine.result("dashboard.drill", more, {{"user", user}});
  }
};

TEST_CASE("a dashboard begins with what its filter says of the person, until people choose") {
  Firm firm;
  json own = firm.read("east");
  CHECK(own["filters"][0]["value"] == "east");
  CHECK(own["widgets"][0]["text"] == "14,471,200 CNY");
  json all = firm.read("east", {{"filters", json::array()}});
  CHECK_FALSE(all["filters"][0].contains("value"));
  CHECK(all["widgets"][0]["text"] == "14,471,201 CNY");
  CHECK(firm.read("boss")["widgets"][0]["text"] == "14,471,201 CNY");

  json chosen = json::array();
  chosen.push_back({{"entity", "sale"}, {"field", "region"}, {"value", "north"}});
  CHECK(firm.read("east", {{"filters", chosen}})["widgets"][0]["text"] == "0 CNY");
}

TEST_CASE("a drill-down says its dashboard, its narrowing and how many rows there are") {
  Firm firm;
  json drill = firm.drill("east");
  CHECK(drill["dashboard_label"] == "All");
  CHECK(drill["rows"].size() == 2);
  CHECK(drill["total"] == 3);
  CHECK(drill["filters"] == json::parse(R"([{"entity": "sale", "field": "region",
    "label": "Region", "value": "east", "value_label": "east"}])"));
  CHECK(firm.drill("east", {{"limit", 30}})["rows"].size() == 3);
  CHECK_FALSE(firm.drill("boss").contains("filters"));
}

TEST_CASE("a widget that shows only some groups says how many there are") {
  Firm firm;
  json by_region = firm.read("boss")["widgets"][1];
  CHECK(by_region["groups"].size() == 1);
  CHECK(by_region["group_total"] == 2);
  CHECK(by_region["format"] == "percent");
  CHECK_FALSE(firm.read("east")["widgets"][1].contains("group_total"));
}

TEST_CASE("a record's list is read item by item") {
  Firm firm;
  json record = firm.engine.result("record.get", {{"entity", "sale"}, {"record", "s1"}});
  CHECK(record["fields"][1]["cell"]["text"] == "14,470,000 CNY");
  const json& steps = record["fields"][2];
  CHECK(steps["columns"][1]["label"] == "Within");
  CHECK(steps["items"][0]["cells"][0]["text"] == "Call");
  CHECK(steps["items"][0]["cells"][1]["text"] == "2 days");
}

TEST_CASE("a metric tells its number without a dashboard") {
  Firm firm;
  const json total =
      firm.engine.result("metric.read", {{"metric", "total"}}, {{"user", "boss"}})["widget"];
  CHECK(total["value"] == "14471201");
  CHECK(total["count"] == 4);
  CHECK_FALSE(total.contains("groups"));

  const json by_region = firm.engine.result(
      "metric.read", {{"metric", "large"}, {"group_by", "region"}}, {{"user", "boss"}})["widget"];
  CHECK(by_region["value"] == "0.25");
  REQUIRE(by_region["groups"].size() == 2);
  CHECK(by_region["groups"][0]["label"] == "east");
  CHECK(by_region["groups"][1]["value"] == "0");

  // What is no expression makes no groups.
  const json none = firm.engine.result(
      "metric.read", {{"metric", "large"}, {"group_by", "region +"}}, {{"user", "boss"}})["widget"];
  CHECK(none["groups"].size() <= 1);
  const json unknown = firm.engine.ask("metric.read", {{"metric", "none"}}, {{"user", "boss"}});
  REQUIRE(unknown["ok"] == false);
  CHECK(unknown["diagnostics"][0]["code"] == "api.unknown_metric");
}

}  // namespace
}  // namespace tollgate::api
