// Requests that take long are answered in turns, others between them, and the answer is the one
// that would have come in one go.
#include "turns_test_support.h"

namespace tollgate::api::turns {
namespace {

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
