#include <cmath>

#include "tollgate/base/random.h"
#include "tollgate/feel/shared_work.h"
#include "visits_test_support.h"

namespace tollgate::metrics {
namespace {

std::vector<MetricSlice> slices() {
  return {{},
          {.group_by = {by("rep")}},
          {.group_by = {by("customer.city"), by("rep")}},
          {.group_by = {by("rep")}, .where = {{"late", "true"}}}};
}

TEST_CASE("groups are read by number, and single records by chunk") {
  MetricsFixture w;
  w.put("customer", "c1", {{"city", "Wuhan"}});
  w.put("visit", "v1", {{"customer", "c1"}, {"rep", "r1"}, {"amount", "0.1"}, {"late", true}});
  w.put("visit", "v2", {{"customer", "c1"}, {"rep", "r1"}, {"day", date_of(kToday)}});
  w.put("visit", "v3", {{"rep", "r2"}, {"amount", "-5"}, {"late", true}});
  model::Metric late;
  late.entity = "visit";
  late.aggregate = model::Aggregate::kShare;
  late.test = by("late = true");
  const auto cells = w.metrics.cells(late, {.group_by = {by("rep")}}, kToday);
  REQUIRE(cells);
  REQUIRE(cells->size() == 2);
  CHECK(cells->word(0, cells->codes[0]) == "\"r1\"");
  CHECK(cells->records == std::vector<int64_t>{2, 1});
  CHECK(cells->met == std::vector<int64_t>{1, 1});

  using Kind = SampleColumn::Kind;
  SampleRequest request{.entity = "visit", .filter = by("late = true or day != null")};
  request.columns = {{Kind::kNumber, by("amount")},
                     {Kind::kCondition, by("late = true")},
                     {Kind::kKey, by("customer.city")},
                     {Kind::kDay, by("day")}};
  std::vector<std::vector<double>> columns;
  const auto keep = [&](const SampleChunk& chunk) { columns = chunk.columns; };
  const auto words = w.metrics.sample(request, kToday, keep);
  REQUIRE(words);
  REQUIRE(columns.size() == 4);
  CHECK(columns[0][0] == 0.1);
  CHECK(std::isnan(columns[0][1]));
  CHECK(columns[0][2] == -5);
  CHECK(columns[1] == std::vector<double>{1, 0, 1});
  CHECK((*words)(2, uint32_t(columns[2][0])) == "\"Wuhan\"");
  CHECK((*words)(2, uint32_t(columns[2][2])) == "null");
  CHECK(columns[3][1] == double(kToday));
  request.filter = by("nothing of the kind(");
  CHECK_FALSE(w.metrics.sample(request, kToday, keep));
}

TEST_CASE("a median is the middle one, and moves as records come and go") {
  MetricsFixture w;
  const auto read = [&](const MetricSlice& slice = {}) {
    return shown(w.metrics.read(*w.app->find_metric("middle"), slice, kToday));
  };
  CHECK(read() == "= null (0); ");
  w.put("visit", "v1", {{"rep", "r1"}, {"amount", "90"}});
  CHECK(read() == "= 90 (1); ");
  w.put("visit", "v2", {{"rep", "r1"}, {"amount", "100"}});
  w.put("visit", "v3", {{"rep", "r2"}, {"amount", "2000"}});
  CHECK(read() == "= 100 (3); ");
  w.put("visit", "v4", {{"rep", "r2"}, {"amount", "-1.5"}});
  CHECK(read() == "= 95 (4); ");
  CHECK(read({.group_by = {by("rep")}}) == "\"r1\" = 95 (2); \"r2\" = 999.25 (2); ");
  w.put("visit", "v5", {{"rep", "r2"}});  // nothing measured
  w.put("visit", "v1", {{"rep", "r1"}, {"amount", "100"}});
  CHECK(read() == "= 100 (4); ");
  w.remove("visit", "v4");
  CHECK(read() == "= 100 (3); ");
  w.metrics.clear();
  CHECK(read() == "= 100 (3); ");
}

TEST_CASE("metrics among the groups at the top") {
  MetricsFixture w;
  const auto visit = [&](const char* id, const char* rep, const char* amount, bool late) {
    w.put("visit", id,
          {{"rep", rep}, {"amount", amount}, {"late", late}, {"day", date_of(kToday)}});
  };
  visit("v1", "r1", "50", true);
  visit("v2", "r1", "1", false);
  visit("v3", "r2", "40", false);
  visit("v4", "r3", "30", true);
  visit("v5", "r4", "30", true);
  w.put("visit", "v6", {{"rep", "r5"}, {"late", true}});  // outside of the ranking's window
  const auto read = [&](const char* metric, const MetricSlice& slice = {}) {
    return shown(w.metrics.read(*w.app->find_metric(metric), slice, kToday));
  };
  // Five reps have a sum, the last one of nothing in the window is none: two of the four, 51
  // and 40.
  CHECK(read("late_of_best") == "= 0.3333333333333333333333333333333333 (3); ");
  CHECK(read("late_of_best", {.group_by = {by("rep")}}) == "\"r1\" = 0.5 (2); \"r2\" = 0 (1); ");
  // Of seven groups that there are said to be, three: and whoever has as much as the third.
  for (int i = 0; i < 7; ++i) w.put("customer", "c" + std::to_string(i), {});
  w.metrics.clear();
  CHECK(read("visits_of_best") == "= 5 (5); ");
  CHECK(read("part_of_best") == "= 0.8333333333333333333333333333333333 (6); ");
  CHECK(w.metrics.records(*w.app->find_metric("visits_of_best"), {}, {}, kToday) ==
        std::vector<std::string>{"v1", "v2", "v3", "v4", "v5"});
  // It moves with the records.
  visit("v4", "r3", "10", true);
  w.metrics.touch("visit", "v4");
  CHECK(read("visits_of_best") == "= 4 (4); ");
  CHECK_FALSE(w.metrics.cells(*w.app->find_metric("visits_of_best"), {}, kToday));
}

TEST_CASE("metrics that count alike share their numbers, whatever they are called") {
  MetricsFixture w;
  w.put("visit", "v1", {{"rep", "r1"}, {"amount", "3"}, {"day", date_of(kToday)}});
  model::Metric derived = *w.app->find_metric("total");
  derived.id = "total_last_2_days";
  derived.window->days = 2;
  const auto read = [&](const model::Metric& metric) {
    return shown(w.metrics.read(metric, {}, kToday + 5));
  };
  CHECK(read(*w.app->find_metric("total")) == "= 3 (1); ");
  CHECK(read(derived) == "= 0 (0); ");
  derived.window = {"day", 1, model::WindowPeriod::kYear};
  CHECK(read(derived) == "= 3 (1); ");
}

TEST_CASE("metrics count, sum and share by group, in a window of days") {
  MetricsFixture w;
  w.put("customer", "c1", {{"city", "Wuhan"}});
  w.put("customer", "c2", {{"city", "Beijing"}});
  auto read = [&](const char* metric, const MetricSlice& slice, int64_t today = kToday) {
    return shown(w.metrics.read(*w.app->find_metric(metric), slice, today));
  };
  CHECK(read("visits", {}) == "= 0 (0); ");
  CHECK(read("total", {}) == "= 0 (0); ");
  w.put("visit", "v1",
        {{"customer", "c1"},
         {"rep", "r1"},
         {"amount", "0.1"},
         {"late", true},
         {"day", date_of(kToday)}});
  w.put("visit", "v2",
        {{"customer", "c1"}, {"rep", "r1"}, {"amount", "0.2"}, {"day", date_of(kToday - 29)}});
  w.put("visit", "v3",
        {{"customer", "c2"}, {"rep", "r2"}, {"amount", "5"}, {"day", date_of(kToday - 30)}});
  CHECK(read("visits", {.group_by = {by("customer.city")}}) ==
        "\"Beijing\" = 1 (1); \"Wuhan\" = 2 (2); ");
  CHECK(read("total", {}) == "= 0.3 (2); ");
  CHECK(read("total", {}, kToday + 1) == "= 0.1 (1); ");
  CHECK(read("total", {}, kToday - 1) == "= 5.2 (2); ");
  CHECK(read("late_share", {}) == "= 1 (1); ");
  CHECK(read("customers_seen", {}) == "= 2 (3); ");
  CHECK(read("reach", {}) == "= 1 (2); ");
  CHECK(read("visits", {.group_by = {by("rep")}, .where = {{"late", "true"}}}) ==
        "\"r1\" = 1 (1); ");
  CHECK(w.metrics.records(*w.app->find_metric("total"), {.group_by = {by("rep")}}, {"\"r1\""},
                          kToday) == std::vector<std::string>{"v1", "v2"});
  // A referred record changes: its visits move to the other group.
  w.put("customer", "c1", {{"city", "Beijing"}});
  CHECK(read("visits", {.group_by = {by("customer.city")}}) == "\"Beijing\" = 3 (3); ");
}

TEST_CASE("after thousands of random changes the numbers are those of a fresh count") {
  MetricsFixture w;
  SeededRandom random(7);
  auto pick = [&](uint64_t n) { return random.next() % n; };
  for (int c = 0; c < 6; ++c) {
    w.put("customer", "c" + std::to_string(c), {{"city", pick(2) ? "Wuhan" : "Beijing"}});
  }
  int64_t today = kToday;
  for (int step = 0; step < 3000; ++step) {
    std::string id = "v" + std::to_string(pick(60));
    switch (pick(12)) {
      case 0:
        w.remove("visit", id);
        break;
      case 1:
        w.put("customer", "c" + std::to_string(pick(6)), {{"city", pick(2) ? "Wuhan" : "Tianjin"}});
        break;
      case 2:
        today += int64_t(pick(5)) - 1;
        break;
      default: {
        Json values = {{"customer", "c" + std::to_string(pick(7))},
                       {"rep", "r" + std::to_string(pick(4))},
                       {"day", date_of(today - int64_t(pick(40)) + 3)}};
        if (pick(4)) values["amount"] = std::to_string(pick(100)) + "." + std::to_string(pick(100));
        if (pick(2)) values["late"] = pick(2) == 1;
        w.put("visit", id, std::move(values));
      }
    }
    if (step % 50 != 0) continue;
    Metrics fresh(w.app, w.table);
    for (const model::Metric& metric : w.app->metrics) {
      for (const MetricSlice& slice : slices()) {
        INFO(metric.id << " at step " << step);
        REQUIRE(shown(w.metrics.read(metric, slice, today)) ==
                shown(fresh.read(metric, slice, today)));
      }
    }
  }
}

TEST_CASE("a change costs what it touches, and reading costs no count") {
  MetricsFixture w;
  for (int i = 0; i < 1000; ++i) {
    w.table.put("visit", "v" + std::to_string(i),
                {{"rep", "r" + std::to_string(i % 10)}, {"amount", "1"}, {"day", date_of(kToday)}});
  }
  const model::Metric& total = *w.app->find_metric("total");
  MetricSlice by_rep{.group_by = {by("rep")}, .where = {}};
  w.metrics.read(total, by_rep, kToday);
  CHECK(w.metrics.cost().scans == 1000);
  int64_t touched = w.metrics.cost().touched;
  for (int i = 0; i < 100; ++i) w.metrics.read(total, by_rep, kToday);
  CHECK(w.metrics.cost().scans == 1000);
  CHECK(w.metrics.cost().touched == touched);
  w.put("visit", "v5", {{"rep", "r5"}, {"amount", "2"}, {"day", date_of(kToday)}});
  CHECK(w.metrics.cost().samples == 1);
  CHECK(w.metrics.cost().touched == touched + 2);
}

TEST_CASE("who may not see everything gets numbers of what they see") {
  MetricsFixture w;
  w.put("customer", "c1", {{"city", "Wuhan"}});
  w.put("customer", "c2", {{"city", "Beijing"}});
  w.put("visit", "v1", {{"customer", "c1"}, {"rep", "r1"}, {"amount", "1"}, {"late", true}});
  w.put("visit", "v2", {{"customer", "c2"}, {"rep", "r1"}, {"amount", "2"}});
  w.put("visit", "v3", {{"customer", "c2"}, {"rep", "r2"}, {"amount", "4"}});
  const model::Expression own = by("rep = user.id and customer.city != \"Wuhan\"");
  auto sight_of = [&](const char* user, std::vector<std::string> of_visits,
                      std::vector<std::string> of_customers) {
    auto sight = std::make_shared<Sight>();
    sight->key = std::string(user) + "/" + std::to_string(of_visits.size()) +
                 std::to_string(of_customers.size());
    sight->user = feel::Value::context({{"id", feel::Value::string(user)}});
    sight->entities["visit"] = {w.table.rule(own, "visit"), std::move(of_visits)};
    sight->entities["customer"] = {nullptr, std::move(of_customers)};
    return sight;
  };
  auto read = [&](const char* metric, const std::shared_ptr<const Sight>& sight,
                  std::vector<model::Grouping> group_by = {}) {
    return shown(w.metrics.read(*w.app->find_metric(metric),
                                {.group_by = std::move(group_by), .sight = sight}, kToday));
  };
  const auto r1 = sight_of("r1", {}, {});
  const auto r2 = sight_of("r2", {}, {});
  const auto without_amounts = sight_of("r2", {"amount"}, {});
  const auto without_cities = sight_of("r2", {}, {"city"});
  CHECK(read("mean", r1) == "= 2 (1); ");
  CHECK(read("mean", r2) == "= 4 (1); ");
  CHECK(read("mean", nullptr) == "= 3 (2); ");
  CHECK(read("visits", r1, {by("customer.city")}) == "\"Beijing\" = 1 (1); ");
  CHECK(read("visits", without_cities, {by("customer.city")}) == "null = 1 (1); ");
  CHECK(read("mean", without_amounts) == "= null (0); ");
  CHECK(w.metrics.records(*w.app->find_metric("visits"), {.sight = r1}, {}, kToday) ==
        std::vector<std::string>{"v2"});
  // What changes comes into sight, or leaves it.
  w.put("visit", "v2", {{"customer", "c2"}, {"rep", "r2"}, {"amount", "2"}});
  CHECK(read("mean", r1) == "= null (0); ");
  CHECK(read("mean", r2) == "= 3 (2); ");
  w.put("customer", "c2", {{"city", "Wuhan"}});
  CHECK(read("mean", r2) == "= null (0); ");
}

TEST_CASE("numbers beyond what sums hold are left out, small fractions rounded") {
  CHECK_FALSE(admit(*Decimal::parse("1e20")));
  CHECK(admit(*Decimal::parse("99999999999999999999"))->to_text() == "99999999999999999999");
  CHECK(admit(*Decimal::parse("0.1234567890125"))->to_text() == "0.123456789012");
  Aggregate sum(model::Aggregate::kSum);
  const auto units = [](const char* text) { return units_of(*Decimal::parse(text)); };
  for (int i = 0; i < 10; ++i) sum.change(units("0.1"), 1);
  CHECK(sum.value()->to_text() == "1");
  sum.change(units("-99999999999999999999"), 1);
  sum.change(units("-99999999999999999999"), -1);
  CHECK(sum.value()->to_text() == "1");
}

TEST_CASE("nothing counts and adds up to 0, and has no average") {
  auto text = [](model::Aggregate kind) {
    model::Metric metric;
    metric.aggregate = kind;
    const std::optional<Decimal> value = value_of_nothing(metric);
    return value ? value->to_text() : "null";
  };
  using enum model::Aggregate;
  for (model::Aggregate kind : {kCount, kCountDistinct, kSum}) CHECK(text(kind) == "0");
  for (model::Aggregate kind : {kAverage, kShare, kMinimum, kMaximum, kRatio}) {
    CHECK(text(kind) == "null");
  }
}

TEST_CASE("a value reaches the first level that holds it") {
  model::Metric metric;
  metric.thresholds = {{model::Level::kRisk, "0.7", "", {}, ""},
                       {model::Level::kWarning, "0.85", "0.7", {}, ""},
                       {model::Level::kGood, "", "0.85", {}, ""}};
  auto level = [&](const char* text) { return level_of(metric, Decimal::parse(text))->level; };
  CHECK(level("0.69") == model::Level::kRisk);
  CHECK(level("0.7") == model::Level::kWarning);
  CHECK(level("0.85") == model::Level::kGood);
  CHECK_FALSE(level_of(metric, std::nullopt));
}

TEST_CASE("a metric whose rules take too much work has no values, and says so") {
  Json document = *parse_json(kApp);
  document["metrics"].push_back({{"id", "slow"},
                                 {"label", {{"en", "Slow"}}},
                                 {"entity", "visit"},
                                 {"aggregate", "sum"},
                                 {"value", "count(for i in 1..1000000000 return i)"}});
  MetricsFixture world{*model::load_json(document)};
  for (int i = 0; i < 40; ++i) world.table.put("visit", "v" + std::to_string(i), {{"rep", "r"}});
  const model::Metric& slow = *world.app->find_metric("slow");
  feel::SharedWork request(10'000'000'000);
  CHECK(world.metrics.read(slow, {}, kToday).empty());
  const std::optional<Diagnostic> refusal = world.metrics.take_refusal();
  REQUIRE(refusal);
  CHECK(refusal->code == "metrics.too_much_work");
  CHECK(refusal->message.en.find("Slow") != std::string::npos);
  CHECK_FALSE(world.metrics.take_refusal());
  CHECK(request.used() <= kMaxMetricWork + 40 * kWorkPerRecord);
  // It is not tried again, and the others are not touched by it.
  const uint64_t used = request.used();
  CHECK(world.metrics.read(slow, {}, kToday).empty());
  CHECK(request.used() == used);
  CHECK(world.metrics.take_refusal());
  CHECK(world.metrics.records(slow, {}, {}, kToday).empty());
  CHECK(world.metrics.take_refusal());
  CHECK(shown(world.metrics.read(*world.app->find_metric("visits"), {}, kToday)) == "= 40 (40); ");
  CHECK_FALSE(world.metrics.take_refusal());
}

TEST_CASE("a request that runs out of work leaves no half-made numbers") {
  MetricsFixture world;
  for (int i = 0; i < 40; ++i) {
    world.table.put("visit", "v" + std::to_string(i), {{"amount", i}});
  }
  const model::Metric& mean = *world.app->find_metric("mean");
  {
    feel::SharedWork request(200);
    (void)world.metrics.read(mean, {}, kToday);
    CHECK(request.exhausted());
  }
  CHECK_FALSE(world.metrics.take_refusal());
  CHECK(shown(world.metrics.read(mean, {}, kToday)) == "= 19.5 (40); ");
}

}  // namespace
}  // namespace tollgate::metrics
