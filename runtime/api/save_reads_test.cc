// What a save costs: the record is read once, whatever is decided about it.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "call.h"
#include "handlers.h"
#include "tollgate/engine/form_commands.h"

namespace tollgate::api {
namespace {

constexpr const char* kCountedApp = R"({
  "format": "tollgate.app/1", "id": "a", "version": 1, "label": {"en": "A"}, "locales": ["en"],
  "entities": [{"id": "deal", "label": {"en": "Deal"}, "title": "name", "fields": [
    {"id": "name", "type": "text", "label": {"en": "Name"}},
    {"id": "amount", "type": "number", "label": {"en": "Amount"}},
    {"id": "double", "type": "number", "label": {"en": "Double"}, "computed": "amount * 2"},
    {"id": "stage", "type": "choice", "label": {"en": "Stage"},
     "options": [{"id": "lead", "label": {"en": "Lead"}}, {"id": "won", "label": {"en": "Won"}}]}]}],
  "forms": [{"id": "deal", "entity": "deal", "label": {"en": "Deal"}, "scorecard": "size",
             "sections": [{"id": "main", "fields": [{"field": "name"}, {"field": "amount"}]}]}],
  "scorecards": [{"id": "size", "entity": "deal", "label": {"en": "Size"}, "criteria": [
    {"id": "large", "label": {"en": "Large"}, "points": 10, "met": "amount > 5"}]}],
  "workflows": [{"id": "sales", "entity": "deal", "stage_field": "stage", "label": {"en": "Sales"},
    "stages": [{"id": "lead", "label": {"en": "Lead"}}, {"id": "won", "label": {"en": "Won"}}],
    "transitions": [{"from": "lead", "to": "won"}]}],
  "automations": [{"id": "raise", "label": {"en": "Raise"},
    "on": {"event": "record_saved", "entity": "deal"}, "when": "amount = 7",
    "effects": [{"type": "set_field", "field": "amount", "value": "amount + 1"}]}]
})";

struct Costs {
  int64_t reads;
  messages::FormSaveReply reply;
};

Costs save(Call& call, engine::Session& session, bool complete) {
  const int64_t before = call.engine.records_found();
  auto reply = handle(call, messages::FormSaveRequest{.session = session.id, .complete = complete});
  REQUIRE(reply.ok());
  return {call.engine.records_found() - before, *std::move(reply)};
}

engine::Session& open(Call& call, const std::string& record) {
  auto session = engine::open_form(call.engine, {.form = "deal", .record = record}, call.caller);
  REQUIRE(session.ok());
  return **session;
}

TEST_CASE("a save reads its record once") {
  auto engine = engine::Engine::open({.app_text = kCountedApp});
  REQUIRE(engine.ok());
  Call call{**engine, {}};
  engine::Session& session = open(call, "");
  REQUIRE(session.form->set("amount", Json("7")).ok());

  const Costs draft = save(call, session, false);
  CHECK(draft.reads == 1);
  CHECK(draft.reply.status == "draft");
  CHECK(save(call, session, false).reads == 1);  // nothing to save

  // With a score, a workflow and an effect that sets one of its fields.
  const Costs complete = save(call, session, true);
  CHECK(complete.reads == 1);
  CHECK(complete.reply.scores.size() == 1);
  CHECK(complete.reply.effects.size() == 1);
  REQUIRE(complete.reply.workflow);
  CHECK(complete.reply.workflow->stage == "lead");

  engine::Session& again = open(call, session.record);
  REQUIRE(again.form->set("name", Json("Big")).ok());
  CHECK(save(call, again, true).reads == 1);
  const auto stored =
      query::require_record(call.engine.source(), call.viewer(), "deal", session.record);
  REQUIRE(stored.ok());
  CHECK(stored->title == "Big");
  CHECK(stored->state.value("amount") == "8");
  CHECK(stored->state.value("double") == "16");
}

}  // namespace
}  // namespace tollgate::api
