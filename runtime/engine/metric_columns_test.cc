// Columns of metrics outlive the engine, and say the same as the records whatever happened between.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "log_test_support.h"
#include "tollgate/engine/run_due.h"
#include "tollgate/live/app_rules.h"

namespace tollgate::engine {
namespace {

constexpr const char* kCountedApp = R"json({
  "format": "tollgate.app/1", "id": "counted", "version": 1, "label": {"en": "Counted"},
  "locales": ["en"],
  "entities": [
    {"id": "customer", "label": {"en": "Customer"}, "fields": [
      {"id": "city", "type": "text", "label": {"en": "City"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}}]}],
  "metrics": [
    {"id": "total", "label": {"en": "Total"}, "entity": "visit", "aggregate": "sum",
     "value": "amount"},
    {"id": "most", "label": {"en": "Most"}, "entity": "visit", "aggregate": "maximum",
     "value": "amount", "filter": "customer.city != null"}],
  "dashboards": [{"id": "all", "label": {"en": "All"}, "widgets": [
    {"id": "totals", "type": "breakdown", "label": {"en": "Totals"}, "metric": "total",
     "group_by": "customer.city"},
    {"id": "tops", "type": "breakdown", "label": {"en": "Tops"}, "metric": "most",
     "group_by": "customer.city"}]}]
})json";

struct Counted {
  files::MemoryFiles files;
  std::unique_ptr<Engine> engine;

  Counted() { open(); }
  void open() {
    engine.reset();
    Result<std::unique_ptr<Engine>> opened = Engine::open(
        {.storage = "opfs", .path = "main.db", .files = &files, .app_text = kCountedApp});
    REQUIRE(opened.ok());
    engine = std::move(*opened);
  }
  void run(const std::vector<std::string_view>& sql) {
    engine.reset();
    REQUIRE(store::run_foreign_sql({.path = "main.db", .files = &files}, sql).ok());
    open();
  }
  void put(const char* entity, const std::string& id, Json values) {
    ops::RecordImport import;
    import.entity = entity;
    import.record = id;
    import.values = std::move(values);
    REQUIRE(engine->commit({std::move(import)}, {}).ok());
  }
  metrics::Metrics& metrics() { return *engine->app()->metrics; }
  std::string read() {
    std::string text;
    for (const char* id : {"total", "most"}) {
      const model::Metric& metric = *engine->app()->model->find_metric(id);
      const metrics::MetricSlice by_city{.group_by = {model::Expression{"customer.city", "/test"}}};
      for (const metrics::GroupValue& group : metrics().read(metric, by_city, 20'000)) {
        text += group.keys[0] + " " + (group.value ? group.value->to_text() : "null") + "; ";
      }
    }
    return text;
  }
};

TEST_CASE("columns are found again after a start, with what changed since they were kept") {
  Counted app;
  app.put("customer", "c1", {{"city", "Wuhan"}});
  app.put("customer", "c2", {{"city", "Beijing"}});
  for (int i = 0; i < 20; ++i) {
    app.put("visit", "v" + std::to_string(i),
            {{"customer", i % 2 ? "c1" : "c2"}, {"amount", std::to_string(i) + ".5"}});
  }
  const std::string before = app.read();
  CHECK(before == "\"Beijing\" 95; \"Wuhan\" 105; \"Beijing\" 18.5; \"Wuhan\" 19.5; ");
  app.metrics().keep();
  app.open();
  CHECK(app.read() == before);
  CHECK(app.metrics().cost().scans == 0);

  // A record that is new, one that changes, one that is referred to.
  app.put("visit", "v20", {{"customer", "c1"}, {"amount", "100"}});
  app.put("visit", "v0", {{"customer", "c2"}, {"amount", "1000000000000.25"}});
  app.put("customer", "c1", {{"city", "Tianjin"}});
  const std::string after = app.read();
  CHECK(after ==
        "\"Beijing\" 1000000000094.75; \"Tianjin\" 205; \"Beijing\" 1000000000000.25; "
        "\"Tianjin\" 100; ");
  app.open();
  CHECK(app.read() == after);
  app.open();
  app.put("visit", "v1", {{"customer", "c2"}, {"amount", "2"}});
  app.open();
  const std::string moved = app.read();
  CHECK(moved ==
        "\"Beijing\" 1000000000096.75; \"Tianjin\" 203.5; \"Beijing\" 1000000000000.25; "
        "\"Tianjin\" 100; ");

  // A program that knows no columns has written meanwhile: they are made again.
  app.metrics().keep();
  app.run({"UPDATE metric_table SET head=head-1", "UPDATE metric_chunk SET bytes=x'00'"});
  CHECK(app.read() == moved);
  CHECK(app.metrics().cost().scans > 0);
  // So they are after a rebuild.
  app.metrics().keep();
  REQUIRE(app.engine->rebuild().ok());
  CHECK(app.read() == moved);
  CHECK(app.metrics().cost().scans > 0);
}

TEST_CASE("what dashboards read is made before anybody opens one") {
  Counted app;
  app.put("customer", "c1", {{"city", "Wuhan"}});
  for (int i = 0; i < 20; ++i) {
    app.put("visit", "v" + std::to_string(i), {{"customer", "c1"}, {"amount", "1"}});
  }
  REQUIRE(run_due(*app.engine).ok());
  CHECK(app.metrics().cost().scans == 0);
  REQUIRE(run_due(*app.engine, {.dashboards = true}).ok());
  const int64_t scans = app.metrics().cost().scans;
  CHECK(scans >= 20);
  CHECK(app.read() == "\"Wuhan\" 20; \"Wuhan\" 1; ");
  CHECK(app.metrics().cost().scans == scans);
}

}  // namespace
}  // namespace tollgate::engine
