// Whom a message acts for stands beside it, and is somebody that the app has.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"
#include "tollgate/base/limits.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kWardApp = R"({
  "format": "tollgate.app/1", "id": "care", "version": 1,
  "label": {"en": "Care", "zh-CN": "护理"}, "locales": ["en", "zh-CN"],
  "roles": [{"id": "nurse", "label": {"en": "Nurse", "zh-CN": "护士"}},
            {"id": "doctor", "label": {"en": "Doctor", "zh-CN": "医生"}}],
  "users": {"entity": "person", "role": "job"},
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}},
      {"id": "job", "type": "text", "label": {"en": "Job", "zh-CN": "职务"}}]},
    {"id": "visit", "label": {"en": "Visit", "zh-CN": "拜访"}, "fields": [
      {"id": "city", "type": "text", "label": {"en": "City", "zh-CN": "城市"}}]}],
  "forms": [
    {"id": "person", "entity": "person", "label": {"en": "Person", "zh-CN": "人员"},
     "sections": [{"id": "main", "fields": [{"field": "name"}, {"field": "job"}]}]},
    {"id": "visit", "entity": "visit", "label": {"en": "Visit", "zh-CN": "拜访"},
     "sections": [{"id": "main", "fields": [{"field": "city"}]}]}]
})";

constexpr const char* kWardPeople =
    R"({"entity":"person","id":"wang","values":{"name":"Wang","job":"nurse"}}
{"entity":"person","id":"li","values":{"name":"Li","job":"doctor"}}
{"entity":"person","id":"new","values":{"name":"New","job":"porter"}}
{"entity":"person","id":"draft","status":"draft","values":{"name":"Draft"}}
)";

struct Ward {
  TestEngine engine;
  explicit Ward(const json& app = json::parse(kWardApp))
      : engine({{"storage", "memory"}, {"app", app.dump()}}) {
    REQUIRE(engine.result("data.import", {{"text", kWardPeople}})["imported"] == 3);
  }
  json describe(const json& principal) { return engine.ask("app.describe", {}, principal); }
  std::string role(const json& principal) {
    json reply = describe(principal);
    return reply["ok"] == true ? reply["result"]["app"]["role"].get<std::string>() : code_of(reply);
  }
};

TEST_CASE("the role follows from the person's record, whatever is stated") {
  Ward ward;
  CHECK(ward.role({{"user", "wang"}}) == "nurse");
  CHECK(ward.role({{"user", "li"}}) == "doctor");
  CHECK(ward.role({{"user", "li"}, {"role", "doctor"}}) == "doctor");
  CHECK(ward.role({{"user", "wang"}, {"role", "doctor"}}) == "engine.not_their_role");
  CHECK(ward.role({{"role", "doctor"}}) == "engine.not_their_role");
  CHECK(ward.role({{"user", "new"}}).empty());  // no role of the app's
  CHECK(ward.role(json::object()).empty());
  CHECK(ward.describe({{"user", "li"}})["result"]["app"]["user"]["role"] == "Doctor");

  // The record changes, and with it the role.
  const json changed = ward.engine.result("form.open", {{"form", "person"}, {"record", "wang"}});
  ward.engine.result("form.set",
                     {{"session", changed["session"]}, {"path", "job"}, {"value", "doctor"}});
  ward.engine.result("form.save", {{"session", changed["session"]}, {"complete", true}});
  CHECK(ward.role({{"user", "wang"}, {"role", "nurse"}}) == "engine.not_their_role");
  CHECK(ward.role({{"user", "wang"}}) == "doctor");
}

TEST_CASE("whom the app does not have nobody acts for") {
  Ward ward;
  CHECK(ward.role({{"user", "zhao"}}) == "engine.unknown_person");
  CHECK(ward.role({{"user", "wang' or 1=1"}}) == "engine.unknown_person");
  CHECK(ward.role({{"user", "wang"}, {"role", "nurs"}}) == "engine.unknown_role");
  CHECK(ward.describe({{"user", "wang"}, {"role", "nurs"}})["diagnostics"][0]["candidates"][0] ==
        "nurse");
  CHECK(ward.engine.ask("app.get", {}, {{"user", "zhao"}})["ok"] == false);

  const json visit = ward.engine.result("form.open", {{"form", "visit"}}, {{"user", "draft"}});
  REQUIRE(visit.contains("session"));
  REQUIRE(ward.engine.ask("record.discard", {{"entity", "person"}, {"record", "draft"}})["ok"] ==
          true);
  CHECK(ward.role({{"user", "draft"}}) == "engine.discarded_person");
  CHECK(code_of(ward.engine.ask("form.save", {{"session", visit["session"]}, {"complete", false}},
                                {{"user", "draft"}})) == "engine.discarded_person");
}

TEST_CASE("an app that does not tell roles takes those it has") {
  json app = json::parse(kWardApp);
  app["users"].erase("role");
  Ward ward(app);
  CHECK(ward.role({{"user", "wang"}, {"role", "doctor"}}) == "doctor");
  CHECK(ward.role({{"role", "doctor"}}) == "doctor");
  CHECK(ward.role({{"user", "wang"}}).empty());
  CHECK(ward.role({{"role", "boss"}}) == "engine.unknown_role");

  TestEngine without_people({{"storage", "memory"}, {"app", kSmallApp}});
  CHECK(code_of(without_people.ask("app.describe", {}, {{"user", "wang"}})) ==
        "engine.unknown_person");
  TestEngine empty({{"storage", "memory"}});
  CHECK(code_of(empty.ask("engine.info", {}, {{"user", "wang"}})) == "engine.no_app");
  CHECK(code_of(empty.ask("engine.info")) == "ok");
}

TEST_CASE("a message can't say whom it acts for") {
  Ward ward;
  const auto code = [&](const char* message, const char* principal = "") {
    return code_of(ward.engine.send(message, principal));
  };
  CHECK(code(R"({"id":1,"type":"app.get","params":{}})") == "ok");
  CHECK(code(R"({"id":1,"type":"app.get","params":{},"user":"wang"})") ==
        "api.principal_in_message");
  CHECK(code(R"({"id":1,"type":"app.get","params":{},"role":"nurse"})", R"({"user":"wang"})") ==
        "api.principal_in_message");
  CHECK(code(R"({"id":1,"type":"app.get","params":{}})", R"({"user":5})") == "api.wrong_type");
  CHECK(code(R"({"id":1,"type":"app.get","params":{}})", "wang") == "json.syntax");
  const std::string long_name = R"({"user":")" + std::string(5000, 'x') + "\"}";
  CHECK(code(R"({"id":1,"type":"app.get","params":{}})", long_name.c_str()) == "json.too_large");
}

TEST_CASE("a form session is its principal's alone") {
  Ward ward;
  const json wang = {{"user", "wang"}};
  const json li = {{"user", "li"}};
  const json session = ward.engine.result("form.open", {{"form", "visit"}}, wang)["session"];
  const json set = {{"session", session}, {"path", "city"}, {"value", "Wuhan"}};
  const json save = {{"session", session}, {"complete", true}};
  const json add = {{"session", session}, {"path", "city"}, {"action", "add"}};
  const json look = {{"session", session}, {"path", "city"}};
  for (const json& other : {li, json::object()}) {
    CHECK(code_of(ward.engine.ask("form.set", set, other)) == "engine.unknown_session");
    CHECK(code_of(ward.engine.ask("form.item", add, other)) == "engine.unknown_session");
    CHECK(code_of(ward.engine.ask("form.candidates", look, other)) == "engine.unknown_session");
    CHECK(code_of(ward.engine.ask("form.save", save, other)) == "engine.unknown_session");
    ward.engine.ask("form.close", {{"session", session}}, other);
  }
  CHECK(ward.engine.ask("form.set", set, wang)["ok"] == true);
  CHECK(ward.engine.result("form.save", save, wang)["saved"] == true);
  ward.engine.ask("form.close", {{"session", session}}, wang);
  CHECK(code_of(ward.engine.ask("form.set", set, wang)) == "engine.unknown_session");
}

TEST_CASE("whoever opens many forms ends the oldest of their own, and nobody else's") {
  Ward ward;
  const json wang = {{"user", "wang"}};
  const json li = {{"user", "li"}};
  const auto open = [&](const json& who) -> json {
    return ward.engine.result("form.open", {{"form", "visit"}}, who)["session"];
  };
  const auto set = [&](const json& session, const json& who) {
    return code_of(ward.engine.ask(
        "form.set", {{"session", session}, {"path", "city"}, {"value", "Wuhan"}}, who));
  };
  const json of_li = open(li);
  const json first = open(wang);
  const json second = open(wang);
  CHECK(set(first, wang) == "ok");  // used again: the second is the oldest now
  for (size_t i = 2; i < limits::kSessionsPerPerson; ++i) open(wang);
  CHECK(set(second, wang) == "ok");
  CHECK(set(first, wang) == "ok");
  for (size_t i = 1; i < limits::kSessionsPerPerson; ++i) open(wang);
  CHECK(set(second, wang) == "engine.unknown_session");
  CHECK(set(first, wang) == "ok");
  CHECK(set(of_li, li) == "ok");
}

TEST_CASE("an id that people and programs read differently names nobody") {
  Ward ward;
  for (const char* id : {"wang\xe2\x80\xae", "\xe2\x80\x8bwang", "wa\nng", "wang "}) {
    INFO(id);
    CHECK(code_of(ward.engine.ask("app.describe", {}, {{"user", id}})) == "engine.bad_id");
  }
  TestEngine engine({{"storage", "memory"}, {"device", "phone\xe2\x80\xae"}});
  CHECK(code_of(engine.created()) == "api.bad_options");
}

TEST_CASE("an import brings no record whose id is not what it seems") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  const auto imported = [&](const std::string& id) {
    const json line = {{"entity", "visit"}, {"id", id}, {"values", {{"city", "Wuhan"}}}};
    return engine.result("data.import", {{"text", line.dump()}});
  };
  CHECK(imported("visit-1")["imported"] == 1);
  for (const char* id : {"visit-1\xe2\x80\x8b", "\xe2\x80\xaevisit", "visit\t1", "Zoe\xcc\x88"}) {
    INFO(id);
    const json report = imported(id);
    CHECK(report["imported"] == 0);
    CHECK(report["refused"] == 1);
    CHECK(report["lines"][0]["findings"].size() == 1);
  }
}

TEST_CASE("a text to search for is answered or refused, whatever its length") {
  TestEngine engine({{"storage", "memory"}, {"app", kSmallApp}});
  const auto code = [&](const std::string& text) {
    return code_of(engine.ask("record.list", {{"entity", "visit"}, {"search", text}}));
  };
  CHECK(code("") == "ok");
  CHECK(code(std::string(limits::kSearchCharacters, '%')) == "ok");
  std::string chinese;
  for (size_t i = 0; i < limits::kSearchCharacters; ++i) chinese += "访";
  CHECK(code(chinese) == "ok");
  for (const size_t size : {limits::kSearchCharacters + 1, size_t{70'000}}) {
    CHECK(code(std::string(size, '_')) == "query.search_too_long");
  }
  CHECK(code_of(engine.ask("people.list", {{"search", std::string(70'000, 'x')}})) ==
        "query.search_too_long");
}

TEST_CASE("people come with the role that the app tells") {
  Ward ward;
  const json people = ward.engine.result("people.list", {}, json::object(), "zh-CN")["people"];
  const auto role = [&](const char* id) -> json {
    for (const json& each : people) {
      if (each["record"] == id) return each.value("role", json());
    }
    return "absent";
  };
  CHECK(role("wang") == "护士");
  CHECK(role("new").is_null());
  const json doctors = ward.engine.result("people.list", {{"role", "doctor"}, {"limit", 1}});
  CHECK(doctors["total"] == 1);
  CHECK(doctors["people"][0]["record"] == "li");
}

}  // namespace
}  // namespace tollgate::api
