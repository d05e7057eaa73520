#include "tollgate/engine/deliveries.h"

#include <catch_amalgamated.hpp>

#include "log_test_support.h"

namespace tollgate::engine {
namespace {

// A completed visit leaves two messages in the outbox.
constexpr const char* kTellingApp = R"({
  "format": "tollgate.app/1", "id": "telling", "version": 1, "label": {"en": "Telling"},
  "locales": ["en"],
  "entities": [{"id": "visit", "label": {"en": "Visit"},
                "fields": [{"id": "city", "type": "text", "label": {"en": "City"}}]}],
  "automations": [
    {"id": "tell", "label": {"en": "Tell"}, "on": {"event": "record_completed", "entity": "visit"},
     "effects": [
       {"type": "notify", "channel": "wecom", "to": "\"boss\"", "message": {"en": "{{city}} done"}},
       {"type": "notify", "channel": "in_app", "to": "\"rep\"", "message": {"en": "Thanks"}}]}]
})";

std::vector<bool> delivered(Engine& engine, int64_t op) {
  std::vector<bool> marks;
  for (const store::MessageRow& row : engine.store().messages_of_op(op)) {
    marks.push_back(row.delivered);
  }
  return marks;
}

struct Telling {
  LogOnFiles log;
  std::unique_ptr<Engine> engine;
  int64_t op = 0;  // that completed the visit

  Telling() {
    engine = open();
    REQUIRE(engine
                ->commit({city("v1", "Wuhan"),
                          ops::RecordStatusSet{"visit", "v1", ops::RecordStatus::kComplete}},
                         {})
                .ok());
    op = engine->store().messages(1).at(0).op_number;
    REQUIRE(delivered(*engine, op) == std::vector<bool>{false, false});
  }
  std::unique_ptr<Engine> open() {
    EngineOptions options = log.options();
    options.app_text = kTellingApp;
    Result<std::unique_ptr<Engine>> opened = Engine::open(options);
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  ops::EffectDelivered second() const { return {op, 1, "in_app", 1'790'000'000'000, "msg-7", {}}; }
};

TEST_CASE("what was delivered is an op, and stays delivered when everything is made again") {
  Telling telling;
  REQUIRE(mark_delivered(*telling.engine, telling.second(), {}).ok());
  const std::vector<bool> marks = {false, true};
  CHECK(delivered(*telling.engine, telling.op) == marks);
  CHECK(telling.engine->store().message_count() == 1);
  CHECK(telling.engine->verify_log().findings.empty());

  Result<log::RebuildReport> rebuilt = telling.engine->rebuild();
  REQUIRE(rebuilt.ok());
  CHECK(rebuilt->differences.empty());
  CHECK(delivered(*telling.engine, telling.op) == marks);

  telling.engine.reset();
  telling.log.change({"DROP TABLE outbox"});
  REQUIRE(telling.log.open_log()->rebuild().ok());
  telling.engine = telling.open();
  CHECK(delivered(*telling.engine, telling.op) == marks);
}

TEST_CASE("a delivery that is reported again is no second op") {
  Telling telling;
  REQUIRE(mark_delivered(*telling.engine, telling.second(), {}).ok());
  const int64_t head = telling.engine->log().head().number;
  CHECK(mark_delivered(*telling.engine, telling.second(), {}).ok());
  CHECK(telling.engine->log().head().number == head);
}

TEST_CASE("a delivery of what is not in the outbox is refused, and leaves no op") {
  Telling telling;
  const int64_t head = telling.engine->log().head().number;
  const auto refused = [&](int64_t op, int64_t ordinal) {
    Status marked = mark_delivered(*telling.engine, {op, ordinal, "wecom", 0, "", {}}, {});
    return marked.ok() ? std::string() : marked.diagnostics()[0].code;
  };
  CHECK(refused(telling.op, 2) == "engine.unknown_message");
  CHECK(refused(telling.op, -1) == "engine.unknown_message");
  CHECK(refused(1, 0) == "engine.unknown_message");
  CHECK(refused(99, 0) == "engine.unknown_message");
  CHECK(telling.engine->log().head().number == head);
}

TEST_CASE("a database of the version before, which lacks the index, opens, verifies and rebuilds") {
  Telling telling;
  const auto digests = telling.engine->store().digests();
  telling.engine.reset();
  telling.log.change({"DROP INDEX outbox_of_op"});
  telling.engine = telling.open();
  CHECK(telling.engine->store().digests() == digests);
  CHECK(telling.engine->verify_log().findings.empty());
  CHECK(telling.engine->rebuild()->differences.empty());
  CHECK(mark_delivered(*telling.engine, telling.second(), {}).ok());
}

}  // namespace
}  // namespace tollgate::engine
