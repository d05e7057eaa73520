// Widgets that are split into parts, numbers beside those of the days before, and a dashboard that
// is narrowed to some days.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kPartsApp = R"({
  "format": "tollgate.app/1", "id": "parts", "version": 1, "label": {"en": "Parts"},
  "locales": ["zh-CN", "en"], "time_zone": "Asia/Shanghai",
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "fields": [
    {"id": "rep", "type": "text", "label": {"en": "Rep"}},
    {"id": "need", "type": "choice", "label": {"en": "Need"}, "options": [
      {"id": "soon", "label": {"en": "Soon"}}, {"id": "later", "label": {"en": "Later"}},
      {"id": "never", "label": {"en": "Never"}}]},
    {"id": "good", "type": "boolean", "label": {"en": "Good"}},
    {"id": "on", "type": "date", "label": {"en": "On"}}]}],
  "views": [{"id": "all", "entity": "visit", "label": {"en": "All"}, "columns": [{"field": "rep"}]}],
  "metrics": [
    {"id": "count", "label": {"en": "Count"}, "entity": "visit", "aggregate": "count",
     "window": {"field": "on", "days": 10}},
    {"id": "good", "label": {"en": "Good"}, "entity": "visit", "aggregate": "share",
     "test": "good = true", "window": {"field": "on", "period": "month"}, "format": "percent"},
    {"id": "ever", "label": {"en": "Ever"}, "entity": "visit", "aggregate": "count"}],
  "dashboards": [{"id": "d", "label": {"en": "D"}, "widgets": [
    {"id": "tile", "type": "metric", "label": {"en": "Tile"}, "metric": "count", "target": 4,
     "drill": {"view": "all"}},
    {"id": "share", "type": "metric", "label": {"en": "Share"}, "metric": "good"},
    {"id": "ever", "type": "metric", "label": {"en": "Ever"}, "metric": "ever"},
    {"id": "bars", "type": "breakdown", "label": {"en": "Bars"}, "metric": "ever",
     "group_by": "rep", "split_by": "need", "side_by_side": true},
    {"id": "lines", "type": "line", "label": {"en": "Lines"}, "metric": "ever", "area": true,
     "group_by": {"value": "on", "by": "month"}, "split_by": "rep"},
    {"id": "pivot", "type": "table", "label": {"en": "Pivot"}, "metrics": ["ever"],
     "group_by": "need", "split_by": {"value": "on", "by": "month"}}]}]
})";

constexpr const char* kParts =
    R"({"entity":"visit","id":"v1","values":{"rep":"li","need":"later","good":true,"on":"2026-03-20"}}
{"entity":"visit","id":"v2","values":{"rep":"li","need":"soon","good":true,"on":"2026-03-12"}}
{"entity":"visit","id":"v3","values":{"rep":"li","need":"soon","good":false,"on":"2026-03-08"}}
{"entity":"visit","id":"v4","values":{"rep":"wu","need":"soon","good":true,"on":"2026-02-02"}}
{"entity":"visit","id":"v5","values":{"rep":"wu","on":"2026-02-27"}}
)";

struct Parts {
  TestEngine engine{
      {{"storage", "memory"}, {"app", kPartsApp}, {"now", "2026-03-20T09:00:00+08:00"}}};
  Parts() { REQUIRE(engine.result("data.import", {{"text", kParts}})["imported"] == 5); }

  json widget(size_t number, json more = json::object()) {
    more["dashboard"] = "d";
    return engine.result("dashboard.read", more, json::object(), "en")["widgets"][number];
  }
};

// "Soon 2, Later 1" for a group with parts.
std::string parts_of(const json& widget, size_t group) {
  std::string text;
  for (size_t i = 0; i < widget["series"].size(); ++i) {
    text += (text.empty() ? "" : ", ") + widget["series"][i]["label"].get<std::string>() + " " +
            widget["groups"][group]["values"][i]["text"].get<std::string>();
  }
  return text;
}

TEST_CASE("bars are split by a choice in the order of its options, each number in its place") {
  Parts parts;
  const json bars = parts.widget(3);
  CHECK(bars["side_by_side"] == true);
  CHECK(bars["groups"][0]["label"] == "li");
  CHECK(parts_of(bars, 0) == "Soon 2, Later 1, (none) 0");
  CHECK(parts_of(bars, 1) == "Soon 1, Later 0, (none) 1");
}

TEST_CASE(
    "lines have a part for each, in periods without records too; a pivot's columns go as time "
    "does") {
  Parts parts;
  const json lines = parts.widget(4);
  CHECK(lines["area"] == true);
  REQUIRE(lines["groups"].size() == 2);
  CHECK(parts_of(lines, 0) == "li 0, wu 2");
  CHECK(parts_of(lines, 1) == "li 3, wu 0");
  const json pivot = parts.widget(5);
  CHECK(pivot["groups"][0]["label"] == "Soon");
  CHECK(parts_of(pivot, 0) == "2026-02 1, 2026-03 2");
}

TEST_CASE("a number stands beside that of the days before, and its way until now") {
  Parts parts;
  const json tile = parts.widget(0);
  CHECK(tile["value"] == "2");
  CHECK(tile["target"] == "4");
  CHECK(tile["days"] == json{{"from", "2026-03-11"}, {"to", "2026-03-20"}});
  CHECK(tile["before"] ==
        json{{"from", "2026-03-01"}, {"to", "2026-03-10"}, {"value", "1"}, {"text", "1"}});
  CHECK(tile["trend"].size() == 6);
  CHECK(tile["trend"][5]["value"] == "2");
  CHECK(tile["trend"][3]["value"] == "1");  // 2026-02-19 to 2026-02-28
  // A month so far is compared with as many days of the month before.
  const json share = parts.widget(1);
  CHECK(share["before"]["from"] == "2026-02-01");
  CHECK(share["before"]["to"] == "2026-02-20");
  CHECK(share["before"]["text"] == "100%");
  // What counts all days has no days before.
  CHECK_FALSE(parts.widget(2).contains("before"));
}

TEST_CASE("a dashboard is narrowed to days: what counts in a window, and nothing else") {
  Parts parts;
  const json february = {{"days", {{"from", "2026-02-01"}, {"to", "2026-02-28"}}}};
  CHECK(parts.widget(0, february)["value"] == "2");
  CHECK(parts.widget(2, february)["value"] == "5");
  const json last_month = {{"days", {{"period", "last_month"}}}};
  CHECK(parts.widget(0, last_month)["days"] == json{{"from", "2026-02-01"}, {"to", "2026-02-28"}});
  CHECK(parts.widget(0, last_month)["before"]["from"] == "2026-01-01");
  CHECK(parts.widget(0, {{"days", {{"period", "last_days"}, {"days", 1}}}})["value"] == "1");
  const json rows = parts.engine.result("dashboard.drill", {{"dashboard", "d"},
                                                            {"widget", "tile"},
                                                            {"path", json::array()},
                                                            {"days", {{"period", "last_month"}}}});
  CHECK(rows["total"] == 2);
  const json wrong = parts.engine.ask(
      "dashboard.read",
      {{"dashboard", "d"}, {"days", {{"from", "2026-02-30"}, {"to", "2026-03-01"}}}});
  CHECK(wrong["diagnostics"][0]["code"] == "query.days_wrong");
}

}  // namespace
}  // namespace tollgate::api
