// Columns and cubes that are made in turns, while records change between the turns.
#include "tollgate/base/random.h"
#include "tollgate/base/turn.h"
#include "visits_test_support.h"

namespace tollgate::metrics {
namespace {

// So that a turn is over after so many looks at the clock.
struct TickingClock final : MonotonicClock {
  mutable int64_t now_ms = 0;
  int64_t elapsed_ms() const override { return ++now_ms; }
  bool counts_sleep() const override { return true; }
};

const char* const kAsked[] = {"visits", "total", "mean",          "late_share",
                              "least",  "most",  "customers_seen"};

struct InTurns : MetricsFixture {
  SeededRandom random;
  TickingClock clock;
  size_t last = 0;  // number of the newest visit

  explicit InTurns(uint64_t seed, size_t visits) : random(seed) {
    put("customer", "c0", {{"city", "Wuhan"}});
    put("customer", "c1", {{"city", "Beijing"}});
    put("customer", "c2", {{"city", "Tianjin"}});
    for (size_t i = 0; i < visits; ++i) {
      table.rows_["visit"].push_back("v" + std::to_string(++last));
      table.records_["visit"]["v" + std::to_string(last)] = visit();
    }
  }
  uint64_t below(uint64_t most) { return random.next() % most; }
  Json visit() {
    return {{"customer", "c" + std::to_string(below(3))},
            {"rep", "r" + std::to_string(below(5))},
            {"amount", std::to_string(below(1000)) + ".5"},
            {"late", below(2) == 0},
            {"day", date_of(kToday - int64_t(below(40)))}};
  }
  void change_something() {
    const std::string any = "v" + std::to_string(1 + below(last));
    switch (below(5)) {
      case 0:
        put("visit", "v" + std::to_string(++last), visit());
        break;
      case 1:
        remove("visit", any);
        break;
      case 2:
        put("customer", "c" + std::to_string(below(3)),
            {{"city", "City" + std::to_string(below(3))}});
        break;
      default:
        put("visit", any, visit());
    }
  }
  // All that is asked, as one text; nullopt where the turn was over before.
  std::optional<std::string> read_all(Metrics& from, int64_t turn_ms) {
    std::optional<Turn> turn;
    if (turn_ms > 0) turn.emplace(clock, turn_ms);
    std::string text;
    for (const char* id : kAsked) {
      for (const MetricSlice& slice :
           {MetricSlice{}, MetricSlice{.group_by = {by("customer.city"), by("rep")}},
            MetricSlice{.group_by = {by("rep")}, .where = {{"late", "true"}}}}) {
        text += std::string(id) + " " + shown(from.read(*app->find_metric(id), slice, kToday));
      }
    }
    return turn && turn->left_at() ? std::nullopt : std::optional(text);
  }
  std::string read_anew() {
    Metrics fresh(app, table);
    return *read_all(fresh, 0);
  }
};

TEST_CASE("metrics that are made in turns are those made in one go, whatever changes between") {
  const uint64_t seed = GENERATE(1, 2, 3, 4, 5, 6);
  // Of one chunk and of several.
  const size_t visits = seed % 3 == 0 ? 4500 : 300;
  InTurns w(seed, visits);
  for (int round = 0; round < 3; ++round) {
    int turns = 1;
    std::optional<std::string> read;
    while (!(read = w.read_all(w.metrics, 3 + int64_t(w.below(visits / 20))))) {
      ++turns;
      REQUIRE(turns < 5000);
      for (uint64_t i = w.below(4); i > 0; --i) w.change_something();
    }
    if (round == 0) CHECK(turns > 3);
    CHECK(*read == w.read_anew());
    // What another asks for is added to what is there.
    w.metrics.prepare({{w.app->find_metric("visits"), {.group_by = {by("late"), by("day")}}}},
                      kToday);
    if (round == 1) w.metrics.keep();
  }
}

TEST_CASE("who needs nothing that is in the making has it at once") {
  InTurns w(7, 600);
  const model::Metric& visits = *w.app->find_metric("visits");
  const std::string before = shown(w.metrics.read(visits, {}, kToday));
  {
    const Turn turn(w.clock, 5);
    w.metrics.read(visits, {.group_by = {by("customer.city")}}, kToday);
    REQUIRE(turn.left_at());
    CHECK(turn.left_at()->done > 0);
    CHECK(turn.left_at()->of == 600);
  }
  w.put("visit", "v601", w.visit());
  {
    const Turn turn(w.clock, 5);
    CHECK(shown(w.metrics.read(visits, {}, kToday)) == "= 601 (601); ");
    CHECK_FALSE(turn.left_at());
  }
  CHECK(before == "= 600 (600); ");
}

TEST_CASE("a new day in the middle of it is the day that counts") {
  InTurns w(8, 600);
  const model::Metric& total = *w.app->find_metric("total");
  {
    const Turn turn(w.clock, 5);
    w.metrics.read(total, {.group_by = {by("rep")}}, kToday);
    REQUIRE(turn.left_at());
  }
  const auto tomorrow = w.metrics.read(total, {.group_by = {by("rep")}}, kToday + 1);
  Metrics fresh(w.app, w.table);
  CHECK(shown(tomorrow) == shown(fresh.read(total, {.group_by = {by("rep")}}, kToday + 1)));
}

}  // namespace
}  // namespace tollgate::metrics
