// Requests that take long are answered in turns, others between them, and the answer is the one
// that would have come in one go.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/api/dispatch.h"
#include "tollgate/base/turn.h"

namespace tollgate::api::turns {
namespace {

using nlohmann::json;

constexpr const char* kCountedApp = R"json({
  "format": "tollgate.app/1", "id": "counted", "version": 1, "label": {"en": "Counted"},
  "locales": ["en"],
  "entities": [
    {"id": "rep", "label": {"en": "Rep"}, "fields": [
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "city", "fields": [
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}}]}],
  "users": {"entity": "rep", "role": "role"},
  "roles": [
    {"id": "seller", "label": {"en": "Seller"}, "permissions": {"dashboards": ["board"],
     "entities": [{"entity": "rep", "read": "all"}, {"entity": "visit", "read": "all"}]}},
    {"id": "owner", "label": {"en": "Owner"}, "permissions": {"dashboards": ["board"],
     "administration": true, "entities": [{"entity": "rep", "read": "all"},
       {"entity": "visit", "read": "all", "create": "all", "update": "all"}]}}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"},
             "sections": [{"id": "main", "fields": [{"field": "city"}, {"field": "amount"}]}]}],
  "scorecards": [{"id": "card", "entity": "visit", "label": {"en": "Card"},
    "criteria": [{"id": "city", "label": {"en": "City"}, "points": 5, "met": "city != null"}]}],
  "metrics": [
    {"id": "total", "label": {"en": "Total"}, "entity": "visit", "aggregate": "sum",
     "value": "amount"},
    {"id": "visits", "label": {"en": "Visits"}, "entity": "visit", "aggregate": "count"}],
  "dashboards": [{"id": "board", "label": {"en": "Board"}, "widgets": [
    {"id": "total", "type": "metric", "label": {"en": "Total"}, "metric": "total"},
    {"id": "by_city", "type": "breakdown", "label": {"en": "By city"}, "metric": "visits",
     "group_by": "city"}]}]
})json";

// So that a turn is over after so many looks at the clock.
struct TickingClock final : MonotonicClock {
  mutable int64_t now_ms = 0;
  int64_t elapsed_ms() const override { return ++now_ms; }
  bool counts_sleep() const override { return true; }
};

struct Counted {
  files::MemoryFiles files;
  TickingClock clock;
  std::unique_ptr<engine::Engine> engine;
  int visits = 0;

  explicit Counted(int count) {
    open();
    std::vector<ops::Body> bodies;
    for (const char* id : {"rep-1", "rep-2"}) {
      bodies.push_back(import("rep", id, {{"role", "seller"}}));
    }
    bodies.push_back(import("rep", "boss", {{"role", "owner"}}));
    for (; visits < count; ++visits) {
      bodies.push_back(import(
          "visit", "v" + std::to_string(visits),
          {{"city", "City" + std::to_string(visits % 7)}, {"amount", std::to_string(visits)}}));
    }
    REQUIRE(engine->commit(std::move(bodies), engine::app_itself()).ok());
  }
  void open() {
    engine.reset();
    engine::EngineOptions options{.storage = "opfs", .path = "main.db", .files = &files};
    options.app_text = kCountedApp;
    auto opened = engine::Engine::open(options);
    REQUIRE(opened.ok());
    engine = std::move(*opened);
  }
  static ops::Body import(const char* entity, const std::string& id, Json values) {
    ops::RecordImport import;
    import.entity = entity;
    import.record = id;
    import.values = std::move(values);
    return import;
  }
  TurnLength looks(int64_t count) { return {.ms = count, .clock = &clock}; }

  json ask(const char* type, json params = json::object(), const char* user = "boss") {
    return json::parse(handle_message(*engine, {.user = user}, message(type, params)).reply);
  }
  static std::string message(const char* type, const json& params, const char* task = "") {
    json text = {{"id", 7}, {"type", type}, {"params", params}};
    if (*task != 0) text["task"] = task;
    return text.dump();
  }
  // A visit is typed and saved.
  void save_one() {
    const json opened = ask("form.open", {{"form", "visit"}});
    const json session = opened.at("result").at("session");
    const std::string city = "City" + std::to_string(visits % 5);
    for (const auto& [path, value] :
         {std::pair("city", city), std::pair("amount", std::to_string(++visits))}) {
      const json set = ask("form.set", {{"session", session}, {"path", path}, {"value", value}});
      REQUIRE(set.at("ok") == true);
    }
    const json saved = ask("form.save", {{"session", session}, {"complete", true}});
    REQUIRE(saved.at("ok") == true);
  }
  // How many turns it took, and the answer of the last.
  std::pair<int, json> in_turns(const std::string& asked, int64_t length,
                                const std::function<void(int turn)>& between) {
    HandledMessage handled = begin_message(*engine, {.user = "boss"}, asked, looks(length));
    int turn = 1;
    for (; handled.unfinished != 0; ++turn) {
      const json told = json::parse(handled.reply);
      REQUIRE(told.at("id") == 7);
      REQUIRE(told.at("unfinished").at("of") > 0);
      REQUIRE_FALSE(told.contains("ok"));
      REQUIRE(turn < 1000);
      between(turn);
      handled = go_on(*engine, handled.unfinished, looks(length));
    }
    CHECK(engine->tasks().all().empty());
    return {turn, json::parse(handled.reply)};
  }
};

TEST_CASE("a cold dashboard is made in turns, and what is saved between them is counted") {
  Counted app(500);
  const json params = {{"dashboard", "board"}};
  const auto [turns, answer] =
      app.in_turns(Counted::message("dashboard.read", params), 5, [&](int turn) {
        if (turn % 2 == 0) app.save_one();
        const json list = app.ask("record.list", {{"entity", "visit"}, {"limit", 1}});
        CHECK(list.at("result").at("total") == app.visits);
      });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(app.visits > 502);
  json now = app.ask("dashboard.read", params);
  CHECK(answer.at("result").at("widgets") == now.at("result").at("widgets"));
  // A fresh engine makes all of it in one go.
  app.open();
  now = app.ask("dashboard.read", params);
  CHECK(answer.at("result").at("widgets") == now.at("result").at("widgets"));
}

TEST_CASE("a document that comes into force meanwhile is the one that is read by") {
  Counted app(300);
  const auto [turns, answer] =
      app.in_turns(Counted::message("dashboard.read", {{"dashboard", "board"}}), 5, [&](int turn) {
        if (turn != 2) return;
        json document = json::parse(app.ask("app.get").at("result").at("text").get<std::string>());
        document["metrics"][0]["value"] = "amount + 1";
        REQUIRE(app.ask("app.save", {{"text", document.dump()}}).at("ok") == true);
      });
  CHECK(turns > 5);
  const json now = app.ask("dashboard.read", {{"dashboard", "board"}});
  CHECK(answer.at("result").at("widgets") == now.at("result").at("widgets"));
  CHECK(answer.dump().find("45150") != std::string::npos);  // 0 + … + 299, and 300 ones
}

TEST_CASE("a log that grows while it is verified is sound, with all that came meanwhile") {
  Counted app(300);
  const auto [turns, answer] =
      app.in_turns(Counted::message("log.verify", {{"derived", true}}), 3, [&](int turn) {
        if (turn % 2 == 0) app.save_one();
        if (turn % 3 == 0) {
          REQUIRE(app.engine->put_blob("note.txt", "note " + std::to_string(turn)).ok());
        }
        if (turn != 3) return;
        json document = json::parse(app.ask("app.get").at("result").at("text").get<std::string>());
        document["entities"][1]["title"] = "string(amount)";
        document["entities"][1]["fields"].push_back(
            {{"id", "note"}, {"type", "text"}, {"label", {{"en", "Note"}}}});
        REQUIRE(app.ask("app.save", {{"text", document.dump()}}).at("ok") == true);
      });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result").at("findings") == json::array());
  CHECK(answer.at("result").at("sound") == true);
  CHECK(answer.at("result").at("derived_compared") == true);
  CHECK(answer.at("result").at("op_count") == app.engine->log().head().number);
}

TEST_CASE("a rebuild goes on while others save, and finds nothing to change") {
  Counted app(300);
  const auto [turns, answer] =
      app.in_turns(Counted::message("log.rebuild", json::object()), 3, [&](int turn) {
        if (turn % 3 == 0) app.save_one();
      });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result").at("changed") == false);
  CHECK(answer.at("result").at("op_count") == app.engine->log().head().number);
}

TEST_CASE(
    "a request in turns says how far it is, and is stopped by its sender or who administers") {
  Counted app(500);
  const engine::Principal seller{.user = "rep-1"};
  const auto begin = [&](const char* task) {
    return begin_message(*app.engine, seller,
                         Counted::message("dashboard.read", {{"dashboard", "board"}}, task),
                         app.looks(5));
  };
  HandledMessage handled = begin("mine");
  REQUIRE(handled.unfinished != 0);
  const json own = app.ask("task.list", json::object(), "rep-1").at("result").at("tasks");
  REQUIRE(own.size() == 1);
  CHECK(own[0].at("task") == "mine");
  CHECK(own[0].at("type") == "dashboard.read");
  CHECK(own[0].at("own") == true);
  CHECK(own[0].at("of") == 500);
  handled = go_on(*app.engine, handled.unfinished, app.looks(5));
  const json later = app.ask("task.list", json::object(), "rep-1").at("result").at("tasks");
  CHECK(later[0].at("done") > own[0].at("done"));

  // Others hear nothing of it, and can't stop it.
  CHECK(app.ask("task.list", json::object(), "rep-2").at("result").at("tasks").empty());
  CHECK(app.ask("task.stop", {{"task", "mine"}}, "rep-2").at("result").at("stopped") == false);
  CHECK(app.ask("task.list").at("result").at("tasks")[0].at("own") == false);
  CHECK(app.ask("task.stop", {{"task", "mine"}}, "rep-1").at("result").at("stopped") == true);
  handled = go_on(*app.engine, handled.unfinished, app.looks(5));
  CHECK(handled.unfinished == 0);
  CHECK(json::parse(handled.reply).at("id") == 7);
  CHECK(json::parse(handled.reply).at("diagnostics")[0].at("code") == "engine.stopped");
  CHECK(app.ask("task.list").at("result").at("tasks").empty());
  CHECK(app.ask("task.stop", {{"task", "mine"}}).at("result").at("stopped") == false);

  handled = begin("again");
  CHECK(app.ask("task.stop", {{"task", "again"}}).at("result").at("stopped") == true);
  handled = go_on(*app.engine, handled.unfinished, app.looks(5));
  CHECK(json::parse(handled.reply).at("diagnostics")[0].at("code") == "engine.stopped");
  handled = go_on(*app.engine, handled.unfinished, app.looks(5));
  CHECK(json::parse(handled.reply).at("diagnostics")[0].at("code") == "api.no_such_task");
  // What was made stays, and what is there is right.
  CHECK(app.ask("dashboard.read", {{"dashboard", "board"}}).at("ok") == true);
}

TEST_CASE("a log is verified for two at a time") {
  Counted app(300);
  const std::string asked = Counted::message("log.verify", {{"derived", true}}, "check");
  const auto begin = [&] {
    return begin_message(*app.engine, {.user = "boss"}, asked, app.looks(2));
  };
  REQUIRE(begin().unfinished != 0);
  REQUIRE(begin().unfinished != 0);
  const HandledMessage third = begin();
  CHECK(json::parse(third.reply).at("diagnostics")[0].at("code") == "engine.busy_with_log");
  REQUIRE(app.ask("task.stop", {{"task", "check"}}).at("result").at("stopped") == true);
  CHECK(begin().unfinished != 0);
}

TEST_CASE("a task's name has its bounds") {
  Counted app(1);
  const auto code = [&](const std::string& name) {
    const json message = {
        {"id", 1}, {"type", "task.list"}, {"params", json::object()}, {"task", name}};
    const HandledMessage handled = begin_message(*app.engine, {}, message.dump(), app.looks(5));
    const json reply = json::parse(handled.reply);
    return reply.at("ok") == true ? "ok" : reply.at("diagnostics")[0].at("code").get<std::string>();
  };
  CHECK(code("") == "api.bad_task");
  CHECK(code(std::string(65, 'x')) == "api.bad_task");
  CHECK(code(std::string(64, 'x')) == "ok");
}

}  // namespace
}  // namespace tollgate::api::turns
