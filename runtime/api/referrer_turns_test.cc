// A record to which very many refer is saved at once, and what follows for those comes in turns.
#include "turns_test_support.h"

namespace tollgate::api::turns {
namespace {

constexpr int kVisits = 700;

constexpr const char* kCustomersApp = R"json({
  "format": "tollgate.app/1", "id": "customers", "version": 1, "label": {"en": "Customers"},
  "locales": ["en"],
  "entities": [
    {"id": "rep", "label": {"en": "Rep"}, "fields": [
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "customer", "label": {"en": "Customer"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "customer.name + \" \" + city",
     "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "rep", "label": {"en": "Rep"}},
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer"}},
      {"id": "city", "type": "text", "label": {"en": "City"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
        {"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]}]}],
  "users": {"entity": "rep", "role": "role"},
  "roles": [
    {"id": "owner", "label": {"en": "Owner"}, "permissions": {
     "dashboards": ["board"], "administration": true, "entities": [{"entity": "rep", "read": "all"},
       {"entity": "customer", "read": "all", "create": "all", "update": "all"},
       {"entity": "visit", "read": "all", "create": "all", "update": "all"}]}}],
  "workflows": [{"id": "flow", "entity": "visit", "label": {"en": "Flow"}, "stage_field": "stage",
    "stages": [{"id": "open", "label": {"en": "Open"}},
      {"id": "done", "label": {"en": "Done"}, "kind": "won", "requires": [
        {"id": "named", "label": {"en": "Named"}, "test": "string length(customer.name) > 3",
         "message": {"en": "The customer needs a name."}}]}]}],
  "forms": [
    {"id": "customer", "entity": "customer", "label": {"en": "Customer"},
     "sections": [{"id": "main", "fields": [{"field": "name"}]}]},
    {"id": "visit", "entity": "visit", "label": {"en": "Visit"},
     "sections": [{"id": "main", "fields": [{"field": "customer"}, {"field": "city"}]}]}],
  "views": [{"id": "broken", "entity": "visit", "label": {"en": "Broken"},
             "columns": [{"field": "city"}], "filter": "not(record.stage_holds)"}],
  "metrics": [
    {"id": "visits", "label": {"en": "Visits"}, "entity": "visit", "aggregate": "count"}],
  "dashboards": [{"id": "board", "label": {"en": "Board"}, "widgets": [
    {"id": "by_customer", "type": "breakdown", "label": {"en": "By customer"}, "metric": "visits",
     "group_by": "customer.name"}]}]
})json";

struct Customers : Counted {
  Customers() : Counted(0, kCustomersApp) {
    std::vector<ops::Body> bodies;
    bodies.push_back(import("rep", "leaver", {{"role", "owner"}}));
    bodies.push_back(import("customer", "c", {{"name", "First"}}));
    for (int i = 0; i < kVisits; ++i) {
      bodies.push_back(
          import("visit", "v" + std::to_string(i),
                 {{"customer", "c"}, {"rep", i % 2 == 0 ? "leaver" : "boss"}, {"city", "City"}}));
    }
    REQUIRE(engine->commit(std::move(bodies), engine::app_itself()).ok());
    REQUIRE(engine->settle_referrers().ok());
    for (const char* id : {"v3", "v699"}) {
      const json moved =
          ask("workflow.advance", {{"workflow", "flow"}, {"record", id}, {"to", "done"}});
      REQUIRE(moved.at("ok") == true);
    }
  }
  // A message that saves the record with the value.
  std::string saving(const char* form, const char* record, const char* path, const char* value) {
    const json opened = ask("form.open", {{"form", form}, {"record", record}});
    REQUIRE(opened.at("ok") == true);
    const json session = opened.at("result").at("session");
    ask("form.set", {{"session", session}, {"path", path}, {"value", value}});
    return message("form.save", {{"session", session}, {"complete", true}});
  }
  int64_t total(const json& params) {
    return ask("record.list", params).at("result").at("total").get<int64_t>();
  }
  // Texts of the records that they refer to are searched as well: both words stand in a title
  // alone.
  int64_t titled(const std::string& text) { return total({{"entity", "visit"}, {"search", text}}); }
  int64_t broken() { return total({{"view", "broken"}}); }
  json verify() { return ask("log.verify", {{"derived", true}}).at("result").at("findings"); }
};

TEST_CASE(
    "who renames a customer of very many visits holds up nobody, and hears when all is done") {
  Customers app;
  int64_t least = kVisits;
  int64_t most = 0;
  const auto [turns, answer] =
      app.in_turns(app.saving("customer", "c", "name", "Second"), 3, [&](int) {
        const json list = app.ask("record.list", {{"entity", "visit"}, {"limit", 1}});
        CHECK(list.at("result").at("total") == kVisits);
        const json customer = app.ask("record.get", {{"entity", "customer"}, {"record", "c"}});
        CHECK(customer.at("result").at("row").at("title") == "Second");
        least = std::min(least, app.titled("Second City"));
        most = std::max(most, app.titled("Second City"));
        CHECK(app.verify() == json::array());
      });
  CHECK(turns > 5);
  CHECK(least == 0);
  CHECK(most > 0);
  CHECK(answer.at("ok") == true);
  CHECK(app.titled("Second City") == kVisits);
  CHECK(app.broken() == 0);
  CHECK(app.verify() == json::array());
  CHECK(app.ask("dashboard.read", {{"dashboard", "board"}}).dump().find("Second") !=
        std::string::npos);
}

TEST_CASE("what is saved meanwhile stands in the end, and gates that hold no more are known") {
  Customers app;
  const auto [turns, answer] =
      app.in_turns(app.saving("customer", "c", "name", "Second"), 2, [&](int turn) {
        if (turn == 2) {
          for (const char* id : {"v0", "v650"}) {
            const std::string saving = app.saving("visit", id, "city", "Elsewhere");
            REQUIRE(json::parse(
                        begin_message(*app.engine, {.user = "boss"}, saving, app.looks(9)).reply)
                        .at("ok") == true);
          }
        }
        if (turn != 3) return;
        // Somebody else renames it again: their answer waits, too.
        const std::string again = app.saving("customer", "c", "name", "3rd");
        HandledMessage handled = begin_message(*app.engine, {.user = "boss"}, again, app.looks(9));
        for (int i = 0; handled.unfinished != 0; ++i) {
          REQUIRE(i < 500);
          handled = go_on(*app.engine, handled.unfinished, app.looks(9));
        }
      });
  CHECK(turns > 3);
  CHECK(answer.at("ok") == true);
  CHECK(app.titled("3rd City") == kVisits - 2);
  CHECK(app.titled("3rd Elsewhere") == 2);
  CHECK(app.broken() == 2);
  CHECK(app.verify() == json::array());
}

TEST_CASE("a start goes on where the power went") {
  Customers app;
  HandledMessage handled = begin_message(
      *app.engine, {.user = "boss"}, app.saving("customer", "c", "name", "Second"), app.looks(3));
  for (int i = 0; i < 3; ++i) handled = go_on(*app.engine, handled.unfinished, app.looks(3));
  REQUIRE(handled.unfinished != 0);
  CHECK(app.titled("Second City") < kVisits);
  app.open();
  CHECK(app.titled("Second City") == kVisits);
  CHECK(app.verify() == json::array());
}

TEST_CASE("a document comes into force behind what is left to do") {
  Customers app;
  HandledMessage renaming = begin_message(
      *app.engine, {.user = "boss"}, app.saving("customer", "c", "name", "Second"), app.looks(3));
  json document = json::parse(app.ask("app.get").at("result").at("text").get<std::string>());
  document["entities"][2]["title"] = "\"at \" + customer.name";
  REQUIRE(app.ask("app.save", {{"text", document.dump()}}).at("ok") == true);
  CHECK(app.titled("at Second") == kVisits);
  renaming = go_on(*app.engine, renaming.unfinished, app.looks(3));
  CHECK(renaming.unfinished == 0);
  CHECK(app.verify() == json::array());
}

TEST_CASE("what there is to hand over is looked for in turns") {
  Customers app;
  const json params = {{"from", "leaver"}, {"to", "boss"}};
  json preview = params;
  preview["preview"] = true;
  const auto foreseen = app.in_turns(Counted::message("people.hand_over", preview), 3, [&](int) {
    CHECK(app.ask("record.list", {{"entity", "visit"}, {"limit", 1}}).at("ok") == true);
  });
  CHECK(foreseen.first > 5);
  const json records = foreseen.second.at("result").at("entities").at(0).at("records");
  CHECK(records == kVisits / 2);
  const auto [turns, answer] =
      app.in_turns(Counted::message("people.hand_over", params), 3, [&](int turn) {
        if (turn != 2) return;
        // Given away since it was found.
        REQUIRE(app.engine
                    ->commit({ops::RecordSet{"visit", "v0", {{"rep", "rep-1", ""}}, ""}},
                             engine::app_itself())
                    .ok());
      });
  CHECK(turns > 5);
  CHECK(answer.at("result").at("entities").at(0).at("records") == kVisits / 2 - 1);
  CHECK(app.ask("record.get", {{"entity", "visit"}, {"record", "v0"}}).dump().find("rep-1") !=
        std::string::npos);
}

}  // namespace
}  // namespace tollgate::api::turns
