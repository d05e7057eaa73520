// Questions that look at every record are answered in turns, short ones between them.
#include "turns_test_support.h"

namespace tollgate::api::turns {
namespace {

// A view whose filter no SQL says, a reference that offers some records only, rows that a role sees
// by such a rule, and a number that is watched.
json asked_app() {
  json app = json::parse(kCountedApp);
  json& visit = app["entities"][1];
  visit["fields"].push_back({{"id", "earlier"},
                             {"type", "reference"},
                             {"entity", "visit"},
                             {"label", {{"en", "Earlier"}}},
                             {"filter", "matches(item.city, \"^City[135]$\")"}});
  app["forms"][0]["sections"][0]["fields"].push_back({{"field", "earlier"}});
  app["views"] = json::parse(R"json([{"id": "odd", "entity": "visit", "label": {"en": "Odd"},
    "columns": [{"field": "city"}], "sort": [{"field": "amount", "descending": true}],
    "filter": "matches(city, \"^City[135]$\")"
}])json");
  app["roles"][0]["permissions"]["entities"][1]["read_when"] = "matches(city, \"^City[246]$\")";
  app["automations"] = json::parse(R"([{"id": "many", "label": {"en": "Many"},
    "on": {"event": "metric_crossed", "entity": "visit", "metric": "total", "crosses": "above",
           "value": 45000},
    "effects": [{"type": "notify", "channel": "in_app", "to": "\"boss\"",
                 "message": {"en": "Many."}}]}])");
  return app;
}

void set_city(Counted& app, const std::string& visit, const char* city) {
  REQUIRE(
      app.engine
          ->commit({ops::RecordSet{"visit", visit, {{"city", city, ""}}, ""}}, engine::app_itself())
          .ok());
}

TEST_CASE("a list whose filter SQL can't say is decided in turns") {
  Counted app(300, asked_app().dump());
  const json params = {{"view", "odd"}, {"limit", 20}, {"offset", 10}};
  const auto [turns, answer] =
      app.in_turns(Counted::message("record.list", params), 3, [&](int turn) {
        if (turn % 2 == 0) app.save_one();
        if (turn == 3) {
          set_city(app, "v1", "Nowhere");  // was decided
          set_city(app, "v0", "City1");
          set_city(app, "v99", "City5");
        }
        const json list = app.ask("record.list", {{"entity", "visit"}, {"limit", 1}});
        CHECK(list.at("result").at("total") == app.visits);
      });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result").at("rows").size() == 20);
  const json at_once = app.ask("record.list", params);
  CHECK(answer.at("result") == at_once.at("result"));
  CHECK(app.ask("record.list", {{"view", "odd"}, {"limit", 200}}).at("result").at("rows").size() ==
        answer.at("result").at("total"));
}

TEST_CASE("a step of an import ends where others wait, and says where the next one begins") {
  Counted app(0);
  std::vector<std::string> lines;
  for (int i = 0; i < 600; ++i) {
    lines.push_back(json{{"entity", "visit"},
                         {"id", "i" + std::to_string(i)},
                         {"values", {{"city", "City"}, {"amount", std::to_string(i)}}}}
                        .dump());
  }
  std::string batch;
  int64_t next = 0;
  int steps = 0;
  while (next < 600) {
    REQUIRE(++steps < 100);
    std::string text;
    for (size_t i = size_t(next); i < lines.size(); ++i) text += lines[i] + "\n";
    json params = {{"text", text}, {"first_line", next + 1}};
    if (!batch.empty()) params["batch"] = batch;
    const HandledMessage handled =
        begin_message(*app.engine, {.administrator = true, .whole_app = true},
                      Counted::message("data.import", params), {.ms = 1});
    REQUIRE(handled.unfinished == 0);
    const json reply = json::parse(handled.reply);
    INFO(handled.reply.substr(0, 400));
    REQUIRE(reply.at("ok") == true);
    batch = reply.at("result").at("batch");
    CHECK(reply.at("result").at("imported") == reply.at("result").at("lines_read"));
    next += reply.at("result").at("lines_read").get<int64_t>();
  }
  CHECK(steps > 1);
  CHECK(app.ask("record.list", {{"entity", "visit"}, {"limit", 1}}).at("result").at("total") ==
        600);
}

TEST_CASE("records are counted by groups in turns, those that are written meanwhile as they are") {
  // Texts are no groups.
  json document = asked_app();
  json kind = json::parse(R"({"id": "kind", "type": "choice", "label": {"en": "Kind"}})");
  for (const char* option : {"a", "b", "c"}) {
    kind["options"].push_back({{"id", option}, {"label", {{"en", option}}}});
  }
  document["entities"][1]["fields"].push_back(kind);
  for (const char* view : {"", "odd"}) {
    Counted app(0, document.dump());
    std::vector<ops::Body> bodies;
    for (; app.visits < 6000; ++app.visits) {
      bodies.push_back(Counted::import(
          "visit", "v" + std::to_string(app.visits),
          {{"city", "City" + std::to_string(app.visits % 7)},
           {"amount", std::to_string(app.visits)},
           {"kind", app.visits % 4 == 0 ? Json() : Json(app.visits % 4 == 1 ? "a" : "b")}}));
    }
    REQUIRE(app.engine->commit(std::move(bodies), engine::app_itself()).ok());
    const auto set = [&](const std::string& visit, const char* field, const char* value) {
      REQUIRE(app.engine
                  ->commit({ops::RecordSet{"visit", visit, {{field, value, ""}}, ""}},
                           engine::app_itself())
                  .ok());
    };
    json params = {{"group_by", "kind"}, {"sums", {"amount"}}};
    params[*view == 0 ? "entity" : "view"] = *view == 0 ? "visit" : view;
    const auto [turns, answer] =
        app.in_turns(Counted::message("record.groups", params), *view == 0 ? 1 : 40, [&](int turn) {
          if (turn == 2) app.save_one();
          if (turn == 3 || turn == 5) {
            set_city(app, "v1", "City3");  // was counted
            set("v3", "kind", turn == 3 ? "c" : "a");
            set("v5001", "amount", turn == 3 ? "1000000" : "2000000");
            set_city(app, "v5999", "Nowhere");
            set_city(app, "v2500", turn == 3 ? "City1" : "City5");
          }
          CHECK(app.ask("record.list", {{"entity", "visit"}, {"limit", 1}}).at("ok") == true);
        });
    INFO(answer.dump().substr(0, 600));
    CHECK(turns > 5);
    REQUIRE(answer.at("ok") == true);
    const json at_once = app.ask("record.groups", params);
    CHECK(answer.at("result") == at_once.at("result"));
    CHECK(answer.at("result").at("total") > 2000);
    // Each group has as many as a list of it.
    int64_t sum = 0;
    for (const json& group : answer.at("result").at("groups")) {
      json of_group = {{"filters", {group.at("filter")}}, {"limit", 1}};
      of_group[*view == 0 ? "entity" : "view"] = *view == 0 ? "visit" : view;
      const json list = app.ask("record.list", of_group);
      CHECK(list.at("result").at("total") == group.at("count"));
      sum += group.at("count").get<int64_t>();
    }
    CHECK(sum == answer.at("result").at("total"));
  }
}

TEST_CASE("what a role sees by a rule that SQL can't say is decided in turns, for all of a board") {
  Counted app(300, asked_app().dump());
  const engine::Principal seller{.user = "rep-1"};
  HandledMessage handled = begin_message(
      *app.engine, seller, Counted::message("record.list", {{"entity", "visit"}}), app.looks(3));
  int turns = 1;
  for (; handled.unfinished != 0; ++turns) {
    if (turns == 2) set_city(app, "v1", "City2");
    handled = go_on(*app.engine, handled.unfinished, app.looks(3));
  }
  CHECK(turns > 5);
  const json answer = json::parse(handled.reply);
  const json at_once = app.ask("record.list", {{"entity", "visit"}}, "rep-1");
  CHECK(answer.at("result") == at_once.at("result"));
  CHECK(answer.at("result").at("total") == 3 * 43 + 1 - 1);
}

TEST_CASE("whoever ceases to see records meanwhile gets none of them") {
  Counted app(300, asked_app().dump());
  const engine::Principal seller{.user = "rep-1"};
  HandledMessage handled = begin_message(
      *app.engine, seller, Counted::message("record.list", {{"entity", "visit"}}), app.looks(3));
  REQUIRE(handled.unfinished != 0);
  handled = go_on(*app.engine, handled.unfinished, app.looks(3));
  REQUIRE(handled.unfinished != 0);
  REQUIRE(app.engine
              ->commit({ops::RecordSet{"rep", "rep-1", {{"role", nullptr, ""}}, ""}},
                       engine::app_itself())
              .ok());
  while (handled.unfinished != 0) {
    handled = go_on(*app.engine, handled.unfinished, app.looks(3));
  }
  const json answer = json::parse(handled.reply);
  const json at_once = app.ask("record.list", {{"entity", "visit"}}, "rep-1");
  CHECK(answer.at("ok") == at_once.at("ok"));
  if (answer.at("ok") == true) CHECK(answer.at("result").at("total") == 0);
}

TEST_CASE("what a reference offers by its filter is decided in turns, by what is typed then") {
  Counted app(300, asked_app().dump());
  const json session = app.ask("form.open", {{"form", "visit"}}).at("result").at("session");
  const json params = {{"session", session}, {"path", "earlier"}, {"limit", 5}};
  const auto [turns, answer] =
      app.in_turns(Counted::message("form.candidates", params), 3, [&](int turn) {
        if (turn != 2) return;
        const json set =
            app.ask("form.set", {{"session", session}, {"path", "city"}, {"value", "Wuhan"}});
        CHECK(set.at("ok") == true);
      });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result") == app.ask("form.candidates", params).at("result"));
  CHECK(answer.at("result").at("candidates").size() == 5);
  CHECK(answer.at("result").at("total") == 129);
}

TEST_CASE("a number that is watched is made in turns before anything comes of it") {
  Counted app(300, asked_app().dump());
  const auto run = [&](const std::function<void(int)>& between) {
    HandledMessage handled =
        begin_message(*app.engine, {.administrator = true},
                      Counted::message("timers.run", json::object()), app.looks(3));
    int turns = 1;
    for (; handled.unfinished != 0; ++turns) {
      between(turns);
      handled = go_on(*app.engine, handled.unfinished, app.looks(3));
    }
    return std::pair(turns, json::parse(handled.reply));
  };
  // 0 + … + 299 is 44,850.
  const auto [turns, answer] = run([&](int) {
    const json list = app.ask("record.list", {{"entity", "visit"}, {"limit", 1}});
    CHECK(list.at("result").at("total") == app.visits);
  });
  CHECK(turns > 5);
  REQUIRE(answer.at("ok") == true);
  CHECK(answer.at("result").at("more") == false);
  app.save_one();
  int64_t came = 0;
  for (bool more = true; more;) {
    const auto [again, step] = run([](int) {});
    REQUIRE(step.at("ok") == true);
    came += step.at("result").at("came").get<int64_t>();
    more = step.at("result").at("more");
  }
  CHECK(came == app.visits);
}

TEST_CASE("a document that is tried keeps what it has made while others save and try") {
  Counted app(300, asked_app().dump());
  json document = json::parse(app.ask("app.get").at("result").at("text").get<std::string>());
  document["metrics"][0]["value"] = "amount + 1";
  const json params = {
      {"text", document.dump()}, {"type", "dashboard.read"}, {"params", {{"dashboard", "board"}}}};
  std::vector<int64_t> done;
  const auto [turns, answer] = app.in_turns(Counted::message("app.try", params), 2, [&](int turn) {
    done.push_back(app.ask("task.list").at("result").at("tasks")[0].at("done"));
    if (turn == 2 || turn == 4) app.save_one();
    if (turn != 3) return;
    json other = document;
    other["label"]["en"] = "Other";
    CHECK(app.ask("app.try", {{"text", other.dump()},
                              {"type", "record.list"},
                              {"params", {{"entity", "visit"}}}})
              .at("ok") == true);
  });
  // Nothing is begun anew: a third more would be.
  CHECK(turns > 5);
  CHECK(turns < 60);
  CHECK(std::is_sorted(done.begin(), done.begin() + 4));
  REQUIRE(answer.at("ok") == true);
  const json fresh = app.ask("app.try", params);
  CHECK(answer.at("result").at("result").at("widgets") ==
        fresh.at("result").at("result").at("widgets"));
}

}  // namespace
}  // namespace tollgate::api::turns
