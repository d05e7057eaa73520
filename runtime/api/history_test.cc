// What was done to a record, as people read it.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kHistoryApp = R"({
  "format": "tollgate.app/1", "id": "deals", "version": 1, "time_zone": "Asia/Shanghai",
  "label": {"en": "Deals", "zh-CN": "商机"}, "locales": ["en", "zh-CN"],
  "roles": [{"id": "rep", "label": {"en": "Rep", "zh-CN": "代表"}}],
  "users": {"entity": "person", "role": "\"rep\""},
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}}]},
    {"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep", "zh-CN": "代表"}},
      {"id": "planned_at", "type": "date_time", "label": {"en": "Planned", "zh-CN": "计划"}},
      {"id": "big", "type": "boolean", "label": {"en": "Big", "zh-CN": "大单"}},
      {"id": "why_big", "type": "text", "visible": "big = true", "label": {"en": "Why", "zh-CN": "原因"}},
      {"id": "note", "type": "long_text", "label": {"en": "Note", "zh-CN": "备注"}},
      {"id": "rows", "type": "list", "label": {"en": "Lines", "zh-CN": "明细"}, "fields": [
        {"id": "what", "type": "text", "label": {"en": "What", "zh-CN": "品名"}},
        {"id": "amount", "type": "number", "unit": {"en": "pcs", "zh-CN": "件"}, "label": {"en": "Amount", "zh-CN": "数量"}}]},
      {"id": "seen", "type": "boolean", "label": {"en": "Seen", "zh-CN": "已看"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage", "zh-CN": "阶段"},
       "options": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
                   {"id": "won", "label": {"en": "Won", "zh-CN": "赢单"}}]}]}],
  "forms": [{"id": "deal", "entity": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "sections": [{"id": "main",
     "fields": [{"field": "rep"}, {"field": "planned_at"}, {"field": "big"}, {"field": "why_big"}, {"field": "note"}, {"field": "rows"}]}]}],
  "workflows": [{"id": "sales", "entity": "deal", "stage_field": "stage", "label": {"en": "Sales", "zh-CN": "销售"},
    "stages": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}}, {"id": "won", "label": {"en": "Won", "zh-CN": "赢单"}}],
    "transitions": [{"from": "lead", "to": "won", "roles": ["rep"]}]}],
  "automations": [{"id": "mark", "label": {"en": "Mark as seen", "zh-CN": "标为已看"},
     "on": {"event": "record_completed", "entity": "deal"},
     "effects": [{"type": "set_field", "field": "seen", "value": "true"}]}]
})";

// A deal of the person "p1", and what has been done to it.
class Deal {
 public:
  Deal() : engine_({{"storage", "memory"}, {"app", kHistoryApp}, {"now", "2026-03-01T01:00:00Z"}}) {
    REQUIRE(engine_.created()["ok"] == true);
    engine_.result("data.import",
                   {{"text", R"({"entity":"person","id":"p1","values":{"name":"Lin Na"}})"}});
  }
  void open() {
    json what = {{"form", "deal"}};
    if (!record_.is_null()) what["record"] = record_;
    const json form = engine_.result("form.open", what, kPerson);
    REQUIRE(form.contains("session"));
    session_ = form["session"];
    record_ = form["record"];
  }
  void set(const char* path, const json& value) {
    const json step =
        engine_.ask("form.set", {{"session", session_}, {"path", path}, {"value", value}}, kPerson);
    INFO(step.dump());
    REQUIRE(step["ok"] == true);
  }
  void save(bool complete) {
    const json saved =
        engine_.result("form.save", {{"session", session_}, {"complete", complete}}, kPerson);
    INFO(saved.dump());
    REQUIRE(saved["saved"] == true);
  }
  void advance() {
    engine_.result("workflow.advance", {{"workflow", "sales"}, {"record", record_}, {"to", "won"}},
                   kPerson);
  }
  json history(json more = json::object(), const char* locale = "en") {
    more["entity"] = "deal";
    more["record"] = record_;
    return engine_.result("record.history", more, kPerson, locale);
  }
  TestEngine& engine() { return engine_; }

 private:
  static inline const json kPerson = {{"user", "p1"}};
  TestEngine engine_;
  json record_;
  json session_;
};

json change_of(const json& entry, const char* field) {
  for (const json& change : entry["changes"]) {
    if (change["field"] == field) return change;
  }
  return "no change of it";
}

TEST_CASE("history says who, when, by what, and what a field was and became") {
  Deal deal;
  deal.open();
  deal.set("rep", "p1");
  deal.set("planned_at", "2026-03-02T09:00:00+08:00");
  deal.save(true);
  deal.set("planned_at", "2026-03-02T09:30:00+08:00");
  deal.save(true);
  deal.advance();

  const json entries = deal.history()["entries"];
  INFO(entries.dump(1));
  REQUIRE(entries.size() == 3);
  for (const json& entry : entries) {
    CHECK(entry["person"] == json({{"record", "p1"}, {"title", "Lin Na"}, {"role", "Rep"}}));
    CHECK(entry["at"].get<std::string>().starts_with("2026-03-01T09:00:00"));
    CHECK(entry["device"]["own"] == true);
    CHECK(entry["ops"][0]["hash"].get<std::string>().size() == 64);
  }
  CHECK(entries[0]["action"] == "moved");
  CHECK(entries[0]["workflow"] == "Sales");
  CHECK(change_of(entries[0], "stage") ==
        json({{"field", "stage"}, {"label", "Stage"}, {"became", "Won"}}));
  CHECK(entries[1]["action"] == "submitted");
  CHECK(entries[1]["changes"] == json::array({{{"field", "planned_at"},
                                               {"label", "Planned"},
                                               {"was", "2026-03-02 09:00"},
                                               {"became", "2026-03-02 09:30"}}}));
  CHECK(change_of(entries[2], "rep")["became"] == "Lin Na");
  CHECK(change_of(entries[2], "seen") == json({{"field", "seen"},
                                               {"label", "Seen"},
                                               {"became", "yes"},
                                               {"automation", "Mark as seen"}}));

  const json in_chinese = deal.history({{"limit", 1}}, "zh-CN")["entries"][0];
  CHECK(in_chinese["workflow"] == "销售");
  CHECK(change_of(in_chinese, "stage")["became"] == "赢单");
}

TEST_CASE("history tells lists item by item, and long texts from where they differ") {
  Deal deal;
  deal.open();
  deal.set("rows", json::array({{{"what", "A"}, {"amount", "1"}},
                                {{"what", "B"}, {"amount", "2"}},
                                {{"what", "C"}, {"amount", "3"}}}));
  const std::string long_text(2000, 'x');
  deal.set("note", long_text + "中文");
  deal.save(true);
  deal.set("rows", json::array({{{"what", "A"}, {"amount", "1"}},
                                {{"what", "B"}, {"amount", "20"}},
                                {{"what", "C"}, {"amount", "3"}},
                                {{"what", "D"}, {"amount", nullptr}}}));
  deal.set("note", long_text + "中午");
  deal.save(true);
  deal.set("rows", json::array({{{"what", "B"}, {"amount", "20"}},
                                {{"what", "C"}, {"amount", "3"}},
                                {{"what", "D"}, {"amount", nullptr}}}));
  deal.save(true);

  const json entries = deal.history()["entries"];
  INFO(entries.dump(1));
  const json removed = change_of(entries[0], "rows")["items"];
  REQUIRE(removed.size() == 1);
  CHECK(removed[0] ==
        json({{"kind", "removed"},
              {"position", 1},
              {"cells",
               {{{"label", "What"}, {"was", "A"}}, {{"label", "Amount"}, {"was", "1 pcs"}}}}}));
  const json changed = change_of(entries[1], "rows");
  CHECK(changed["was"] == "3 items");
  CHECK(changed["became"] == "4 items");
  CHECK(changed["items"] ==
        json::array({{{"kind", "changed"},
                      {"position", 2},
                      {"cells", {{{"label", "Amount"}, {"was", "2 pcs"}, {"became", "20 pcs"}}}}},
                     {{"kind", "added"},
                      {"position", 4},
                      {"cells", {{{"label", "What"}, {"became", "D"}}}}}}));
  const json note = change_of(entries[1], "note");
  CHECK(note["was"] == "…" + std::string(49, 'x') + "中文");
  CHECK(note["became"] == "…" + std::string(49, 'x') + "中午");
  CHECK(change_of(entries[2], "note")["became"] == std::string(300, 'x') + "…");
}

TEST_CASE("saves of a draft are told as one, with how often a field changed") {
  Deal deal;
  deal.open();
  for (const char* time :
       {"2026-03-02T09:00:00+08:00", "2026-03-02T09:10:00+08:00", "2026-03-02T09:00:00+08:00"}) {
    deal.set("planned_at", time);
    deal.save(false);
  }
  const json entries = deal.history()["entries"];
  INFO(entries.dump(1));
  REQUIRE(entries.size() == 1);
  CHECK(entries[0]["action"] == "draft");
  CHECK(entries[0]["saves"] == 3);
  CHECK(entries[0]["op_count"] == 6);
  CHECK(change_of(entries[0], "planned_at")["times"] == 3);
  CHECK(change_of(entries[0], "planned_at")["became"] == "2026-03-02 09:00");
}

TEST_CASE("a hidden field is told by its label, and says that it is hidden now") {
  Deal deal;
  deal.open();
  deal.set("big", true);
  deal.set("why_big", "new building");
  deal.save(true);
  CHECK_FALSE(change_of(deal.history()["entries"][0], "why_big").contains("state"));
  deal.set("big", false);
  deal.save(true);
  const json entries = deal.history()["entries"];
  INFO(entries.dump(1));
  CHECK(
      change_of(entries[0], "why_big") ==
      json({{"field", "why_big"}, {"label", "Why"}, {"state", "hidden"}, {"was", "new building"}}));
  CHECK(change_of(entries[1], "why_big")["became"] == "new building");
}

TEST_CASE("a deleted field is told as the last version that had it called it") {
  Deal deal;
  deal.open();
  deal.set("note", "x");
  deal.set("rows", json::array({{{"what", "A"}, {"amount", "1"}}}));
  deal.save(true);
  json app = json::parse(kHistoryApp);
  json& fields = app["entities"][1]["fields"];
  REQUIRE(fields[4]["id"] == "note");
  REQUIRE(fields[5]["id"] == "rows");
  fields.erase(5);
  fields.erase(4);
  json& placed = app["forms"][0]["sections"][0]["fields"];
  placed.erase(5);
  placed.erase(4);
  const json taken_on = deal.engine().result("app.save", {{"text", app.dump()}});
  INFO(taken_on.dump());
  REQUIRE(taken_on.contains("version"));
  const json entry = deal.history({}, "zh-CN")["entries"][0];
  CHECK(change_of(entry, "note") ==
        json({{"field", "note"}, {"label", "备注"}, {"state", "deleted"}, {"became", "x"}}));
  CHECK(change_of(entry, "rows")["items"][0]["cells"][1] ==
        json({{"label", "数量"}, {"became", "1 件"}}));
}

TEST_CASE("pages of history meet, and know the values from before") {
  Deal deal;
  deal.open();
  deal.set("note", "first");
  for (int minute = 10; minute < 40; ++minute) {
    deal.set("planned_at", "2026-03-02T09:" + std::to_string(minute) + ":00+08:00");
    deal.save(true);
  }
  deal.set("note", "last");
  deal.save(true);
  const json whole = deal.history({{"limit", 50}});
  REQUIRE(whole["entries"].size() == 31);
  CHECK_FALSE(whole.contains("more"));
  json paged = json::array();
  json page = deal.history({{"limit", 7}});
  CHECK(page["entries"].size() == 7);
  for (int pages = 0; pages < 10; ++pages) {
    for (const json& entry : page["entries"]) paged.push_back(entry);
    if (!page.contains("more")) break;
    page = deal.history({{"limit", 7}, {"before", page["more"]}});
  }
  CHECK(paged == whole["entries"]);
  CHECK(change_of(paged[0], "note")["was"] == "first");
}

TEST_CASE("history of what is not there, and pages that nobody gave") {
  Deal deal;
  deal.open();
  deal.set("note", "x");
  deal.save(true);
  CHECK(code_of(deal.engine().ask("record.history", {{"entity", "deal"}, {"record", "nobody"}})) ==
        "api.unknown_record");
  CHECK(code_of(deal.engine().ask("record.history", {{"entity", "dela"}, {"record", "x"}})) ==
        "api.unknown_entity");
  for (const int64_t before : {int64_t(0), int64_t(-1), INT64_MIN, int64_t(1)}) {
    CHECK(deal.history({{"before", before}})["entries"].empty());
  }
  for (const int64_t limit : {int64_t(0), int64_t(-5), INT64_MAX}) {
    CHECK(deal.history({{"limit", limit}})["entries"].size() == 1);
  }
}

}  // namespace
}  // namespace tollgate::api
