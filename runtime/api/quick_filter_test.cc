// A manager asks in their own words: what was understood, the list, why, and the rows behind it.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kTeamApp = R"({
  "format": "tollgate.app/1", "id": "team", "version": 1,
  "label": {"en": "Team", "zh-CN": "团队"}, "locales": ["zh-CN", "en"],
  "users": {"entity": "person"},
  "roles": [
    {"id": "boss", "label": {"en": "Boss", "zh-CN": "经理"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all"}, {"entity": "customer", "read": "all"},
      {"entity": "visit", "read": "all"}]}},
    {"id": "clerk", "label": {"en": "Clerk", "zh-CN": "文员"}, "permissions": {"entities": [
      {"entity": "person", "read": "all"}, {"entity": "customer", "read": "all"},
      {"entity": "visit", "read": "all", "fields": [{"field": "met", "access": "hidden"}]}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "代表"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}}]},
    {"id": "customer", "label": {"en": "Customer", "zh-CN": "客户"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep", "zh-CN": "代表"}},
      {"id": "industry", "type": "choice", "label": {"en": "Industry", "zh-CN": "行业"}, "options": [
        {"id": "steel", "label": {"en": "Steel", "zh-CN": "钢铁"}},
        {"id": "food", "label": {"en": "Food", "zh-CN": "食品"}},
        {"id": "toys", "label": {"en": "Toys", "zh-CN": "玩具"}},
        {"id": "wood", "label": {"en": "Wood", "zh-CN": "木业"}}]}]},
    {"id": "visit", "label": {"en": "visits", "zh-CN": "拜访"}, "title": "note", "fields": [
      {"id": "note", "type": "text", "label": {"en": "Note", "zh-CN": "记录"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep", "zh-CN": "代表"}},
      {"id": "met", "type": "boolean", "label": {"en": "Key person met", "zh-CN": "见到关键人"}},
      {"id": "photo", "type": "photo", "label": {"en": "photo", "zh-CN": "照片"}},
      {"id": "on", "type": "date", "label": {"en": "On", "zh-CN": "日期"}}]}],
  "views": [{"id": "visits", "entity": "visit", "label": {"en": "Visits", "zh-CN": "拜访"},
             "columns": [{"field": "note"}, {"field": "on"}]}],
  "metrics": [
    {"id": "customers", "label": {"en": "Customers", "zh-CN": "客户数"}, "entity": "customer", "aggregate": "count"},
    {"id": "visits", "label": {"en": "Visits in 30 days", "zh-CN": "近 30 天拜访数"}, "entity": "visit",
     "aggregate": "count", "window": {"field": "on", "days": 30}},
    {"id": "not_met", "label": {"en": "Key person missed", "zh-CN": "没见到关键人"}, "entity": "visit",
     "aggregate": "share", "test": "met != true", "format": "percent"}]
})";

// Eight people with twenty visits and ten customers each. The first meets hardly anybody, and has
// customers of one industry.
std::string filter_records() {
  std::string lines;
  const auto add = [&](const json& record) { lines += record.dump() + "\n"; };
  for (int p = 0; p < 8; ++p) {
    const std::string person = "p" + std::to_string(p);
    add({{"entity", "person"},
         {"id", person},
         {"values", {{"name", "Person " + std::to_string(p)}}}});
    for (int i = 0; i < 20; ++i) {
      const bool met = p == 0 ? i < 2 : i % 5 != p % 2;
      add({{"entity", "visit"},
           {"id", person + "v" + std::to_string(i)},
           {"values",
            {{"note", person + " " + std::to_string(i)},
             {"rep", person},
             {"met", met},
             {"on", i % 2 == 0 ? "2026-05-20" : "2026-03-20"}}}});
    }
    for (int i = 0; i < 10; ++i) {
      static constexpr const char* kIndustries[] = {"steel", "food", "toys", "wood"};
      add({{"entity", "customer"},
           {"id", person + "c" + std::to_string(i)},
           {"values",
            {{"name", person + "c"},
             {"rep", person},
             {"industry", p == 0 ? "toys" : kIndustries[(i + p) % 4]}}}});
    }
  }
  return lines;
}

struct Team {
  TestEngine engine{
      {{"storage", "memory"}, {"app", kTeamApp}, {"now", "2026-05-21T10:00:00+08:00"}}};
  Team() {
    INFO(engine.created().dump());
    REQUIRE(engine.created().value("ok", false));
    const json imported = engine.result("data.import", {{"text", filter_records()}}, kWhole);
    INFO(imported.dump());
    REQUIRE(imported["imported"] == 8 + 160 + 80);
  }
  inline static const json kWhole = {{"whole_app", true}, {"administrator", true}};

  json ask(const std::string& text, const std::string& role = "boss",
           const std::string& locale = "zh-CN") {
    return engine.result("quick_filter.ask", {{"text", text}}, viewer(role), locale);
  }
  json rows(json params, const std::string& role = "boss") {
    return engine.result("quick_filter.rows", std::move(params), viewer(role), "zh-CN");
  }
  static json viewer(const std::string& role) { return {{"user", "p7"}, {"role", role}}; }
};

std::vector<std::string> tag_labels(const json& group) {
  std::vector<std::string> labels;
  for (const json& tag : group["tags"]) labels.push_back(tag["label"].get<std::string>());
  return labels;
}

TEST_CASE("a question in one's own words gives its parts and the list") {
  Team team;
  const json reply = team.ask("客户数≥10且近30天拜访数<11");
  INFO(reply.dump());
  CHECK(reply["total"] == 8);
  CHECK(reply["checked"] == 8);
  CHECK(reply["group_label"] == "代表");
  REQUIRE(reply["parts"].size() == 2);
  CHECK(reply["parts"][0]["label"] == "客户数 ≥ 10");
  CHECK(reply["parts"][0]["from"] == 0);
  CHECK(reply["parts"][0]["to"] == 6);
  CHECK(reply["parts"][1]["joined_by"] == "and");
  CHECK(reply["parts"][1]["state"] == "understood");
  CHECK(reply["groups"][0]["label"] == "Person 0");
  CHECK(reply["groups"][0]["cells"][1]["text"] == "10");
  CHECK(reply["keep"]["quick_filter"]["when"] == "customers >= 10 and visits < 11");

  const json unknown = team.ask("客户满意度>3");
  CHECK(unknown["parts"][0]["state"] == "unknown");
  CHECK(unknown["parts"][0]["choices"][0]["label"] == "客户数");
  CHECK(unknown["groups"].empty());
}

TEST_CASE("a question with a window of its own can be kept in the app") {
  Team team;
  const json reply = team.ask("visits in the last 90 days > 19", "boss", "en");
  INFO(reply.dump());
  CHECK(reply["total"] == 8);
  CHECK(reply["columns"][0]["label"] == "Visits (last 90 days)");
  json app = json::parse(kTeamApp);
  app["version"] = 2;
  for (const json& metric : reply["keep"]["metrics"]) app["metrics"].push_back(metric);
  app["quick_filters"] = json::array({reply["keep"]["quick_filter"]});
  const json saved = team.engine.result("app.save", {{"text", app.dump()}}, Team::kWhole);
  INFO(saved.dump());
  const json read = team.engine.result("quick_filter.read", {{"quick_filter", "asked"}},
                                       Team::viewer("boss"), "en");
  INFO(read.dump());
  CHECK(read["groups"].size() == 8);
}

TEST_CASE("tags say in what a group differs, and lead to exactly its rows") {
  Team team;
  const json reply = team.ask("客户数≥10");
  const json& first = reply["groups"][0];
  INFO(first.dump());
  const std::vector<std::string> labels = tag_labels(first);
  REQUIRE(labels.size() == 2);
  CHECK(labels[0] == "客户的行业太单一：100% 是“玩具”");
  CHECK(labels[1] == "90% 的拜访：见到关键人为“否”（其他平均 20%）");
  CHECK(first["tags"][1]["found"]["records"] == 20);
  CHECK(first["tags"][1]["found"]["groups"] == 7);
  for (size_t i = 1; i < reply["groups"].size(); ++i) CHECK(reply["groups"][i]["tags"].empty());

  const json rows = team.rows({{"text", "客户数≥10"},
                               {"group", first["key"]},
                               {"tag", first["tags"][1]["id"]},
                               {"limit", 100}});
  INFO(rows.dump());
  CHECK(rows["total"] == 18);
  CHECK(rows["columns"][1]["id"] == "met");
  for (const json& row : rows["rows"]) CHECK(row["cells"][1]["text"] == "否");
  const json alike =
      team.rows({{"text", "客户数≥10"}, {"group", first["key"]}, {"tag", first["tags"][0]["id"]}});
  CHECK(alike["total"] == 10);
  CHECK(team.engine.ask("quick_filter.rows",
                        {{"text", "客户数≥10"}, {"group", "p0"}, {"tag", "choice/visit/none=true"}},
                        Team::viewer("boss"))["ok"] == false);
}

TEST_CASE("what a reader may not see is in no tag and under no name") {
  Team team;
  const json reply = team.ask("客户数≥10", "clerk");
  const json& first = reply["groups"][0];
  INFO(first.dump());
  CHECK(tag_labels(first) == std::vector<std::string>{"客户的行业太单一：100% 是“玩具”"});
  CHECK(reply["metrics"] == json::array({"客户数", "近 30 天拜访数"}));
  CHECK(team.ask("没见到关键人>50%", "clerk")["parts"][0]["state"] == "unknown");
  const json boss = team.ask("没见到关键人>50%");
  CHECK(boss["total"] == 1);
  const json rows = team.rows(
      {{"text", "客户数≥10"}, {"group", "p0"}, {"tag", "choice/visit/met=false"}}, "clerk");
  CHECK(rows["ok"] == false);
}

}  // namespace
}  // namespace tollgate::api
