// A document that changes what is known of many records comes into force in turns: others are
// answered and save meanwhile, by the document before, and nothing is half done wherever it ends.
#include "turns_test_support.h"

namespace tollgate::api::turns {
namespace {

constexpr const char* kStagedApp = R"json({
  "format": "tollgate.app/1", "id": "staged", "version": 1, "label": {"en": "Staged"},
  "locales": ["en"],
  "entities": [
    {"id": "rep", "label": {"en": "Rep"}, "fields": [
      {"id": "role", "type": "text", "label": {"en": "Role"}},
      {"id": "limit", "type": "number", "label": {"en": "Limit"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "city", "fields": [
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}},
      {"id": "rep", "type": "reference", "entity": "rep", "label": {"en": "Rep"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"},
       "options": [{"id": "lead", "label": {"en": "Lead"}},
                   {"id": "demo", "label": {"en": "Demo"}}]}]}],
  "users": {"entity": "rep", "role": "role"},
  "roles": [{"id": "seller", "label": {"en": "Seller"}}, {"id": "owner", "label": {"en": "Owner"}}],
  "workflows": [{"id": "sales", "entity": "visit", "stage_field": "stage", "label": {"en": "Sales"},
    "stages": [{"id": "lead", "label": {"en": "Lead"}}, {"id": "demo", "label": {"en": "Demo"}}],
    "transitions": [{"from": "lead", "to": "demo"}, {"from": "demo", "to": "lead"}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"},
             "sections": [{"id": "main", "fields": [{"field": "city"}, {"field": "amount"}]}]}],
  "scorecards": [{"id": "card", "entity": "visit", "label": {"en": "Card"},
    "criteria": [{"id": "city", "label": {"en": "City"}, "points": 5, "met": "city != null"}]}],
  "views": [{"id": "broken", "entity": "visit", "label": {"en": "Broken"},
             "columns": [{"field": "city"}], "filter": "not(record.stage_holds)"}]
})json";

// Other titles, a gate that asks for more, a field and orders of lists that want indexes.
json next_document(const json& document) {
  json next = document;
  next["entities"][1]["title"] = "city + \" \" + string(amount)";
  next["entities"][1]["fields"].push_back(
      {{"id", "note"}, {"type", "text"}, {"label", {{"en", "Note"}}}});
  next["workflows"][0]["stages"][1]["requires"] = json::parse(R"([{"id": "large",
    "label": {"en": "Large"}, "test": "amount > 100 and rep.limit > 5", "fields": ["amount"],
    "message": {"en": "Too small."}}])");
  for (const char* field : {"amount", "city", "stage"}) {
    next["views"].push_back({{"id", std::string("by_") + field},
                             {"entity", "visit"},
                             {"label", {{"en", field}}},
                             {"columns", {{{"field", field}}}},
                             {"sort", {{{"field", field}}}}});
  }
  return next;
}

struct Staged : Counted {
  Staged() : Counted(0, kStagedApp) {
    std::vector<ops::Body> bodies;
    for (const char* id : {"r0", "r1"}) {
      bodies.push_back(
          import("rep", id, {{"role", "seller"}, {"limit", *(id + 1) == '0' ? "9" : "3"}}));
    }
    for (; visits < 400; ++visits) {
      ops::RecordImport record;
      record.entity = "visit";
      record.record = "v" + std::to_string(1000 + visits);
      record.values = {{"city", "City" + std::to_string(visits % 7)},
                       {"amount", std::to_string(visits)},
                       {"rep", visits % 5 == 0 ? "r1" : "r0"},
                       {"stage", visits % 3 == 0 ? "demo" : "lead"}};
      record.stage_imported = visits % 3 == 0;
      bodies.push_back(std::move(record));
    }
    REQUIRE(engine->commit(std::move(bodies), engine::app_itself()).ok());
  }

  json document() { return json::parse(ask("app.get").at("result").at("text").get<std::string>()); }
  void set(const char* entity, const std::string& record, const char* field, const char* value) {
    REQUIRE(engine
                ->commit({ops::RecordSet{entity, record, {{field, value, ""}}, ""}},
                         engine::app_itself())
                .ok());
  }
  int64_t broken() { return ask("record.list", {{"view", "broken"}}).at("result").at("total"); }
  std::string title(const std::string& record) {
    const json got = ask("record.get", {{"entity", "visit"}, {"record", record}});
    REQUIRE(got.at("ok") == true);
    return got.at("result").at("row").at("title");
  }
  void check_as_before() {
    CHECK(document().at("version") == 1);
    CHECK(title("v1399") == "City0");
    CHECK(broken() == 0);
    check_sound();
  }
  // What is derived is what the log makes.
  void check_sound() {
    const json check = ask("log.verify", {{"derived", true}});
    INFO(check.dump());
    CHECK(check.at("result").at("sound") == true);
    CHECK(check.at("result").at("findings") == json::array());
  }
  std::string saving(const char* base_hash = "") {
    json params = {{"text", next_document(document()).dump()}};
    if (*base_hash != 0) params["base_hash"] = base_hash;
    return message("app.save", params, "save");
  }
};

TEST_CASE("a document comes into force in turns, and what is saved between them is judged by it") {
  Staged app;
  const auto [turns, answer] = app.in_turns(app.saving(), 3, [&](int turn) {
    // Questions and saves have their turn, by the document that is in force until then.
    if (app.document().at("version") != 1) return;
    CHECK(app.title("v1001").starts_with("City"));
    CHECK(app.title("v1001").find(' ') == std::string::npos);
    if (turn == 2) {
      app.set("visit", "v1000", "amount", "500");  // was looked at, and holds now
      app.set("visit", "v1390", "amount", "1");    // was not
      app.set("rep", "r1", "limit", "7");          // what records refer to
    }
    if (turn % 3 == 0) app.save_one();
  });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result").at("version") == 2);
  CHECK(app.document().at("version") == 2);
  CHECK(app.title("v1000") == "City0 500");
  CHECK(app.title("v1390") == "City5 1");
  CHECK(app.title("v1001") == "City1 1");
  // 0, 3, … 99 but for the first one, and 390; nobody's limit is too low any more.
  CHECK(app.broken() == 33 + 1);
  app.check_sound();
  // The same in one go.
  Staged other;
  other.set("visit", "v1000", "amount", "500");
  other.set("visit", "v1390", "amount", "1");
  other.set("rep", "r1", "limit", "7");
  REQUIRE(
      json::parse(handle_message(*other.engine, {.user = "boss"}, other.saving()).reply).at("ok") ==
      true);
  CHECK(other.broken() == app.broken());
  other.check_sound();
  app.open();
  CHECK(app.document().at("version") == 2);
  CHECK(app.broken() == 34);
}

TEST_CASE("a document whose coming into force is stopped or dies on the way was never there") {
  Staged app;
  const auto begin = [&] {
    HandledMessage handled = begin_message(*app.engine, {}, app.saving(), app.looks(3));
    for (int turn = 0; turn < 3; ++turn) {
      REQUIRE(handled.unfinished != 0);
      handled = go_on(*app.engine, handled.unfinished, app.looks(3));
    }
    REQUIRE(handled.unfinished != 0);
    return handled;
  };
  HandledMessage handled = begin();
  REQUIRE(app.ask("task.stop", {{"task", "save"}}).at("result").at("stopped") == true);
  handled = go_on(*app.engine, handled.unfinished, app.looks(3));
  CHECK(json::parse(handled.reply).at("diagnostics")[0].at("code") == "engine.stopped");
  app.check_as_before();
  begin();
  app.open();
  app.check_as_before();
}

TEST_CASE(
    "once a document is in force its save is not stopped, and a start makes what is missing") {
  Staged app;
  const std::string message = app.saving();
  HandledMessage handled = begin_message(*app.engine, {}, message, app.looks(1));
  while (app.document().at("version") == 1) {
    REQUIRE(handled.unfinished != 0);
    handled = go_on(*app.engine, handled.unfinished, app.looks(1));
  }
  // Indexes of lists are left to make.
  REQUIRE(handled.unfinished != 0);
  CHECK(app.title("v1001") == "City1 1");
  app.ask("task.stop", {{"task", "save"}});
  while (handled.unfinished != 0) {
    handled = go_on(*app.engine, handled.unfinished, app.looks(1));
  }
  CHECK(json::parse(handled.reply).at("ok") == true);
  app.check_sound();
  app.open();
  CHECK(app.document().at("version") == 2);
  app.check_sound();
}

TEST_CASE("who saves a document while another one comes into force is not written over") {
  Staged app;
  const std::string hash = app.ask("app.get").at("result").at("hash");
  const auto [turns, answer] = app.in_turns(app.saving(hash.c_str()), 3, [&](int turn) {
    if (turn != 2) return;
    json other = app.document();
    other["label"]["en"] = "Other";
    REQUIRE(app.ask("app.save", {{"text", other.dump()}}).at("ok") == true);
  });
  CHECK(turns > 2);
  REQUIRE(answer.at("ok") == false);
  CHECK(answer.at("diagnostics")[0].at("code") == "engine.app_changed");
  CHECK(app.document().at("label").at("en") == "Other");
  // Who does not say which document it was made from begins anew behind the other one.
  const auto [more, again] = app.in_turns(app.saving(), 3, [&](int turn) {
    if (turn != 2) return;
    json other = app.document();
    other["label"]["en"] = "Another";
    REQUIRE(app.ask("app.save", {{"text", other.dump()}}).at("ok") == true);
  });
  CHECK(more > 5);
  REQUIRE(again.at("ok") == true);
  CHECK(again.at("result").at("version") == 4);
  CHECK(app.title("v1001") == "City1 1");
  app.check_sound();
}

TEST_CASE("where others write more than is remembered, a document comes into force nevertheless") {
  Staged app;
  int times = 0;
  const auto [turns, answer] = app.in_turns(app.saving(), 3, [&](int) {
    if (app.document().at("version") != 1) return;
    std::vector<ops::Body> bodies;
    for (int i = 0; i < 2100; ++i) {
      bodies.push_back(
          Counted::import("rep", "n" + std::to_string(i), {{"limit", std::to_string(times)}}));
    }
    ++times;
    REQUIRE(app.engine->commit(std::move(bodies), engine::app_itself()).ok());
  });
  REQUIRE(answer.at("ok") == true);
  CHECK(times > 2);
  CHECK(times < 20);  // the turns in which the document is checked, too
  CHECK(app.document().at("version") == 2);
  app.check_sound();
}

TEST_CASE("an index of very many rows is made in turns, and those who save meanwhile are in it") {
  Staged app;
  app.rows_indexed_at_once = 100;
  app.open();
  json next = app.document();
  next["views"].push_back({{"id", "by_amount"},
                           {"entity", "visit"},
                           {"label", {{"en", "By amount"}}},
                           {"columns", {{{"field", "amount"}}}},
                           {"sort", {{{"field", "amount"}, {"descending", true}}}}});
  const auto [turns, answer] =
      app.in_turns(Counted::message("app.save", {{"text", next.dump()}}), 3, [&](int turn) {
        const json list = app.ask("record.list", {{"entity", "visit"}, {"limit", 1}});
        CHECK(list.at("result").at("total") == 400);
        if (turn == 3) app.set("visit", "v1000", "amount", "5000");
      });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  const json list = app.ask("record.list", {{"view", "by_amount"}, {"limit", 2}});
  CHECK(list.at("result").at("rows").at(0).at("record") == "v1000");
  CHECK(list.at("result").at("rows").at(1).at("record") == "v1399");
  app.check_sound();
}

}  // namespace
}  // namespace tollgate::api::turns
