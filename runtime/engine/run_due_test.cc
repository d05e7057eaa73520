// Times that automations wait for, by a clock that the test winds.
#include "tollgate/engine/run_due.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tollgate/base/temporal.h"
#include "tollgate/files/storage_files.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

constexpr const char* kDueApp = R"({
  "format": "tollgate.app/1", "id": "repairs", "version": 1, "label": {"en": "Repairs"},
  "locales": ["en"], "time_zone": "Asia/Shanghai", "users": {"entity": "person"},
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "leads", "type": "boolean", "label": {"en": "Leads"}}]},
    {"id": "repair", "label": {"en": "Repair"}, "fields": [
      {"id": "who", "type": "reference", "entity": "person", "label": {"en": "Who"}},
      {"id": "due", "type": "date", "label": {"en": "Due"}},
      {"id": "begins", "type": "date_time", "label": {"en": "Begins"}},
      {"id": "points", "type": "number", "label": {"en": "Points"}},
      {"id": "late", "type": "boolean", "label": {"en": "Late"}},
      {"id": "closed", "type": "boolean", "label": {"en": "Closed"}}]}],
  "metrics": [{"id": "mean", "label": {"en": "Mean"}, "entity": "repair", "aggregate": "average",
               "value": "points"}],
  "automations": []
})";

Json notify(const std::string& to, const std::string& message) {
  return {{"type", "notify"}, {"channel", "in_app"}, {"to", to}, {"message", {{"en", message}}}};
}

Json automation_of(const std::string& id, Json on, std::vector<Json> effects,
                   const std::string& when = "") {
  Json automation = {{"id", id},
                     {"label", {{"en", id}}},
                     {"on", std::move(on)},
                     {"effects", Json(std::move(effects))}};
  if (!when.empty()) automation["when"] = when;
  return automation;
}

Instant at(const std::string& text) {
  const std::optional<DateTime> moment = parse_date_time(text);
  REQUIRE(moment);
  return {moment->utc_seconds() * 1'000'000};
}

// An engine on files that outlives restarts, and a clock.
struct DueWorld {
  FixedClock clock{at("2026-11-02T08:00:00+08:00")};  // a Monday
  files::MemoryFiles files;
  Json app;
  std::unique_ptr<Engine> engine;

  explicit DueWorld(const std::vector<Json>& automations, const std::string& document = kDueApp)
      : app(Json::parse(document)) {
    for (const Json& automation : automations) app["automations"].push_back(automation);
    open();
  }
  void open() {
    engine.reset();
    Result<std::unique_ptr<Engine>> opened = Engine::open({.storage = "opfs",
                                                           .path = "due.db",
                                                           .files = &files,
                                                           .app_text = app.dump(),
                                                           .clock = &clock});
    if (!opened) FAIL(opened.diagnostics()[0].code << opened.diagnostics()[0].message.en);
    engine = std::move(*opened);
  }
  void save(const std::string& entity, const std::string& record, const Json& values) {
    std::vector<ops::FieldWrite> writes;
    for (const auto& [field, value] : values.items()) writes.push_back({field, value, ""});
    Result<Outcome> saved =
        engine->commit({ops::RecordSet{entity, record, writes, ""},
                        ops::RecordStatusSet{entity, record, ops::RecordStatus::kComplete}},
                       app_itself());
    if (!saved) FAIL(saved.diagnostics()[0].message.en);
  }
  // Until nothing is due. Gives for how many records a time came.
  int64_t wind(const std::string& time) {
    clock.set(at(time));
    int64_t came = 0;
    for (int steps = 0; steps < 1000; ++steps) {
      Result<DueStep> step = run_due(*engine);
      if (!step) FAIL(step.diagnostics()[0].message.en);
      came += step->came;
      if (!step->more) return came;
    }
    FAIL("it never ends");
    return came;
  }
  // The English messages of the outbox, oldest first.
  std::vector<std::string> told() {
    std::vector<std::string> messages;
    for (const store::MessageRow& row : engine->store().messages(1000)) {
      messages.insert(messages.begin(),
                      Json::parse(row.effect).at("message").at("en").get<std::string>());
    }
    return messages;
  }
  size_t rebuilt_differences() {
    Result<log::LogCheck> check = engine->verify_all();
    REQUIRE(check.ok());
    return check->findings.size();
  }
};

using Told = std::vector<std::string>;

Json due_in(int days, const std::string& relation) {
  return {{"event", "date_reached"},
          {"entity", "repair"},
          {"field", "due"},
          {"days", days},
          {"relation", relation}};
}

TEST_CASE("three days before a date, once, in the app's time zone") {
  DueWorld world({automation_of("soon", due_in(3, "before"), {notify("who", "due {{ due }}")},
                                "closed != true")});
  world.save("person", "ann", {{"name", "Ann"}});
  world.save("repair", "r1", {{"who", "ann"}, {"due", "2026-11-10"}});
  world.save("repair", "r2", {{"who", "ann"}, {"due", "2026-11-10"}, {"closed", true}});
  CHECK(world.wind("2026-11-07T08:59:59+08:00") == 0);
  CHECK(run_due(*world.engine)->next_ms == at("2026-11-07T09:00:00+08:00").microseconds / 1000);
  CHECK(world.wind("2026-11-07T09:00:00+08:00") == 2);
  CHECK(world.told().size() == 1);
  CHECK(world.wind("2026-12-07T09:00:00+08:00") == 0);
  // Saving it again does not bring it back, nor does a restart; another date does.
  world.save("repair", "r1", {{"who", "ann"}, {"due", "2026-11-10"}});
  world.open();
  CHECK(world.wind("2026-12-08T09:00:00+08:00") == 0);
  world.save("repair", "r1", {{"due", "2026-12-20"}});
  CHECK(world.wind("2026-12-17T09:00:00+08:00") == 1);
  CHECK(world.told().size() == 2);
  CHECK(world.rebuilt_differences() == 0);
}

TEST_CASE("an engine that was off catches up once") {
  DueWorld world(
      {automation_of(
           "late", due_in(1, "after"),
           {{{"type", "set_field"}, {"field", "late"}, {"value", "true"}}, notify("who", "late")}),
       automation_of(
           "weekly",
           {{"event", "schedule"}, {"entity", "person"}, {"every", "week"}, {"time", "09:00"}},
           {notify("record", "week of {{ name }}")}, "leads = true")});
  world.save("person", "ann", {{"name", "Ann"}, {"leads", true}});
  world.save("person", "bob", {{"name", "Bob"}});
  world.save("repair", "r1", {{"who", "ann"}, {"due", "2026-11-04"}});
  world.engine.reset();
  world.clock.set(at("2027-01-20T12:00:00+08:00"));
  world.open();
  world.wind("2027-01-20T12:00:00+08:00");
  Told told = world.told();
  std::sort(told.begin(), told.end());
  CHECK(told == Told{"late", "week of Ann"});
  CHECK(world.engine->store().find_record("repair", "r1")->state.value("late") == true);
  // From here on in step again.
  CHECK(run_due(*world.engine)->next_ms == at("2027-01-25T09:00:00+08:00").microseconds / 1000);
  CHECK(world.wind("2027-01-25T09:00:00+08:00") == 1);
  CHECK(world.told().size() == 3);
  CHECK(world.rebuilt_differences() == 0);
}

TEST_CASE("a date that had passed when it was written is none that comes") {
  DueWorld world({automation_of("late", due_in(0, "after"), {notify("who", "late")})});
  world.save("person", "ann", {{"name", "Ann"}});
  world.save("repair", "r1", {{"who", "ann"}, {"due", "2026-10-04"}});
  CHECK(world.wind("2026-11-03T09:00:00+08:00") == 0);
}

TEST_CASE("a date and time keeps its own time of day unless another is said") {
  Json on = {{"event", "date_reached"},
             {"entity", "repair"},
             {"field", "begins"},
             {"days", 1},
             {"relation", "before"}};
  Json at_seven = on;
  at_seven["time"] = "07:00";
  DueWorld world({automation_of("own", on, {notify("who", "own")}),
                  automation_of("seven", at_seven, {notify("who", "seven")})});
  world.save("person", "ann", {{"name", "Ann"}});
  // 23:30 in UTC is half past seven of the next day in Shanghai.
  world.save("repair", "r1", {{"who", "ann"}, {"begins", "2026-11-10T23:30:00Z"}});
  CHECK(world.wind("2026-11-10T06:59:00+08:00") == 0);
  world.wind("2026-11-10T07:00:00+08:00");
  CHECK(world.told() == Told{"seven"});
  world.wind("2026-11-10T07:30:00+08:00");
  CHECK(world.told() == Told{"seven", "own"});
}

TEST_CASE("not changed for some days: whatever a person changes begins anew, an effect does not") {
  DueWorld world({automation_of(
      "idle", {{"event", "unchanged"}, {"entity", "repair"}, {"days", 7}},
      {{{"type", "set_field"}, {"field", "late"}, {"value", "true"}}, notify("who", "idle")})});
  world.save("person", "ann", {{"name", "Ann"}});
  world.save("repair", "r1", {{"who", "ann"}});
  world.wind("2026-11-05T08:00:00+08:00");
  world.save("repair", "r1", {{"points", "3"}});
  CHECK(world.wind("2026-11-11T08:00:00+08:00") == 0);
  CHECK(world.wind("2026-11-12T08:00:00+08:00") == 1);
  CHECK(world.wind("2027-11-12T08:00:00+08:00") == 0);
  CHECK(world.told() == Told{"idle"});
  CHECK(world.rebuilt_differences() == 0);
}

TEST_CASE("a metric that crosses its threshold is told when it does, and again after it was back") {
  DueWorld world({automation_of("low",
                                {{"event", "metric_crossed"},
                                 {"entity", "person"},
                                 {"metric", "mean"},
                                 {"crosses", "below"},
                                 {"value", 5}},
                                {notify("record", "low")}, "leads = true")});
  world.save("person", "ann", {{"name", "Ann"}, {"leads", true}});
  world.wind("2026-11-02T09:00:00+08:00");
  world.save("repair", "r1", {{"points", "3"}});
  // It is below as it is seen first: that is no crossing.
  world.wind("2026-11-02T10:00:00+08:00");
  CHECK(world.told().empty());
  world.save("repair", "r2", {{"points", "9"}});
  world.wind("2026-11-02T11:00:00+08:00");
  world.save("repair", "r3", {{"points", "0"}});
  world.wind("2026-11-02T12:00:00+08:00");
  CHECK(world.told() == Told{"low"});
  world.save("repair", "r4", {{"points", "1"}});
  world.wind("2026-11-02T13:00:00+08:00");
  CHECK(world.told() == Told{"low"});
  world.save("repair", "r5", {{"points", "90"}});
  world.wind("2026-11-02T14:00:00+08:00");
  world.open();
  world.save("repair", "r5", {{"points", "0"}});
  world.wind("2026-11-02T15:00:00+08:00");
  CHECK(world.told() == Told{"low", "low"});
  CHECK(world.rebuilt_differences() == 0);
}

TEST_CASE("what comes for very many records comes once for each, also over restarts") {
  DueWorld world(
      {automation_of("daily", {{"event", "schedule"}, {"entity", "repair"}, {"every", "day"}},
                     {notify("who", "daily")}, "number(string(points)) > 0")});
  world.save("person", "ann", {{"name", "Ann"}});
  constexpr int kRecords = 120;
  for (int i = 0; i < kRecords; ++i) {
    world.save("repair", "r" + std::to_string(i), {{"who", "ann"}, {"points", "1"}});
  }
  world.save("repair", "none", {{"who", "ann"}, {"points", "0"}});
  world.clock.set(at("2026-11-02T09:00:00+08:00"));
  while (run_due(*world.engine)->more) world.open();
  CHECK(world.told().size() == kRecords);
  world.wind("2026-11-03T09:00:00+08:00");
  CHECK(world.told().size() == 2 * kRecords);
  CHECK(world.rebuilt_differences() == 0);
}

TEST_CASE("a new document: new times wait, unchanged ones go on, removed ones are gone") {
  DueWorld world({automation_of("late", due_in(0, "after"), {notify("who", "late")}),
                  automation_of("gone", due_in(0, "after"), {notify("who", "gone")})});
  world.save("person", "ann", {{"name", "Ann"}});
  world.save("repair", "r1", {{"who", "ann"}, {"due", "2026-11-04"}});
  // The hub was off when it came, and the document is saved before it is seen to.
  world.clock.set(at("2026-11-05T12:00:00+08:00"));
  Json next = world.app;
  next["automations"] = Json::array(
      {automation_of("late", due_in(0, "after"), {notify("who", "still late")}),
       automation_of("very", due_in(2, "after"), {notify("who", "very late")}),
       automation_of("earlier", due_in(1, "before"), {notify("who", "too late to tell")})});
  REQUIRE(world.engine->save_app(next.dump(), "", app_itself()).ok());
  world.wind("2026-11-05T12:00:00+08:00");
  CHECK(world.told() == Told{"still late"});
  world.wind("2026-11-06T09:00:00+08:00");
  CHECK(world.told() == Told{"still late", "very late"});
  CHECK(world.rebuilt_differences() == 0);
  CHECK(world.engine->rebuild().ok());
  CHECK(world.wind("2026-12-06T09:00:00+08:00") == 0);
  CHECK(world.told().size() == 2);
}

TEST_CASE("the last day of a short month, and days on which clocks are changed") {
  Json on = {{"event", "schedule"},
             {"entity", "person"},
             {"every", "month"},
             {"day_of_month", 31},
             {"time", "02:30"}};
  DueWorld world({automation_of("monthly", on, {notify("record", "month")})});
  Json next = world.app;
  next["time_zone"] = "Europe/Berlin";
  REQUIRE(world.engine->save_app(next.dump(), "", app_itself()).ok());
  world.save("person", "ann", {{"name", "Ann"}});
  CHECK(world.wind("2026-11-30T02:29:00+01:00") == 0);
  CHECK(world.wind("2026-11-30T02:30:00+01:00") == 1);
  CHECK(world.wind("2026-12-31T02:30:00+01:00") == 1);
  CHECK(world.wind("2027-02-28T02:30:00+01:00") == 1);
  CHECK(run_due(*world.engine)->next_ms == at("2027-03-31T02:30:00+02:00").microseconds / 1000);
}

TEST_CASE("everyone in a role is told, whoever is in it then") {
  Json told = {{"type", "notify"}, {"channel", "in_app"}, {"message", {{"en", "to leads"}}}};
  told["roles"] = Json::array({"lead"});
  DueWorld world({});
  Json next = world.app;
  next["roles"] = Json::array({{{"id", "lead"}, {"label", {{"en", "Lead"}}}}});
  next["users"]["role"] = "if leads = true then \"lead\" else null";
  next["automations"] = Json::array({automation_of("late", due_in(0, "after"), {told})});
  REQUIRE(world.engine->save_app(next.dump(), "", app_itself()).ok());
  world.save("person", "ann", {{"name", "Ann"}, {"leads", true}});
  world.save("person", "bob", {{"name", "Bob"}});
  world.save("repair", "r1", {{"due", "2026-11-04"}});
  world.save("repair", "r2", {{"due", "2026-11-05"}});
  const auto to = [&] {
    return Json::parse(world.engine->store().messages(1).front().effect).at("to");
  };
  CHECK(world.wind("2026-11-04T09:00:00+08:00") == 1);
  CHECK(to() == Json({"ann"}));
  world.save("person", "bob", {{"leads", true}});
  CHECK(world.wind("2026-11-05T09:00:00+08:00") == 1);
  CHECK(to() == Json({"ann", "bob"}));
  CHECK(world.rebuilt_differences() == 0);
}

TEST_CASE("records that are discarded or drafts wait for nothing") {
  DueWorld world({automation_of("late", due_in(0, "after"), {notify("who", "late")})});
  world.save("person", "ann", {{"name", "Ann"}});
  world.save("repair", "r1", {{"who", "ann"}, {"due", "2026-11-04"}});
  REQUIRE(world.engine->commit({ops::RecordDiscard{"repair", "r1"}}, {}).ok());
  REQUIRE(
      world.engine->commit({ops::RecordSet{"repair", "r2", {{"due", "2026-11-04", ""}}, ""}}, {})
          .ok());
  CHECK(world.wind("2026-11-05T09:00:00+08:00") == 0);
  CHECK(world.rebuilt_differences() == 0);
}

// The template's lead pool, by the clock: who lets a lead lie for seven days gives it back.
TEST_CASE("A lead of the sales template that nobody touches goes back to the pool") {
  std::ifstream file("templates/sales-management/app.json");
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  DueWorld world({}, text.str());
  const auto value = [&](const char* entity, const char* record, const char* field) {
    const std::optional<store::StoredRecord> found =
        world.engine->store().find_record(entity, record);
    REQUIRE(found);
    return found->state.value(field);
  };
  world.save("person", "seller", {{"name", "Li Na"}, {"role", "seller"}});
  world.save("lead", "left",
             {{"company", "A"}, {"phone", "13800000001"}, {"result", "open"}, {"owner", "seller"}});
  world.save("lead", "touched",
             {{"company", "B"}, {"phone", "13800000002"}, {"result", "open"}, {"owner", "seller"}});
  CHECK(value("person", "seller", "leads_held") == "2");
  world.wind("2026-11-08T08:00:00+08:00");  // six days
  CHECK(value("lead", "left", "owner") == "seller");
  world.save("lead", "touched", {{"last_contact_at", "2026-11-08T08:00:00+08:00"}});
  world.wind("2026-11-09T09:00:00+08:00");
  CHECK(value("lead", "left", "state") == "pool");
  CHECK(value("lead", "left", "owner").is_null());
  CHECK(value("lead", "left", "recycled") == "1");
  CHECK(value("lead", "touched", "owner") == "seller");
  CHECK(value("person", "seller", "leads_held") == "1");
  REQUIRE(world.told().size() == 3);  // two that were claimed
  CHECK(world.told().back() == "Back to the pool after 7 days: A.");
}

}  // namespace
}  // namespace tollgate::engine
