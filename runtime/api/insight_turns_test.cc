// What people ask of all records together is counted in turns, and is what one go gives.
#include "insight_test_support.h"
#include "tollgate/base/temporal.h"
#include "turns_test_support.h"

namespace tollgate::api::turns {
namespace {

struct InsightInTurns {
  TickingClock clock;
  std::unique_ptr<engine::Engine> engine;
  const engine::Principal all{.administrator = true, .whole_app = true};

  InsightInTurns() {
    engine::EngineOptions options;
    options.app_text = kInsightApp;
    options.now = Instant{parse_date_time("2025-12-31T10:00:00+08:00")->utc_seconds() * 1'000'000};
    auto opened = engine::Engine::open(options);
    REQUIRE(opened.ok());
    engine = std::move(*opened);
    const json imported = ask("data.import", {{"text", insight_records()}});
    INFO(imported.dump().substr(0, 500));
    REQUIRE(imported.at("result").at("imported") > 700);
  }
  json ask(const char* type, const json& params) {
    return json::parse(handle_message(*engine, all, Counted::message(type, params)).reply);
  }
  std::pair<int, json> in_turns(const char* type, const json& params, int64_t looks) {
    const TurnLength length{.ms = looks, .clock = &clock};
    HandledMessage handled = begin_message(*engine, all, Counted::message(type, params), length);
    int turns = 1;
    for (; handled.unfinished != 0; ++turns) {
      REQUIRE(turns < 3000);
      // Others are answered meanwhile.
      const json list = ask("record.list", {{"entity", "person"}});
      CHECK(list.at("result").at("total") == 1);
      handled = go_on(*engine, handled.unfinished, length);
    }
    return {turns, json::parse(handled.reply)};
  }
};

struct AskedOfAll {
  const char* type;
  json params;
  int least_warm;  // turns where all columns are made already
};

TEST_CASE("lifts, effects and what a rule would have stopped are counted in turns") {
  const std::vector<AskedOfAll> all_asked = {
      {"insight.lift", {{"days", 30}}, 3},
      {"insight.lift", {{"days", 30}, {"by_stage", true}}, 3},
      {"insight.effect", {{"date", insight_day(175)}}, 1},
      {"insight.backtest", {{"action", "yes/visit/case_shown"}, {"days", 365}}, 1},
      {"quick_filter.ask", {{"text", "近 200 天拜访数 > 0"}}, 2}};
  for (const AskedOfAll& asked : all_asked) {
    INFO(asked.type << asked.params.dump());
    InsightInTurns cold;
    const auto [turns, answer] = cold.in_turns(asked.type, asked.params, 2);
    INFO(answer.dump().substr(0, 600));
    REQUIRE(answer.at("ok") == true);
    CHECK(turns > 5);
    const json at_once = InsightInTurns().ask(asked.type, asked.params);
    REQUIRE(at_once.at("ok") == true);
    CHECK(answer.at("result") == at_once.at("result"));
    // What was made stays, and the counting itself is in turns, too.
    const auto [more, again] = cold.in_turns(asked.type, asked.params, 1);
    CHECK(more >= asked.least_warm);
    CHECK(again.at("result") == at_once.at("result"));
  }
}

}  // namespace
}  // namespace tollgate::api::turns
