// What people say about records: read by whoever may read the record, and told to those mentioned.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kTalkApp = R"({
  "format": "tollgate.app/1", "id": "talk", "version": 1, "label": {"en": "Talk"},
  "locales": ["en", "zh-CN"], "time_zone": "Asia/Shanghai",
  "users": {"entity": "person", "role": "role"},
  "roles": [
    {"id": "office", "label": {"en": "Office"}, "permissions": {"administration": true}},
    {"id": "rep", "label": {"en": "Rep"}, "menu": [],
     "permissions": {"entities": [{"entity": "person", "read": "all"},
                                  {"entity": "deal", "read": "own", "create": "own"}]}},
    {"id": "head", "label": {"en": "Head"}, "menu": [],
     "permissions": {"entities": [{"entity": "person", "read": "all"},
                                  {"entity": "deal", "read": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "choice", "label": {"en": "Role"}, "options": [
        {"id": "rep", "label": {"en": "Rep"}}, {"id": "office", "label": {"en": "Office"}},
        {"id": "head", "label": {"en": "Head"}}]}]},
    {"id": "deal", "label": {"en": "Deal"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}}]}]
})";

constexpr const char* kTalk =
    R"({"entity":"person","id":"ann","values":{"name":"Ann","role":"rep"}}
{"entity":"person","id":"bob","values":{"name":"Bob","role":"rep"}}
{"entity":"person","id":"eve","values":{"name":"Eve","role":"head"}}
{"entity":"deal","id":"d1","values":{"name":"Scanner","rep":"ann"}}
)";

struct Talk {
  TestEngine engine{{{"storage", "memory"}, {"app", kTalkApp}}};
  json deal{{"entity", "deal"}, {"record", "d1"}};
  Talk() {
    REQUIRE(engine.result("data.import", {{"text", kTalk}},
                          {{"administrator", true}})["imported"] == 4);
  }

  json add(const std::string& user, const std::string& text, json more = json::object()) {
    more.update(deal);
    more["text"] = text;
    return engine.ask("comment.add", more, {{"user", user}});
  }
  json list(const std::string& user) { return engine.ask("comment.list", deal, {{"user", user}}); }
};

TEST_CASE(
    "whoever may read a record says something about it, and whoever is mentioned hears of it") {
  Talk talk;
  const json said = talk.add("eve", "@Ann when do they decide?", {{"mentions", {"ann"}}});
  REQUIRE(said["ok"] == true);
  CHECK(said["changed"]["records"][0]["record"] == "d1");
  REQUIRE(talk.add("ann", "Next week.")["ok"] == true);
  const json comments = talk.list("ann")["result"]["comments"];
  REQUIRE(comments.size() == 2);
  CHECK(comments[0]["text"] == "@Ann when do they decide?");
  CHECK(comments[0]["person"]["title"] == "Eve");
  CHECK(comments[0]["mentions"][0]["title"] == "Ann");
  CHECK_FALSE(comments[0].contains("own"));
  CHECK(comments[1]["own"] == true);
  const json outbox = talk.engine.result("outbox.list", json::object(), {{"user", "eve"}});
  CHECK(outbox.dump().find("Eve mentioned you: @Ann when do they decide?") != std::string::npos);
  // A comment changes nothing of its record, and is none of its history.
  const json history = talk.engine.result("record.history", talk.deal, {{"user", "eve"}});
  CHECK(history["entries"].size() == 1);
}

TEST_CASE("a comment is for the eyes of those who may read its record") {
  Talk talk;
  CHECK(code_of(talk.add("bob", "Hello")) ==
        code_of(talk.engine.ask("record.get", talk.deal, {{"user", "bob"}})));
  CHECK(talk.list("bob")["ok"] == false);
  const json refused = talk.add("ann", "@Bob look", {{"mentions", {"bob"}}});
  CHECK(code_of(refused) == "comment.not_seen_by");
  CHECK(talk.list("ann")["result"]["comments"].empty());
}

TEST_CASE("one's own comment is said otherwise or taken back, another's is not") {
  Talk talk;
  const std::string id = talk.add("ann", "Tomorow")["result"]["comment"];
  CHECK(code_of(talk.add("eve", "No", {{"comment", id}})) == "comment.not_yours");
  REQUIRE(talk.add("ann", "Tomorrow", {{"comment", id}})["ok"] == true);
  json comments = talk.list("eve")["result"]["comments"];
  CHECK(comments[0]["text"] == "Tomorrow");
  CHECK(comments[0]["changed"] == true);
  REQUIRE(talk.add("ann", "", {{"comment", id}})["ok"] == true);
  CHECK(talk.list("eve")["result"]["comments"].empty());
}

TEST_CASE("a comment says something, and not too much") {
  Talk talk;
  CHECK(code_of(talk.add("ann", "  \n")) == "comment.empty");
  CHECK(code_of(talk.add("ann", std::string(2001, 'a'))) == "comment.too_long");
  CHECK(talk.add("ann", std::string(2000, 'a'))["ok"] == true);
}

TEST_CASE("what was said is there after everything is made again from the log") {
  Talk talk;
  talk.add("ann", "Kept");
  REQUIRE(talk.engine.ask("log.rebuild", json::object(), {{"administrator", true}})["ok"] == true);
  CHECK(talk.list("ann")["result"]["comments"][0]["text"] == "Kept");
}

}  // namespace
}  // namespace tollgate::api
