// What it costs to tell many people of one change: the record is read once for all of them.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/api/dispatch.h"
#include "tollgate/base/json.h"
#include "tollgate/engine/engine.h"

namespace tollgate::api {
namespace {

constexpr const char* kHeardApp = R"({
  "format": "tollgate.app/1", "id": "a", "version": 1, "label": {"en": "A"}, "locales": ["en"],
  "users": {"entity": "person", "role": "user.role", "manager": "boss"},
  "roles": [
    {"id": "seller", "label": {"en": "Seller"}, "permissions": {"entities": [
      {"entity": "person", "read": "all"}, {"entity": "deal", "read": "own", "update": "own"}]}},
    {"id": "lead", "label": {"en": "Lead"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "create": "all", "read": "all"},
      {"entity": "deal", "create": "all", "read": "team", "update": "team"}]}},
    {"id": "clerk", "label": {"en": "Clerk"}, "permissions": {"entities": [
      {"entity": "person", "read": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "choice", "label": {"en": "Role"}, "options": [
        {"id": "seller", "label": {"en": "Seller"}}, {"id": "lead", "label": {"en": "Lead"}},
        {"id": "clerk", "label": {"en": "Clerk"}}]},
      {"id": "boss", "type": "reference", "entity": "person", "label": {"en": "Boss"}}]},
    {"id": "deal", "label": {"en": "Deal"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}}]}]
})";

constexpr int kHeardPeople = 50;

std::string heard_person(int i) { return "p" + std::to_string(i); }

struct ToldOfADeal {
  int64_t reads = 0;
  std::vector<std::string> who;
};

void bring_lines(engine::Engine& engine, const std::string& lines) {
  const Json message = {{"id", 1}, {"type", "data.import"}, {"params", {{"text", lines}}}};
  const HandledMessage brought =
      handle_message(engine, engine::Principal{.administrator = true}, write_json(message));
  INFO(brought.reply);
  REQUIRE(brought.ok);
}

void bring_deal(engine::Engine& engine, const std::string& deal, const std::string& rep) {
  bring_lines(
      engine,
      write_json({{"entity", "deal"}, {"id", deal}, {"values", {{"name", "x"}, {"rep", rep}}}}));
}

void bring_heard_people(engine::Engine& engine) {
  std::string people;
  for (int i = 0; i < kHeardPeople; ++i) {
    // p0 leads the sellers, p2 leads nobody, every fifth is a clerk.
    const std::string role = i == 0 || i == 2 ? "lead" : i % 5 == 4 ? "clerk" : "seller";
    Json values = {{"name", heard_person(i)}, {"role", role}};
    if (i != 0 && i != 2) values["boss"] = heard_person(0);
    people +=
        write_json({{"entity", "person"}, {"id", heard_person(i)}, {"values", values}}) + "\n";
  }
  bring_lines(engine, people);
}

std::string heard_text(engine::Engine& engine, int i) {
  return heard_changes(engine, engine::Principal{.user = heard_person(i)}).text;
}

// A deal of p1's is brought in, and everybody is told.
ToldOfADeal tell_of_a_deal(engine::Engine& engine, const std::string& deal) {
  bring_deal(engine, deal, heard_person(1));
  ToldOfADeal told;
  const int64_t before = engine.records_found();
  for (int i = 0; i < kHeardPeople; ++i) {
    const HeardChanges heard = heard_changes(engine, engine::Principal{.user = heard_person(i)});
    CHECK_FALSE(heard.by_all);
    if (heard.text.find('"' + deal + '"') != std::string::npos) told.who.push_back(heard_person(i));
  }
  told.reads = engine.records_found() - before;
  return told;
}

TEST_CASE("A change is weighed for many people by one read of its record") {
  auto engine = engine::Engine::open({.app_text = kHeardApp});
  REQUIRE(engine.ok());
  bring_heard_people(**engine);
  const std::vector<std::string> owner_and_lead{heard_person(0), heard_person(1)};
  CHECK(tell_of_a_deal(**engine, "d1").who == owner_and_lead);
  // Who everybody is, and whose manager who is, is known from the first time.
  const ToldOfADeal again = tell_of_a_deal(**engine, "d2");
  CHECK(again.who == owner_and_lead);
  CHECK(again.reads == 1);
}

TEST_CASE("What was saved together is told together, once") {
  auto engine = engine::Engine::open({.app_text = kHeardApp});
  REQUIRE(engine.ok());
  bring_heard_people(**engine);
  (*engine)->hold_flush(true);
  bring_deal(**engine, "d1", heard_person(1));
  bring_deal(**engine, "d2", heard_person(3));
  // It goes to another.
  const ops::RecordSet moved{"deal", "d1", {{.field = "rep", .value = heard_person(5)}}, {}};
  REQUIRE((*engine)->commit({moved}, {.administrator = true}).ok());
  (*engine)->take_changes();
  (*engine)->hold_flush(false);
  CHECK(heard_text(**engine, 0).find("\"d1\"") != std::string::npos);
  CHECK(heard_text(**engine, 0).find("\"d2\"") != std::string::npos);
  CHECK(heard_text(**engine, 1).find("\"gone\"") != std::string::npos);
  CHECK(heard_text(**engine, 3).find("\"d1\"") == std::string::npos);
  CHECK(heard_text(**engine, 5).find("\"d1\"") != std::string::npos);
  CHECK(heard_text(**engine, 4).empty());
  (*engine)->told();
  CHECK(heard_text(**engine, 0).empty());
  // And then as ever.
  bring_deal(**engine, "d3", heard_person(3));
  CHECK(heard_text(**engine, 3).find("\"d3\"") != std::string::npos);
  CHECK(heard_text(**engine, 1).empty());
}

}  // namespace
}  // namespace tollgate::api
