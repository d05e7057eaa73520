#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

// Two entities whose automations set a field of each other's records.
constexpr const char* kEachOther = R"({
  "format": "tollgate.app/1", "id": "each_other", "version": 1, "label": {"en": "Each other"},
  "locales": ["en"],
  "entities": [
    {"id": "left", "label": {"en": "Left"}, "fields": [
      {"id": "other", "type": "reference", "entity": "right", "label": {"en": "Other"}},
      {"id": "count", "type": "number", "label": {"en": "Count"}}]},
    {"id": "right", "label": {"en": "Right"}, "fields": [
      {"id": "other", "type": "reference", "entity": "left", "label": {"en": "Other"}},
      {"id": "count", "type": "number", "label": {"en": "Count"}}]}],
  "automations": [
    {"id": "to_right", "label": {"en": "To right"}, "on": {"event": "record_saved", "entity": "left"},
     "effects": [{"type": "set_field", "record": "other", "field": "count", "value": "count + 1"}]},
    {"id": "to_left", "label": {"en": "To left"}, "on": {"event": "record_saved", "entity": "right"},
     "effects": [{"type": "set_field", "record": "other", "field": "count", "value": "count + 1"}]}]
})";

Result<Outcome> save(Engine& engine, const std::string& entity, const std::string& record,
                     const std::string& other, const std::string& count) {
  return engine.commit(
      {ops::RecordSet{entity, record, {{"other", other, ""}, {"count", count, ""}}, ""},
       ops::RecordStatusSet{entity, record, ops::RecordStatus::kComplete}},
      {});
}

std::vector<ops::Op> ops_after(Engine& engine, int64_t number) {
  std::vector<ops::Op> ops;
  engine.store().read_ops(number, [&](const store::StoredOp& stored) {
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    REQUIRE(op.ok());
    ops.push_back(std::move(*op));
    return true;
  });
  return ops;
}

TEST_CASE(
    "an effect on another record is an op of the same group, with its cause, and goes no "
    "further") {
  auto opened = Engine::open({.app_text = kEachOther});
  REQUIRE(opened.ok());
  Engine& engine = **opened;
  REQUIRE(save(engine, "right", "r1", "l1", "5").ok());
  const int64_t before = engine.log().head().number;
  Result<Outcome> outcome = save(engine, "left", "l1", "r1", "1");
  REQUIRE(outcome.ok());

  const std::vector<ops::Op> ops = ops_after(engine, before);
  REQUIRE(ops.size() == 3);
  CHECK(ops[2].group_first == ops[0].number);
  const auto* set = std::get_if<ops::RecordSet>(&ops[2].body);
  REQUIRE(set);
  CHECK(set->cause == "to_right");
  CHECK(set->entity == "right");
  CHECK(set->record == "r1");
  CHECK(engine.store().find_record("right", "r1")->state.value("count") == "2");
  CHECK(engine.store().find_record("left", "l1")->state.value("count") == "1");

  CHECK(engine.verify_log().findings.empty());
  Result<log::RebuildReport> rebuilt = engine.rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences.empty());
  CHECK(engine.store().find_record("right", "r1")->state.value("count") == "2");
}

TEST_CASE("an effect makes no record of an id that nobody has") {
  auto opened = Engine::open({.app_text = kEachOther});
  REQUIRE(opened.ok());
  Engine& engine = **opened;
  Result<Outcome> outcome = save(engine, "left", "l1", "r1", "1");
  REQUIRE(outcome.ok());
  CHECK(outcome->effects.empty());
  CHECK_FALSE(engine.store().find_record("right", "r1").has_value());
  CHECK(engine.rebuild()->differences.empty());
}

}  // namespace
}  // namespace tollgate::engine
