// An app with many records on files in memory, and requests that are answered in turns of so many
// looks at the clock.
#pragma once

#include <catch_amalgamated.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/api/dispatch.h"
#include "tollgate/base/turn.h"

namespace tollgate::api::turns {

using nlohmann::json;

inline constexpr const char* kCountedApp = R"json({
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

  std::string app_text;
  int64_t rows_indexed_at_once = 20'000;

  explicit Counted(int count, std::string text = kCountedApp) : app_text(std::move(text)) {
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
    options.app_text = app_text;
    options.rows_indexed_at_once = rows_indexed_at_once;
    auto opened = engine::Engine::open(options);
    if (!opened) FAIL(opened.diagnostics().front().message.en);
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

}  // namespace tollgate::api::turns
