// Groups of time on a dashboard: in order, without holes, with the period of now marked.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kVisitsApp = R"({
  "format": "tollgate.app/1", "id": "visits", "version": 1, "label": {"en": "Visits"},
  "locales": ["zh-CN", "en"], "time_zone": "Asia/Shanghai",
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "fields": [
    {"id": "rep", "type": "text", "label": {"en": "Rep"}},
    {"id": "amount", "type": "number", "label": {"en": "Amount"}},
    {"id": "arrived", "type": "date_time", "label": {"en": "Arrived"}}]}],
  "views": [{"id": "all", "entity": "visit", "label": {"en": "All"}, "columns": [{"field": "arrived"}]}],
  "metrics": [
    {"id": "count", "label": {"en": "Count"}, "entity": "visit", "aggregate": "count"},
    {"id": "amount", "label": {"en": "Amount"}, "entity": "visit", "aggregate": "sum",
     "value": "amount"},
    {"id": "mean", "label": {"en": "Mean"}, "entity": "visit", "aggregate": "average",
     "value": "amount"}],
  "dashboards": [{"id": "d", "label": {"en": "D"}, "widgets": [
    {"id": "weeks", "type": "breakdown", "label": {"en": "Weeks"}, "metric": "count",
     "group_by": {"value": "arrived", "by": "week"}, "drill": {"view": "all"}},
    {"id": "months", "type": "table", "label": {"en": "Months"}, "metrics": ["amount", "mean"],
     "group_by": {"value": "arrived", "by": "month"}, "order": "descending"},
    {"id": "last", "type": "breakdown", "label": {"en": "Last"}, "metric": "amount",
     "group_by": {"value": "arrived", "by": "month"}, "limit": 2},
    {"id": "reps", "type": "breakdown", "label": {"en": "Reps"}, "metric": "count",
     "group_by": "rep", "drill": {"group_by": {"value": "arrived", "by": "quarter"}}},
    {"id": "line", "type": "line", "label": {"en": "Line"}, "metric": "mean", "order": "descending",
     "group_by": {"value": "arrived", "by": "month"}, "drill": {"view": "all"}}]}]
})";

// The last one is Monday in Shanghai and Sunday in UTC.
constexpr const char* kVisits =
    R"({"entity":"visit","id":"v1","values":{"rep":"li","amount":"5","arrived":"2025-12-31T10:00:00+08:00"}}
{"entity":"visit","id":"v2","values":{"rep":"li","amount":"70","arrived":"2026-01-20T10:00:00+08:00"}}
{"entity":"visit","id":"v3","values":{"rep":"wu","amount":"1","arrived":"2026-01-25T16:30:00Z"}}
{"entity":"visit","id":"v4","values":{"rep":"wu","amount":"2"}}
)";

struct Visits {
  TestEngine engine{
      {{"storage", "memory"}, {"app", kVisitsApp}, {"now", "2026-02-03T09:00:00+08:00"}}};
  Visits() { REQUIRE(engine.result("data.import", {{"text", kVisits}})["imported"] == 4); }

  json widget(size_t number, const char* locale = "en") {
    return engine.result("dashboard.read", {{"dashboard", "d"}}, json::object(),
                         locale)["widgets"][number];
  }
};

// "2026-W04 1" for each group, "*" behind the current one.
std::string lines_of(const json& groups) {
  std::string lines;
  for (const json& group : groups) {
    lines += group["label"].get<std::string>() + " " + group["text"].get<std::string>();
    if (group.contains("current_label")) lines += " *" + group["current_label"].get<std::string>();
    lines += "; ";
  }
  return lines;
}

TEST_CASE("weeks stand in order of time, those without records and the present one, too") {
  Visits v;
  CHECK(lines_of(v.widget(0)["groups"]) ==
        "2026-W01 1; 2026-W02 0; 2026-W03 0; 2026-W04 1; 2026-W05 1; 2026-W06 0 *this week; "
        "(none) 1; ");
  CHECK(lines_of(v.widget(0, "zh-CN")["groups"]) ==
        "2026年第01周 1; 2026年第02周 0; 2026年第03周 0; 2026年第04周 1; 2026年第05周 1; "
        "2026年第06周 0 *本周; （未填） 1; ");
}

TEST_CASE("a table of months has all its columns in empty months, and can begin with the latest") {
  Visits v;
  const json widget = v.widget(1);
  CHECK(lines_of(widget["groups"]) == "(none) 2; 2026-02 0 *this month; 2026-01 71; 2025-12 5; ");
  // As text: that is what Catch2 can show.
  CHECK(widget["groups"][1]["values"].dump() ==
        R"([{"text":"0","value":"0"},{"text":"–","value":null}])");
}

TEST_CASE("a limit keeps the latest, and tells that there are more") {
  Visits v;
  const json widget = v.widget(2);
  CHECK(widget["groups"].size() == 2);
  CHECK(widget["groups"][0]["key"] == "2026-02");
  CHECK(widget["group_total"] == 4);
}

TEST_CASE(
    "a line goes the way time goes, has a hole where there is no value, and leads to records") {
  Visits v;
  const json widget = v.widget(4);
  CHECK(widget["type"] == "line");
  CHECK(lines_of(widget["groups"]) == "2025-12 5; 2026-01 35.5; 2026-02 – *this month; (none) 2; ");
  CHECK(widget["groups"][2]["value"].is_null());
  const json drill = v.engine.result(
      "dashboard.drill",
      {{"dashboard", "d"}, {"widget", "line"}, {"path", json::array({{{"key", "2026-01"}}})}});
  CHECK(drill["kind"] == "rows");
  CHECK(drill["total"] == 2);
}

TEST_CASE("a drill-down groups by time, names its crumbs, and leads to the records") {
  Visits v;
  json drill = v.engine.result(
      "dashboard.drill",
      {{"dashboard", "d"}, {"widget", "reps"}, {"path", json::array({{{"key", "li"}}})}},
      json::object(), "zh-CN");
  CHECK(drill["kind"] == "groups");
  CHECK(lines_of(drill["groups"]) == "2025年第4季度 1; 2026年第1季度 1 *本季度; ");
  drill = v.engine.result(
      "dashboard.drill",
      {{"dashboard", "d"}, {"widget", "weeks"}, {"path", json::array({{{"key", "2026-W05"}}})}});
  CHECK(drill["kind"] == "rows");
  CHECK(drill["total"] == 1);
  CHECK(drill["rows"][0]["record"] == "v3");
  CHECK(drill["crumbs"][0]["label"] == "2026年第05周");
}

}  // namespace
}  // namespace tollgate::api
