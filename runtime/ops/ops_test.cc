#include <catch_amalgamated.hpp>

#include "tollgate/ops/op.h"
#include "tollgate/ops/record_state.h"

namespace tollgate::ops {
namespace {

Op op_of(Body body, int64_t number = 7) {
  Op op;
  op.device = "dev-1";
  op.number = number;
  op.group_first = number - 1;
  op.group_last = number + 1;
  op.time = {1'790'000'000'000 + number, 3};
  op.app_version = 4;
  op.user = "rep-1";
  op.previous = sha256("before");
  op.body = std::move(body);
  return op;
}

std::vector<Body> every_kind() {
  return {
      RecordSet{"visit", "v1", {{"city", "武汉", ""}, {"n", nullptr, "x"}}, "a1"},
      RecordDraft{"visit", "v1", {{"values", {{"city", "x"}}}}},
      RecordStatusSet{"visit", "v1", RecordStatus::kComplete},
      RecordDiscard{"visit", "v1"},
      WorkflowAdvance{"deal", "d1", "funnel", "stage", "lead", "demo", "rep"},
      WorkflowAdvance{"deal", "d1", "funnel", "stage", "lead", "demo", "rep", {{"fields", 1}}, {}},
      WorkflowAdvance{"deal", "d1", "funnel", "stage", "demo", "lead", "", nullptr, {"demo"}},
      WorkflowReopen{"deal", "d1", "funnel", "stage", "demo", "lead", "demo", {"deck"}},
      RecordImport{"deal", "d2", RecordStatus::kComplete, {{"stage", "won"}}, 1, true},
      AppPut{"visits", 3, "{}\n"},
      AppPut{"visits", 4, "{}\n", true},
      AppPut{"visits", 5, "{}\n", true, 1'700'000'000'000},
      BlobAdd{hex(sha256("x")), {{"name", "a.pdf"}, {"size_bytes", 1}}},
      RecordImport{"visit", "v2", RecordStatus::kDraft, {{"city", "Wuhan"}}, 1'700'000'000'000},
      EffectDelivered{5, 1, "wecom", 1'700'000'000'000, "msg-1", {}},
      EffectDelivered{5,
                      2,
                      "robot_north",
                      1'700'000'000'000,
                      "",
                      {{"p1", "robot_north", 1'700'000'000'000, "k1", "迟到", "ok"},
                       {"p2", "in_app", 1'700'000'000'001, "k2", "late", ""}}},
      ImportBegin{"客户.csv"},
      ImportUndo{},
      RecordRestore{"visit",
                    "v2",
                    RecordStatus::kComplete,
                    {{"city", "Wuhan"}},
                    nullptr,
                    1'700'000'000'000,
                    1'700'000'000'001},
  };
}

TEST_CASE("every op reads back from its canonical bytes") {
  for (const Body& body : every_kind()) {
    std::string bytes = canonical_bytes(op_of(body));
    CAPTURE(bytes);
    Result<Op> read = parse_op(bytes);
    REQUIRE(read.ok());
    CHECK(canonical_bytes(*read) == bytes);
    CHECK(kind_of(read->body) == kind_of(body));
  }
}

TEST_CASE("an op says which import it belongs to, and nothing where it belongs to none") {
  Op op = op_of(RecordImport{"visit", "v2", RecordStatus::kComplete, Json::object(), 1});
  CHECK(canonical_bytes(op).find("batch") == std::string::npos);
  op.batch = "import-7";
  Result<Op> read = parse_op(canonical_bytes(op));
  REQUIRE(read.ok());
  CHECK(read->batch == "import-7");
}

TEST_CASE("a restored record is whole again what it was") {
  std::optional<RecordState> state =
      apply_op({}, op_of(RecordImport{"visit",
                                      "v2",
                                      RecordStatus::kComplete,
                                      {{"city", "Wuhan"}, {"note", "new"}},
                                      1'700'000'000'000}));
  state = apply_op(std::move(state), op_of(RecordDraft{"visit", "v2", {{"values", 1}}}, 8));
  state = apply_op(
      std::move(state),
      op_of(
          RecordRestore{"visit", "v2", RecordStatus::kDraft, {{"city", "Beijing"}}, nullptr, 5, 6},
          9));
  CHECK(state->status == RecordStatus::kDraft);
  CHECK(state->value("city") == "Beijing");
  CHECK(state->value("note").is_null());
  CHECK(state->draft.is_null());
  CHECK(state->created_ms == 5);
  CHECK(state->updated_ms == 6);
}

TEST_CASE("the ops alone say behind which gates a record stands") {
  const auto pass = [](const char* from, const char* to) {
    return op_of(WorkflowAdvance{"deal", "d1", "f", "stage", from, to, "", Json::object(), {}});
  };
  std::optional<RecordState> state = apply_op({}, pass("", "demo"));
  state = apply_op(std::move(state), pass("demo", "won"));
  REQUIRE(state->standing.passed.size() == 2);
  CHECK(state->standing.find("won")->from == "demo");
  CHECK(standing_from_json(to_json(state->standing)) == state->standing);
  SECTION("those that a move back leaves are passed no more") {
    state = apply_op(
        std::move(state),
        op_of(WorkflowAdvance{"deal", "d1", "f", "stage", "won", "demo", "", nullptr, {"won"}}));
    CHECK(state->standing.find("won") == nullptr);
    CHECK(state->standing.find("demo") != nullptr);
  }
  SECTION("where one reopens, what was passed behind it is open, too") {
    state = apply_op(
        std::move(state),
        op_of(WorkflowReopen{"deal", "d1", "f", "stage", "won", "lead", "demo", {"deck"}}));
    CHECK(state->standing.is_plain());
    CHECK(state->value("stage") == "lead");
  }
  SECTION("an op of before says nothing of it") {
    state = apply_op({}, op_of(WorkflowAdvance{"deal", "d1", "f", "stage", "", "demo", ""}));
    CHECK(state->standing.is_plain());
  }
}

TEST_CASE("the canonical bytes of an op never change") {
  Op op = op_of(RecordSet{"visit", "v1", {{"city", "武汉", ""}}, ""});
  CHECK(
      canonical_bytes(op) ==
      R"({"app_version":4,"body":{"entity":"visit","record":"v1","writes":[{"field":"city","value":"武汉"}]},)"
      R"("device":"dev-1","group":[6,8],"kind":"record.set","number":7,)"
      R"("previous":"6db7d803e74f1ffa7d8f5adc0bf95b3e15bf4c8373fffadf546227cc6c6742cb","time":"01a0c4506c070003","user":"rep-1"})");
}

TEST_CASE("a broken op is refused with the place of the fault") {
  std::string good = canonical_bytes(op_of(RecordDiscard{"visit", "v1"}));
  auto without = [&](const char* from, const char* to) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string_view(from).size(), to);
    Result<Op> read = parse_op(bad);
    REQUIRE_FALSE(read.ok());
    return read.diagnostics()[0].code + " " + read.diagnostics()[0].place.pointer;
  };
  CHECK(without("\"record\":\"v1\"", "\"record\":1") == "ops.bad_op /body/record");
  CHECK(without("\"number\":7", "\"number\":\"7\"") == "ops.bad_op /number");
  CHECK(without("record.discard", "record.destroy") == "ops.bad_op /kind");
  CHECK(without("\"group\":[6,8]", "\"group\":[6]") == "ops.bad_op /group");
  CHECK_FALSE(parse_op("[]").ok());
  CHECK_FALSE(parse_op("").ok());
}

std::string refusal_of(const Op& op) {
  Result<std::string> bytes = storable_bytes(op);
  return bytes ? "" : bytes.diagnostics()[0].code;
}

TEST_CASE("what may be stored can be read, and the rest is refused before it is") {
  auto with_text = [](size_t size) {
    return op_of(RecordSet{"visit", "v1", {{"n", "5", ""}, {"city", std::string(size, 'x'), ""}}});
  };
  const size_t around = canonical_bytes(with_text(0)).size();
  Result<std::string> most = storable_bytes(with_text(limits::kOpBytes - around));
  REQUIRE(most.ok());
  CHECK(most->size() == limits::kOpBytes);
  CHECK(parse_op(*most).ok());
  Result<std::string> more = storable_bytes(with_text(limits::kOpBytes - around + 1));
  REQUIRE_FALSE(more.ok());
  CHECK(more.diagnostics()[0].code == "ops.too_large");
  CHECK(more.diagnostics()[0].place == Place{.source = "v1", .pointer = "/city"});

  Json many = Json::array();
  many.get_ref<Json::array_t&>().assign((limits::kOpBytes - 1000) / 2, Json(1));
  Result<std::string> values = storable_bytes(op_of(RecordDraft{"visit", "v1", std::move(many)}));
  REQUIRE(values.ok());
  CHECK(parse_op(*values).ok());

  auto nested = [](size_t levels) {
    Json value = "x";
    for (size_t i = 0; i < levels; ++i) value = Json::array({std::move(value)});
    return op_of(RecordDraft{"visit", "v1", std::move(value)});
  };
  Result<std::string> deep = storable_bytes(nested(kOpLimits.max_depth - 2));
  REQUIRE(deep.ok());
  CHECK(parse_op(*deep).ok());
  CHECK(refusal_of(nested(kOpLimits.max_depth - 1)) == "ops.too_deep");

  Op op = op_of(RecordDiscard{"visit", "v1"});
  op.user = std::string(limits::kRecordIdBytes, 'u');
  CHECK(refusal_of(op).empty());
  op.user += "u";
  CHECK(refusal_of(op) == "ops.user_too_long");
}

TEST_CASE("ops build a record and leave other members alone") {
  std::optional<RecordState> state;
  state = apply_op(state, op_of(RecordSet{"visit", "v1", {{"city", "Wuhan"}, {"n", "5"}}, ""}, 1));
  REQUIRE(state);
  CHECK(state->status == RecordStatus::kDraft);
  CHECK(state->value("city") == "Wuhan");
  CHECK(state->created_ms == 1'790'000'000'001);
  std::string city_version = state->fields.at("city").version;
  state = apply_op(state, op_of(RecordSet{"visit", "v1", {{"n", "6"}}, ""}, 2));
  CHECK(state->fields.at("city").version == city_version);
  CHECK(state->fields.at("n").version > city_version);
  state = apply_op(state, op_of(RecordStatusSet{"visit", "v1", RecordStatus::kComplete}, 3));
  CHECK(state->status == RecordStatus::kComplete);
  CHECK(state->created_ms == 1'790'000'000'001);
  CHECK(state->updated_ms == 1'790'000'000'003);
  state = apply_op(state, op_of(WorkflowAdvance{"visit", "v1", "w", "stage", "", "demo", ""}, 4));
  CHECK(state->value("stage") == "demo");
  CHECK(apply_op(state, op_of(AppPut{"a", 1, ""}, 5)) == state);
  CHECK(state->value("nothing").is_null());
  state = apply_op(state, op_of(RecordDraft{"visit", "v1", {{"n", "7"}}}, 6));
  CHECK(state->value("n") == "6");
  CHECK(state->draft == Json{{"n", "7"}});
  state = apply_op(state, op_of(RecordStatusSet{"visit", "v1", RecordStatus::kComplete}, 7));
  CHECK(state->draft.is_null());
}

TEST_CASE("the hybrid clock never runs backwards") {
  HybridClock clock;
  HybridTime first = clock.tick({5'000'000});
  HybridTime second = clock.tick({4'000'000});
  CHECK(second > first);
  CHECK(second.milliseconds == 5'000);
  CHECK(clock.witness({9'000, 7}, {6'000'000}));
  CHECK(clock.tick({6'000'000}) == HybridTime{9'000, 8});
  CHECK(clock.tick({9'001'000}) == HybridTime{9'001, 0});
  CHECK(clock.witness({9'001, UINT16_MAX}, {6'000'000}));
  CHECK(clock.tick({9'001'000}) == HybridTime{9'002, 0});
  HybridTime some{1'790'000'000'123, 42};
  CHECK(parse_hybrid_time(to_text(some)) == some);
  CHECK(to_text({1, 65535}) < to_text({2, 0}));
  CHECK_FALSE(parse_hybrid_time("0000000000000000Z"));
}

TEST_CASE("another device's wrong clock does not carry the hybrid clock along") {
  HybridClock clock({1'000, 0});
  const Instant wall{2'000'000};
  CHECK_FALSE(clock.witness({2'000 + kMaxAheadMilliseconds + 1, 0}, wall));
  CHECK(clock.last() == HybridTime{1'000, 0});
  CHECK(clock.witness({2'000 + kMaxAheadMilliseconds, 0}, wall));
  CHECK(clock.last().milliseconds == 2'000 + kMaxAheadMilliseconds);
}

TEST_CASE("a wall clock outside of all years stands at their end, and the order goes on") {
  HybridClock clock;
  const Instant never{INT64_MAX};
  HybridTime last = clock.tick(never);
  CHECK(last.milliseconds == kLastWallMilliseconds);
  for (int i = 0; i < UINT16_MAX + 10; ++i) {
    const HybridTime next = clock.tick({1'790'000'000'000'000});
    REQUIRE(to_text(next) > to_text(last));
    last = next;
  }
  CHECK(clock.tick({-5}) > last);
  CHECK(wall_milliseconds({-5'000}) == 0);
}

TEST_CASE("an op keeps the wall clock where it is not what orders it") {
  Op op = op_of(RecordDiscard{"visit", "v1"});
  CHECK(op.at_ms() == op.time.milliseconds);
  CHECK(canonical_bytes(op).find("wall_ms") == std::string::npos);
  op.wall_ms = 1'700'000'000'000;
  op.clock_moved_ms = -90'000'000;
  const std::string bytes = canonical_bytes(op);
  Result<Op> read = parse_op(bytes);
  REQUIRE(read.ok());
  CHECK(read->at_ms() == 1'700'000'000'000);
  CHECK(read->clock_moved_ms == -90'000'000);
  CHECK(canonical_bytes(*read) == bytes);
  for (const char* wrong :
       {R"("wall_ms":-1)", R"("wall_ms":253402300800000)", R"("wall_ms":"1")"}) {
    CAPTURE(wrong);
    std::string changed = bytes;
    const size_t place = changed.find(R"("wall_ms":1700000000000)");
    REQUIRE(place != std::string::npos);
    changed.replace(place, 23, wrong);
    Result<Op> refused = parse_op(changed);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.diagnostics()[0].place.pointer == "/wall_ms");
  }
}

TEST_CASE("only a move to a stage is a claim") {
  for (const Body& body : every_kind()) {
    CHECK(is_claim(body) == (kind_of(body) == "workflow.advance"));
  }
}

}  // namespace
}  // namespace tollgate::ops
