// Who leaves hands over what is open: not what was assessed or closed, and it can be taken back.
#include "tollgate/engine/hand_over.h"

#include <catch_amalgamated.hpp>

#include "log_test_support.h"
#include "tollgate/engine/import.h"

namespace tollgate::engine {
namespace {

constexpr const char* kSalesApp = R"({
  "format": "tollgate.app/1", "id": "sales", "version": 1, "label": {"en": "Sales"},
  "locales": ["en"],
  "users": {"entity": "person", "manager": "boss"},
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [
      {"id": "boss", "type": "reference", "entity": "person", "label": {"en": "Boss"}}]},
    {"id": "customer", "label": {"en": "Customer"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "city", "type": "text", "label": {"en": "City"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}}]},
    {"id": "deal", "label": {"en": "Deal"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
        {"id": "begun", "label": {"en": "Begun"}}, {"id": "won", "label": {"en": "Won"}}]}]}],
  "scorecards": [{"id": "quality", "entity": "visit", "label": {"en": "Quality"}, 
    "criteria": [{"id": "there", "label": {"en": "There"}, "points": 1, "met": "rep != null"}]}],
  "workflows": [{"id": "funnel", "entity": "deal", "label": {"en": "Funnel"},
    "stage_field": "stage", "stages": [
      {"id": "begun", "label": {"en": "Begun"}},
      {"id": "won", "label": {"en": "Won"}, "kind": "won"}]}]
})";

struct Sales {
  LogOnFiles log;
  std::unique_ptr<Engine> engine;

  Sales() {
    EngineOptions options = log.options();
    options.app_text = kSalesApp;
    Result<std::unique_ptr<Engine>> opened = Engine::open(options);
    if (!opened) FAIL(opened.diagnostics().front().message.en);
    engine = std::move(*opened);
    for (const char* person : {"leaver", "heir", "other"}) add("person", person, {});
    add("person", "below", {{"boss", "leaver", ""}});
    add("customer", "c1", {{"rep", "leaver", ""}, {"city", "Wuhan", ""}});
    add("customer", "c2", {{"rep", "other", ""}});
    add("visit", "v1", {{"rep", "leaver", ""}});
    add("visit", "v2", {{"rep", "leaver", ""}}, false);
    add("deal", "d1", {{"rep", "leaver", ""}});
    add("deal", "d2", {{"rep", "leaver", ""}});
    commit({ops::WorkflowAdvance{"deal", "d2", "funnel", "stage", "begun", "won", "", {}, {}}});
  }
  void commit(std::vector<ops::Body> bodies) {
    const Result<Outcome> done = engine->commit(std::move(bodies), {.administrator = true});
    if (!done) FAIL(done.diagnostics().front().message.en);
  }
  void add(const char* entity, const char* id, std::vector<ops::FieldWrite> writes,
           bool complete = true) {
    std::vector<ops::Body> bodies{ops::RecordSet{entity, id, std::move(writes), ""}};
    if (complete) {
      bodies.push_back(ops::RecordStatusSet{entity, id, ops::RecordStatus::kComplete});
    }
    commit(std::move(bodies));
  }
  std::string value(const char* entity, const char* id, const char* field) {
    const auto record = engine->store().find_record(entity, id);
    REQUIRE(record.has_value());
    const Json& found = record->state.value(field);
    return found.is_string() ? found.get<std::string>() : "";
  }
  // Of c1, v1, v2, d1, d2, and whose the people below are.
  std::string owners() {
    return value("customer", "c1", "rep") + " " + value("visit", "v1", "rep") + " " +
           value("visit", "v2", "rep") + " " + value("deal", "d1", "rep") + " " +
           value("deal", "d2", "rep") + " " + value("person", "below", "boss");
  }
  std::string refusal(const HandOver& what) {
    const auto done = hand_over(*engine, what, {.administrator = true});
    return done ? "" : done.diagnostics().front().code;
  }
};

TEST_CASE("open work and the people below become the successor's, and come back when undone") {
  Sales sales;
  const std::string before = sales.owners();
  CHECK(before == "leaver leaver leaver leaver leaver leaver");
  const Sha256Digest head = sales.engine->log().head().hash;

  const auto preview = hand_over(*sales.engine, {"leaver", "heir", true}, {.administrator = true});
  REQUIRE(preview.ok());
  REQUIRE(preview->entities.size() == 4);
  CHECK(preview->batch.empty());
  CHECK(sales.engine->log().head().hash == head);

  const auto done = hand_over(*sales.engine, {"leaver", "heir"}, {.administrator = true});
  REQUIRE(done.ok());
  CHECK_FALSE(done->more);
  // The assessed visit and the won deal say who did it.
  CHECK(sales.owners() == "heir leaver heir heir leaver heir");
  CHECK(sales.value("customer", "c1", "city") == "Wuhan");
  CHECK(sales.value("customer", "c2", "rep") == "other");

  const auto again = hand_over(*sales.engine, {"leaver", "heir"}, {.administrator = true});
  REQUIRE(again.ok());
  CHECK(again->entities.empty());
  CHECK(again->batch.empty());

  REQUIRE(sales.engine->undo_import({done->batch, {}}, {.administrator = true}).ok());
  CHECK(sales.owners() == before);
}

TEST_CASE("what is being typed over a record does not bring the one before back") {
  Sales sales;
  sales.commit({ops::RecordDraft{
      "customer", "c1",
      Json{{"values", {{"rep", "leaver"}, {"city", "Xian"}}}, {"texts", Json::object()}}}});
  REQUIRE(hand_over(*sales.engine, {"leaver", "heir"}, {.administrator = true}).ok());
  const auto record = sales.engine->store().find_record("customer", "c1");
  CHECK(record->state.draft["values"]["rep"] == "heir");
  CHECK(record->state.draft["values"]["city"] == "Xian");
}

TEST_CASE("nobody hands over to nobody or to themselves") {
  Sales sales;
  const Sha256Digest head = sales.engine->log().head().hash;
  CHECK(sales.refusal({"leaver", "leaver"}) == "people.same_person");
  CHECK(sales.refusal({"leaver", "nobody"}) == "people.unknown_successor");
  CHECK(sales.refusal({"leaver", "c1"}) == "people.unknown_successor");
  CHECK(sales.engine->log().head().hash == head);
}

}  // namespace
}  // namespace tollgate::engine
