// Completing a record drops what is hidden, and the log says so; what stays stored is null for
// whoever reads it, and after a rebuild as before.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/engine/engine.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

constexpr const char* kHiddenApp = R"json({
  "format": "tollgate.app/1", "id": "hidden", "version": 1, "label": {"en": "Hidden"},
  "locales": ["en"],
  "entities": [
    {"id": "visit", "label": {"en": "Visit"}, "fields": [
      {"id": "a", "type": "boolean", "label": {"en": "A"}},
      {"id": "b", "type": "number", "label": {"en": "B"}, "visible": "a"},
      {"id": "kept", "type": "number", "label": {"en": "Kept"}, "visible": "a",
       "keep_when_hidden": true},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "visible": "a",
       "default": "\"open\"", "options": [
         {"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]},
      {"id": "lines", "type": "list", "label": {"en": "Lines"}, "fields": [
        {"id": "free", "type": "boolean", "label": {"en": "Free"}},
        {"id": "price", "type": "number", "label": {"en": "Price"},
         "visible": "free = null or free = false"}]}]},
    {"id": "note", "label": {"en": "Note"}, "title": "string(visit.kept)", "fields": [
      {"id": "visit", "type": "reference", "entity": "visit", "label": {"en": "Visit"}}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"}, "sections": [
    {"id": "main", "fields": [{"field": "a"}, {"field": "b"}, {"field": "kept"}, {"field": "stage"},
                              {"field": "lines"}]}]}],
  "workflows": [{"id": "flow", "entity": "visit", "label": {"en": "Flow"}, "stage_field": "stage",
    "stages": [{"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"},
      "requires": [{"id": "b", "label": {"en": "B"}, "test": "b > 5",
                    "message": {"en": "B is missing"}}]}]}],
  "metrics": [
    {"id": "b", "label": {"en": "B"}, "entity": "visit", "aggregate": "sum", "value": "b"},
    {"id": "kept", "label": {"en": "Kept"}, "entity": "visit", "aggregate": "sum", "value": "kept"},
    {"id": "price", "label": {"en": "Price"}, "entity": "visit", "aggregate": "sum",
     "value": "sum(lines.price[item != null])"}]
})json";

class Fixture {
 public:
  Fixture() {
    auto opened = Engine::open({.app_text = kHiddenApp});
    REQUIRE(opened.ok());
    engine_ = std::move(*opened);
  }
  Engine& engine() { return *engine_; }

  Session& open(const std::string& record = "") {
    FormToOpen what;
    what.form = "visit";
    what.record = record;
    Result<Session*> session = open_form(*engine_, what, {});
    REQUIRE(session.ok());
    return **session;
  }
  void set(Session& session, const char* path, const Json& value) {
    REQUIRE(set_field(*engine_, session, path, value).ok());
  }
  // The fields that the save's op writes, null for those that it drops; their group has `ops` ops.
  Json save(Session& session, bool complete, size_t ops = 0) {
    const int64_t before = engine_->log().head().number;
    Result<FormSaved> saved = save_form(*engine_, session, complete);
    REQUIRE(saved.ok());
    REQUIRE(saved->saved);
    Json writes = Json::object();
    size_t count = 0;
    engine_->store().read_ops(before, [&](const store::StoredOp& stored) {
      Result<ops::Op> op = ops::parse_op(stored.bytes);
      REQUIRE(op.ok());
      ++count;
      if (const auto* set = std::get_if<ops::RecordSet>(&op->body)) {
        for (const ops::FieldWrite& write : set->writes) writes[write.field] = write.value;
      }
      return true;
    });
    if (ops != 0) CHECK(count == ops);
    return writes;
  }
  Json stored(const std::string& record) {
    return live::wire_values(engine_->store().find_record("visit", record)->state);
  }
  std::string metric(const char* id) {
    const model::Metric& metric = *engine_->app()->model->find_metric(id);
    const auto values =
        engine_->app()->metrics->read(metric, {}, engine_->now().microseconds / 86'400'000'000);
    REQUIRE(values.size() == 1);
    return values[0].value ? values[0].value->to_text() : "null";
  }
  void import(const Json& line) {
    Result<ImportReport> report = engine_->import_lines({.text = line.dump()}, {});
    REQUIRE(report.ok());
    REQUIRE(report->count(LineOutcome::kImported) == 1);
  }

 private:
  std::unique_ptr<Engine> engine_;
};

TEST_CASE("completing drops what is hidden by an op of the same group") {
  Fixture f;
  Session& session = f.open();
  f.set(session, "a", true);
  f.set(session, "b", "9");
  f.set(session, "kept", "4");
  f.set(session, "lines", Json::parse(R"([{"price": "5"}, {"price": "7"}])"));
  CHECK(f.save(session, false)["b"] == "9");
  f.set(session, "a", false);
  f.set(session, "lines/1/free", true);
  CHECK_FALSE(f.save(session, false).contains("b"));
  CHECK(f.stored(session.record)["b"] == "9");

  const Json writes = f.save(session, true, 2);
  REQUIRE(writes.contains("b"));
  CHECK(writes["b"].is_null());
  CHECK(writes["lines"] == Json::parse(R"([{"price": "5"}, {"free": true}])"));
  CHECK_FALSE(writes.contains("kept"));
  CHECK_FALSE(writes.contains("stage"));
  const Json after = f.stored(session.record);
  CHECK_FALSE(after.contains("b"));
  CHECK(after["kept"] == "4");
  CHECK(after["stage"] == "open");

  // The form follows: shown again, there is nothing any more.
  f.set(session, "a", true);
  CHECK_FALSE(session.form->values().contains("b"));
  CHECK(session.form->values()["kept"] == "4");
}

TEST_CASE("what was typed and never stored is dropped by an op, too") {
  Fixture f;
  Session& session = f.open();
  f.set(session, "a", true);
  f.set(session, "b", "9");
  f.set(session, "a", false);
  const Json writes = f.save(session, true);
  REQUIRE(writes.contains("b"));
  CHECK(writes["b"].is_null());
  // Nothing is said twice.
  CHECK_FALSE(f.save(session, true).contains("b"));
}

TEST_CASE("what is stored while it is hidden is null for metrics, gates, titles and references") {
  Fixture f;
  f.import({{"entity", "visit"},
            {"id", "v1"},
            {"values", Json::parse(R"({"a": false, "b": "9", "kept": "4", "stage": "open",
              "lines": [{"free": true, "price": "70"}, {"price": "7"}]})")}});
  f.import({{"entity", "note"}, {"id", "n1"}, {"values", {{"visit", "v1"}}}});
  const auto check_hidden = [&] {
    CHECK(f.stored("v1")["b"] == "9");
    CHECK(f.metric("b") == "0");
    CHECK(f.metric("kept") == "0");
    CHECK(f.metric("price") == "7");
    CHECK(f.engine().store().find_record("note", "n1")->title.empty());
    const auto record = f.engine().store().find_record("visit", "v1");
    CHECK(
        f.engine().app()->records->seen_values(record->state) ==
        Json::parse(R"({"a": false, "stage": "open", "lines": [{"free": true}, {"price": "7"}]})"));
    const record::RecordView view = f.engine().app()->records->view(record->state, {});
    CHECK(view.field("b").is_null());
  };
  check_hidden();
  Result<log::RebuildReport> report = f.engine().rebuild();
  REQUIRE(report.ok());
  CHECK(report->differences.empty());
  check_hidden();

  // Shown, it counts again: whoever changes `a` moves the numbers by the difference.
  REQUIRE(f.engine().commit({ops::RecordSet{"visit", "v1", {{"a", true, ""}}, ""}}, {}).ok());
  CHECK(f.metric("b") == "9");
  CHECK(f.metric("kept") == "4");
  CHECK(f.engine().store().find_record("note", "n1")->title == "4");
}

}  // namespace
}  // namespace tollgate::engine
