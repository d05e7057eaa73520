// The law of condition_sql.h, on made-up records and conditions: SQLite gives the rows that the
// rule gives.
#include "tollgate/live/condition_sql.h"

#include <catch_amalgamated.hpp>

#include "tollgate/base/random.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

constexpr const char* kConditionApp = R"({
  "format": "tollgate.app/1", "id": "small", "version": 1, "label": {"en": "Small"},
  "locales": ["en"], "time_zone": "Asia/Shanghai",
  "entities": [{"id": "visit", "label": {"en": "Visit"}, "fields": [
    {"id": "city", "type": "text", "label": {"en": "City"}},
    {"id": "amount", "type": "number", "label": {"en": "Amount"}},
    {"id": "price", "type": "number", "label": {"en": "Price"}},
    {"id": "done", "type": "boolean", "label": {"en": "Done"}},
    {"id": "day", "type": "date", "label": {"en": "Day"}},
    {"id": "arrived_at", "type": "date_time", "label": {"en": "Arrived at"}},
    {"id": "waited", "type": "duration", "label": {"en": "Waited"}}
  ]}]
})";

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  size_t below(size_t count) { return random_.next() % count; }
  std::string one_of(std::initializer_list<const char*> texts) {
    return *(texts.begin() + below(texts.size()));
  }

 private:
  SeededRandom random_;
};

Json some_values(Dice& dice) {
  Json values = Json::object();
  const auto sometimes = [&](const char* field, Json value) {
    if (dice.below(5) > 0) values[field] = std::move(value);
  };
  sometimes("city", dice.one_of({"", "广州", "广州市", "上海", "GUANGZHOU", "a_b%", "深圳"}));
  sometimes("amount", dice.one_of({"0", "-3", "2.5", "10", "9", "100000000000000000000.5", "40"}));
  sometimes("price", dice.one_of({"0", "10", "9.99", "40"}));
  sometimes("done", dice.below(2) == 0);
  sometimes("day", dice.one_of({"2026-01-31", "2026-02-28", "2025-12-31"}));
  sometimes("arrived_at", dice.one_of({"2026-02-01T09:30:00+08:00", "2026-02-01T01:30:00Z",
                                       "2026-02-01T09:30:00.5+08:00", "2026-02-01T10:00:00"}));
  sometimes("waited", dice.one_of({"PT90M", "PT2H"}));
  return values;
}

std::string some_condition(Dice& dice, int depth) {
  if (depth > 0 && dice.below(3) > 0) {
    const std::string a = some_condition(dice, depth - 1);
    const std::string b = some_condition(dice, depth - 1);
    switch (dice.below(4)) {
      case 0:
        return "(" + a + " and " + b + ")";
      case 1:
        return "(" + a + " or " + b + ")";
      case 2:
        return "not(" + a + ")";
      default:
        return "(if " + a + " then " + b + " else done)";
    }
  }
  const std::string compares = dice.one_of({" = ", " != ", " < ", " <= ", " > ", " >= "});
  switch (dice.below(12)) {
    case 0:
      return "city" + dice.one_of({" = ", " != "}) + dice.one_of({"\"广州\"", "\"\"", "null"});
    case 1:
      return dice.one_of({"contains", "starts with", "ends with"}) + "(city, " +
             dice.one_of({"\"广州\"", "\"市\"", "\"_\"", "\"A\"", "\"\""}) + ")";
    case 2:
      return "amount" + compares + dice.one_of({"10", "2.50", "1e2", "-3", "9 + 1", "null"});
    case 3:
      return dice.one_of({"10", "0"}) + compares + "price";
    case 4:
      return "amount" + compares + "price";
    case 5:
      return dice.one_of({"amount between 0 and 10", "amount in [0..10)", "price in (0, 9.99)",
                          "amount in (> 9)", "city in (\"广州\", \"上海\")"});
    case 6:
      return dice.one_of({"done", "done = true", "done != true", "done = null", "false"});
    case 7:
      return "day" + compares + dice.one_of({"@\"2026-01-31\"", "today()", "date(\"2026-02-01\")"});
    case 8:
      return "arrived_at" + compares +
             dice.one_of({"@\"2026-02-01T09:30:00+08:00\"", "now()", "@\"2026-02-01T10:00:00\""});
    case 9:
      return "day" + compares + "today() - duration(\"P1D\")";
    case 10:  // what no SQL says
      return dice.one_of({"amount + 1 > price", "waited > duration(\"PT100M\")",
                          "string length(city) > 2", "matches(city, \"^G\")"});
    default:
      return dice.one_of({"city = city", "amount = \"10\"", "not(done)", "null"});
  }
}

TEST_CASE("a list's filter gives the same rows in SQLite and record by record") {
  EngineOptions options{
      .app_text = kConditionApp, .now = Instant{1'769'900'000'000'000}, .seed = 1};
  Result<std::unique_ptr<Engine>> opened = Engine::open(options);
  REQUIRE(opened.ok());
  Engine& engine = **opened;
  Dice dice(20260201);
  for (int i = 0; i < 120; ++i) {
    ops::RecordSet set{"visit", "v" + std::to_string(i), {}, ""};
    const Json values = some_values(dice);
    for (const auto& [field, value] : values.items()) set.writes.push_back({field, value, ""});
    REQUIRE(engine.commit({set}, {}).ok());
  }
  const AppRules& app = *engine.app();
  const model::Entity& entity = *app.model->find_entity("visit");
  const record::Names& names = app.records->names(entity);
  store::RecordQuery query{.entity = "visit", .drafts = true, .any_order = true};
  int in_sql = 0, found_some = 0;
  for (int i = 0; i < 1500; ++i) {
    const std::string text = some_condition(dice, 2);
    INFO(text);
    Diagnostics problems;
    const std::optional<record::Rule> rule = record::compile_rule(
        {.text = text, .pointer = "/" + std::to_string(i)}, names.scope(), problems);
    REQUIRE(rule);
    query.test = live::condition_sql(app, engine.store(), entity, *rule, engine.clock());
    if (!query.test) continue;
    ++in_sql;
    std::set<std::string> by_sql, by_rule;
    engine.store().scan(query, [&](store::StoredRecord&& found) {
      by_sql.insert(found.state.id);
      return true;
    });
    query.test.reset();
    engine.store().scan(query, [&](store::StoredRecord&& found) {
      const record::RecordView view = app.records->view(found.state, {}, false);
      const feel::Value value =
          record::run(*rule, view.slots, app.records->rules(engine.clock())).value;
      if (value.is_true()) by_rule.insert(found.state.id);
      return true;
    });
    found_some += by_rule.empty() ? 0 : 1;
    REQUIRE(by_sql == by_rule);
  }
  // Enough of both kinds to mean something.
  CHECK(in_sql > 500);
  CHECK(in_sql < 1500);
  CHECK(found_some > 250);
}

TEST_CASE("a value that its column cannot hold is looked at record by record") {
  Result<std::unique_ptr<Engine>> opened = Engine::open({.app_text = kConditionApp});
  REQUIRE(opened.ok());
  Engine& engine = **opened;
  const AppRules& app = *engine.app();
  const model::Entity& entity = *app.model->find_entity("visit");
  const record::Names& names = app.records->names(entity);
  Diagnostics problems;
  const auto rule =
      record::compile_rule({.text = "amount > 5", .pointer = "/x"}, names.scope(), problems);
  REQUIRE(rule);
  REQUIRE(engine.commit({ops::RecordSet{"visit", "v1", {{"amount", "7", ""}}, ""}}, {}).ok());
  CHECK(live::condition_sql(app, engine.store(), entity, *rule, engine.clock()));
  REQUIRE(engine.commit({ops::RecordSet{"visit", "v2", {{"amount", "seven", ""}}, ""}}, {}).ok());
  CHECK_FALSE(live::condition_sql(app, engine.store(), entity, *rule, engine.clock()));
}

}  // namespace
}  // namespace tollgate::engine
