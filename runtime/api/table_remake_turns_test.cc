// A document that writes every row of a table again, or gives every record a time to wait for,
// comes into force without holding anybody up: the table is made beside the one in force.
#include "turns_test_support.h"

namespace tollgate::api::turns {
namespace {

constexpr const char* kRewrittenApp = R"json({
  "format": "tollgate.app/1", "id": "rewritten", "version": 1, "label": {"en": "Rewritten"},
  "locales": ["en"],
  "entities": [
    {"id": "rep", "label": {"en": "Rep"}, "fields": [
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "city", "fields": [
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "code", "type": "text", "label": {"en": "Code"}},
      {"id": "note", "type": "text", "label": {"en": "Note"}},
      {"id": "day", "type": "date", "label": {"en": "Day"}},
      {"id": "rep", "type": "reference", "entity": "rep", "label": {"en": "Rep"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}}]}],
  "users": {"entity": "rep", "role": "role"},
  "roles": [{"id": "owner", "label": {"en": "Owner"}}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"},
             "sections": [{"id": "main", "fields": [{"field": "city"}, {"field": "amount"}]}]}],
  "scorecards": [{"id": "card", "entity": "visit", "label": {"en": "Card"},
    "criteria": [{"id": "city", "label": {"en": "City"}, "points": 5, "met": "city != null"}]}],
  "views": [{"id": "by_code", "entity": "visit", "label": {"en": "By code"},
             "columns": [{"field": "code"}], "sort": [{"field": "code"}]}]
})json";

// Codes are numbers now, but for some that are none; there are no notes any more.
json with_other_columns(json document) {
  json& fields = document["entities"][1]["fields"];
  fields[1]["type"] = "number";
  fields.erase(2);
  return document;
}

json with_other_titles(json document) {
  document["entities"][1]["title"] = "city + \" \" + string(amount)";
  return document;
}

json with_times(json document, int days) {
  document["automations"] = json::parse(R"([{"id": "soon", "label": {"en": "Soon"},
    "effects": [{"type": "notify", "channel": "in_app", "to": "\"boss\"", "message": {"en": "!"}}]}])");
  document["automations"][0]["on"] = {{"event", "date_reached"},
                                      {"entity", "visit"},
                                      {"field", "day"},
                                      {"days", days},
                                      {"relation", "before"}};
  return document;
}

struct Rewritten : Counted {
  Rewritten() : Counted(0, kRewrittenApp) {
    std::vector<ops::Body> bodies;
    for (; visits < 1500; ++visits) {
      const std::string n = std::to_string(visits);
      bodies.push_back(import(
          "visit", "v" + std::to_string(10000 + visits),
          {{"city", "City" + std::to_string(visits % 7)},
           {"code", visits % 10 == 0 ? "none" : n},
           {"note", visits % 2 == 0 ? Json("noted " + n) : Json()},
           {"day", visits % 3 == 0 ? Json() : Json("2090-02-0" + std::to_string(1 + visits % 9))},
           {"rep", "boss"},
           {"amount", n}}));
    }
    REQUIRE(engine->commit(std::move(bodies), engine::app_itself()).ok());
  }
  json document() { return json::parse(ask("app.get").at("result").at("text").get<std::string>()); }
  void set(const std::string& record, const char* field, const char* value) {
    REQUIRE(engine
                ->commit({ops::RecordSet{"visit", record, {{field, value, ""}}, ""}},
                         engine::app_itself())
                .ok());
  }
  void discard(const std::string& record) {
    REQUIRE(engine
                ->commit({ops::RecordStatusSet{"visit", record, ops::RecordStatus::kDiscarded}},
                         engine::app_itself())
                .ok());
  }
  static std::string saving(const json& document) {
    return message("app.save", {{"text", document.dump()}}, "save");
  }
  // What is derived is what the log makes at once.
  void check_sound() {
    const json check = ask("log.verify", {{"derived", true}});
    INFO(check.dump().substr(0, 1000));
    CHECK(check.at("result").at("sound") == true);
    CHECK(check.at("result").at("findings") == json::array());
  }
  json list(const json& params) {
    const json listed = ask("record.list", params);
    INFO(listed.dump().substr(0, 600));
    REQUIRE(listed.at("ok") == true);
    return listed.at("result");
  }
  // The first codes in their order, as they are sorted.
  std::vector<std::string> codes(int64_t offset) {
    std::vector<std::string> found;
    const json page = list({{"view", "by_code"}, {"limit", 3}, {"offset", offset}});
    for (const json& row : page.at("rows")) found.push_back(row.at("cells")[0].at("text"));
    return found;
  }
  std::string last_code() {
    const json total = list({{"view", "by_code"}, {"limit", 1}}).at("total");
    const json page =
        list({{"view", "by_code"}, {"limit", 1}, {"offset", total.get<int64_t>() - 1}});
    return page.at("rows")[0].at("cells")[0].at("value");
  }
  // When a time comes next; null while not all are known.
  json next_time() {
    const json ran = json::parse(handle_message(*engine, {.administrator = true, .whole_app = true},
                                                message("timers.run", json::object()))
                                     .reply);
    REQUIRE(ran.at("ok") == true);
    return ran.at("result").value("next_ms", json());
  }
};

// Saved between two turns, of rows that were copied, and of rows that were not.
void save_between(Rewritten& app, int turn) {
  if (turn == 4) {
    app.set("v10001", "code", "777777");
    app.set("v11499", "code", "888888");
    app.set("v11498", "note", "again");
    app.discard("v10002");
    app.discard("v11497");
  }
  if (turn % 5 == 0) app.save_one();
}

TEST_CASE("a field that goes and one of another type are moved in turns") {
  Rewritten app;
  CHECK(app.last_code() == "none");  // as texts
  const std::string asked = Rewritten::saving(with_other_columns(app.document()));
  const auto [turns, answer] = app.in_turns(asked, 6, [&](int turn) {
    if (app.document().at("version") != 1) return;
    save_between(app, turn);
    // The document before goes on.
    CHECK(app.last_code() == "none");
  });
  INFO(answer.dump().substr(0, 400));
  REQUIRE(answer.at("ok") == true);
  CHECK(turns > 10);
  const json all = app.list({{"entity", "visit"}, {"limit", 1}});
  CHECK(all.at("total") == app.visits - 2);
  // As numbers; a text that is none stays what it is and comes first, as in a table made at once.
  const json last =
      app.list({{"view", "by_code"}, {"limit", 1}, {"offset", all.at("total").get<int64_t>() - 1}});
  CHECK(last.at("rows")[0].at("cells")[0].at("value") == "888888");
  app.check_sound();

  // The same saves before a document that comes into force at once.
  Rewritten other;
  for (int turn = 1; turn <= 4; ++turn) save_between(other, turn);
  while (other.visits < app.visits) other.save_one();
  REQUIRE(other.ask("app.save", {{"text", with_other_columns(other.document()).dump()}}).at("ok") ==
          true);
  for (const int64_t offset : {0, 149, 700, 1400}) CHECK(other.codes(offset) == app.codes(offset));
  other.check_sound();

  app.open();
  CHECK(app.list({{"entity", "visit"}, {"limit", 1}}) == all);
  app.save_one();
  app.check_sound();
  // A field that comes back has its values.
  json back = app.document();
  back["entities"][1]["fields"].push_back(
      {{"id", "note"}, {"type", "text"}, {"label", {{"en", "Note"}}}});
  back["views"][0]["columns"][0]["field"] = "note";
  REQUIRE(app.ask("app.save", {{"text", back.dump()}}).at("ok") == true);
  const json record = app.ask("record.get", {{"entity", "visit"}, {"record", "v11498"}});
  CHECK(record.dump().find("again") != std::string::npos);
  app.check_sound();
}

TEST_CASE("titles of all records are written beside those in force, in turns") {
  Rewritten app;
  const std::string asked = Rewritten::saving(with_other_titles(app.document()));
  const auto [turns, answer] = app.in_turns(asked, 6, [&](int turn) {
    if (app.document().at("version") != 1) return;
    if (turn == 4) {
      app.set("v10001", "amount", "5");
      app.set("v11499", "amount", "6");
    }
    const json first = app.list({{"entity", "visit"}, {"limit", 5}});
    for (const json& row : first.at("rows")) {
      CHECK(row.at("title").get<std::string>().find(' ') == std::string::npos);
    }
  });
  REQUIRE(answer.at("ok") == true);
  CHECK(turns > 10);
  const auto title = [&](const char* id) {
    const json got = app.ask("record.get", {{"entity", "visit"}, {"record", id}});
    return got.at("result").at("row").at("title").get<std::string>();
  };
  CHECK(title("v10001") == "City1 5");
  CHECK(title("v11499") == "City1 6");
  CHECK(title("v10700") == "City0 700");
  CHECK(app.list({{"entity", "visit"}, {"search", "City0 700"}}).at("total") == 1);
  app.check_sound();
  app.open();
  CHECK(title("v10700") == "City0 700");
}

TEST_CASE("documents in the middle of a log are derived from again in turns") {
  Rewritten app;
  for (const json& document :
       {with_other_columns(app.document()), with_other_titles(with_other_columns(app.document())),
        with_times(with_other_titles(with_other_columns(app.document())), 3)}) {
    REQUIRE(app.ask("app.save", {{"text", document.dump()}}).at("ok") == true);
    app.save_one();
  }
  const auto save = [&](int turn) {
    if (turn % 7 == 0) app.save_one();
    CHECK(app.list({{"entity", "visit"}, {"limit", 1}}).at("total") == app.visits);
  };
  const auto [turns, answer] =
      app.in_turns(Counted::message("log.verify", {{"derived", true}}), 12, save);
  INFO(answer.dump().substr(0, 600));
  // Three times all records were looked at and written, besides reading and comparing.
  CHECK(turns > 3 * 1500 / 16 / 12);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result").at("sound") == true);
  CHECK(answer.at("result").at("derived_compared") == true);
  CHECK(answer.at("result").at("findings") == json::array());
  const auto [more, rebuilt] =
      app.in_turns(Counted::message("log.rebuild", json::object()), 12, save);
  CHECK(more > 3 * 1500 / 16 / 12);
  REQUIRE(rebuilt.at("ok") == true);
  CHECK(rebuilt.at("result").at("differences") == json::array());
}

TEST_CASE("a table that was being made when a save was stopped or died leaves the one in force") {
  for (const bool dies : {false, true}) {
    Rewritten app;
    HandledMessage handled = begin_message(
        *app.engine, {}, Rewritten::saving(with_other_columns(app.document())), app.looks(6));
    for (int turn = 0; turn < 5; ++turn) {
      REQUIRE(handled.unfinished != 0);
      handled = go_on(*app.engine, handled.unfinished, app.looks(6));
    }
    if (dies) {
      app.open();
    } else {
      app.ask("task.stop", {{"task", "save"}});
      handled = go_on(*app.engine, handled.unfinished, app.looks(6));
      CHECK(json::parse(handled.reply).at("diagnostics")[0].at("code") == "engine.stopped");
      // What was made goes when times are looked at next.
      CHECK(app.next_time().is_null());
    }
    CHECK(app.document().at("version") == 1);
    CHECK(app.last_code() == "none");
    app.check_sound();
  }
}

TEST_CASE("the times of a new automation are found in turns, and those that are typed meanwhile") {
  Rewritten app;
  const auto type_meanwhile = [&](int turn) {
    if (app.document().at("version") == 1) return;
    if (turn % 2 != 0) return;
    const std::string n = std::to_string(turn % 10);
    app.set("v1000" + n, "day", turn % 4 == 0 ? "2091-01-01" : "2020-01-01");
    app.set("v1149" + n, "day", turn % 4 == 0 ? "2091-01-01" : "2020-01-01");
    app.set("v1070" + n, "city", "Other");
    if (turn == 6) app.discard("v11400");
  };
  // New, then with another time, then the field's entity changes, then none.
  const std::vector<json> documents = {with_times(app.document(), 3), with_times(app.document(), 5),
                                       with_times(with_other_titles(app.document()), 5),
                                       app.document()};
  for (const json& document : documents) {
    const auto [turns, answer] = app.in_turns(Rewritten::saving(document), 4, type_meanwhile);
    INFO(answer.dump().substr(0, 400));
    REQUIRE(answer.at("ok") == true);
    CHECK(turns > 5);
    CHECK(app.next_time().is_null() == !document.contains("automations"));
    app.check_sound();
  }
}

TEST_CASE("times that were not all found when the hub died are found by the start") {
  Rewritten app;
  HandledMessage handled = begin_message(
      *app.engine, {}, Rewritten::saving(with_times(app.document(), 3)), app.looks(4));
  while (app.document().at("version") == 1) {
    REQUIRE(handled.unfinished != 0);
    handled = go_on(*app.engine, handled.unfinished, app.looks(4));
  }
  REQUIRE(handled.unfinished != 0);
  app.check_sound();
  app.open();
  CHECK_FALSE(app.next_time().is_null());
  app.check_sound();
}

}  // namespace
}  // namespace tollgate::api::turns
