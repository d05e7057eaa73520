// Imports as a page or a raw client asks for them: steps, undo, who may, what is hostile.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kShopApp = R"({
  "format": "tollgate.app/1", "id": "shop", "version": 1, "label": {"en": "Shop"}, "locales": ["en"],
  "roles": [{"id": "clerk", "label": {"en": "Clerk"}},
            {"id": "boss", "label": {"en": "Boss"}, "imports": true}],
  "users": {"entity": "person", "role": "role"},
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "item", "label": {"en": "Item"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}, "required": true},
      {"id": "price", "type": "number", "label": {"en": "Price"}},
      {"id": "part_of", "type": "reference", "entity": "item", "label": {"en": "Part of"}}]}],
  "forms": [{"id": "item", "entity": "item", "label": {"en": "Item"},
    "sections": [{"id": "main", "fields": [{"field": "name"}, {"field": "price"}, {"field": "part_of"}]}]}]
})";

const json kBoss = {{"user", "max"}};
const json kClerk = {{"user", "ann"}};
const json kAdministrator = {{"administrator", true}};

std::string item(const std::string& id, const std::string& name, json more = json::object()) {
  more["name"] = name;
  return json{{"entity", "item"}, {"id", id}, {"values", more}}.dump() + "\n";
}

struct Shop {
  TestEngine engine{{{"storage", "memory"}, {"app", kShopApp}}};
  Shop() {
    const char* people =
        R"({"entity":"person","id":"max","values":{"name":"Max","role":"boss"}}
{"entity":"person","id":"ann","values":{"name":"Ann","role":"clerk"}})";
    REQUIRE(import(people, {}, kAdministrator)["imported"] == 2);
  }
  json import(const std::string& text, json more = json::object(), const json& who = kBoss) {
    if (more.is_null()) more = json::object();
    more["text"] = text;
    return engine.result("data.import", more, who);
  }
  json undo(const json& batch, json more = json::object(), const json& who = kBoss) {
    more["batch"] = batch;
    return engine.result("data.import_undo", more, who);
  }
  json change(const std::string& id, const char* field, const json& value, bool complete = true) {
    const json form = engine.result("form.open", {{"form", "item"}, {"record", id}}, kClerk);
    engine.result("form.set", {{"session", form["session"]}, {"path", field}, {"value", value}},
                  kClerk);
    return engine.result("form.save", {{"session", form["session"]}, {"complete", complete}},
                         kClerk);
  }
  std::string name(const std::string& id) {
    const json got = engine.ask("record.get", {{"entity", "item"}, {"record", id}});
    return got["ok"] == true ? got["result"]["row"]["title"].get<std::string>() : code_of(got);
  }
  void check_log() {
    CHECK(engine.result("log.verify")["sound"] == true);
    const json rebuilt = engine.result("log.rebuild");
    INFO(rebuilt.dump());
    CHECK(rebuilt["changed"] == false);
  }
};

TEST_CASE("only people of a role that imports do, take back and see imports") {
  Shop shop;
  for (const json& who : {kClerk, json::object()}) {
    CHECK(code_of(shop.import(item("a", "A"), {}, who)) == "engine.may_not_import");
    CHECK(code_of(shop.undo("x", json::object(), who)) == "engine.may_not_import");
    CHECK(code_of(shop.engine.ask("data.import_list", {}, who)) == "engine.may_not_import");
  }
  CHECK(shop.import(item("a", "A"))["imported"] == 1);
  CHECK(shop.engine.result("app.describe", {}, kBoss)["app"]["roles"][1]["imports"] == true);
}

TEST_CASE("what somebody changed since, or refers to, stays when an import is taken back") {
  Shop shop;
  shop.import(item("old", "Old", {{"price", "1"}}));
  const json batch =
      shop.import(item("old", "New", {{"price", "2"}}) + item("a", "A") + item("b", "B") +
                  item("c", "C") + item("d", "D") + item("e", "E", {{"part_of", "d"}}))["batch"];
  CHECK(shop.change("a", "price", "7")["saved"] == true);
  shop.change("b", "name", "", false);  // typed, and not submitted
  const json form = shop.engine.result("form.open", {{"form", "item"}}, kClerk);
  for (const auto& [field, value] : {std::pair{"name", "Mine"}, std::pair{"part_of", "c"}}) {
    shop.engine.result("form.set",
                       {{"session", form["session"]}, {"path", field}, {"value", value}}, kClerk);
  }
  shop.engine.result("form.save", {{"session", form["session"]}, {"complete", true}}, kClerk);

  const json undone = shop.undo(batch);
  INFO(undone.dump());
  CHECK(undone["restored"] == 3);
  CHECK_FALSE(undone.contains("next"));
  REQUIRE(undone["kept"].size() == 3);
  CHECK(undone["kept"][0]["record"] == "c");
  CHECK(undone["kept"][0]["reason"]["code"] == "import.referred_to");
  CHECK(undone["kept"][1]["reason"]["code"] == "import.changed_since");
  CHECK(undone["kept"][2]["title"] == "A");
  CHECK(shop.name("old") == "Old");
  CHECK(shop.name("a") == "A");
  CHECK(shop.name("d") == "api.unknown_record");
  CHECK(shop.name("e") == "api.unknown_record");

  const json listed = shop.engine.result("data.import_list", {}, kBoss)["imports"];
  REQUIRE(listed.size() == 3);
  CHECK(listed[0]["batch"] == batch);
  CHECK(listed[0]["user"] == "Max");
  CHECK(listed[0]["imported"] == 5);
  CHECK(listed[0]["updated"] == 1);
  CHECK(listed[0]["restored"] == 3);
  CHECK(listed[0]["undone_by"] == "Max");
  CHECK_FALSE(listed[1].contains("undone_at"));
  shop.check_log();

  // Once more changes nothing; the lines can come again, as another import.
  CHECK(shop.undo(batch)["restored"] == 0);
  CHECK(code_of(shop.import(item("d", "D"), {{"batch", batch}})) == "import.undone");
  const json again = shop.import(item("d", "D2") + item("a", "A"));
  CHECK(again["imported"] == 1);
  CHECK(again["unchanged"] == 1);
  CHECK(shop.name("d") == "D2");
  shop.check_log();
}

TEST_CASE("an import goes on where it was interrupted, and is one") {
  Shop shop;
  std::string text;
  for (int i = 0; i < 2'200; ++i) text += item("i" + std::to_string(i), "I");
  json params = json::object();
  int64_t imported = 0;
  int steps = 0;
  for (size_t at = 0; at < text.size(); ++steps) {
    json step = shop.import(text.substr(at), params);
    REQUIRE(step["lines_read"] > 0);
    imported += step["imported"].get<int64_t>();
    // Its answer got lost: it is sent again.
    if (steps == 1) {
      const json again = shop.import(text.substr(at), params);
      CHECK(again["imported"] == 0);
      CHECK(again["unchanged"] == step["lines_read"]);
    }
    params["batch"] = step["batch"];
    for (int64_t i = step["lines_read"]; i > 0; --i) at = text.find('\n', at) + 1;
  }
  CHECK(steps == 2);
  CHECK(imported == 2'200);
  const json listed = shop.engine.result("data.import_list", {}, kBoss)["imports"];
  CHECK(listed.size() == 2);
  json before = json::object();
  int64_t restored = 0;
  do {
    const json step = shop.undo(params["batch"], before);
    restored += step["restored"].get<int64_t>();
    before = step.contains("next") ? json{{"before", step["next"]}} : json();
  } while (!before.is_null());
  CHECK(restored == 2'200);
  CHECK(shop.engine.result("record.list", {{"entity", "item"}})["total"] == 0);
}

TEST_CASE("a preview of several steps finds what its earlier ones would bring") {
  Shop shop;
  const json first = shop.import(item("a", "A"), {{"preview", true}});
  CHECK(first["imported"] == 1);
  const json params = {{"preview", true}, {"batch", first["batch"]}};
  const json second =
      shop.import(item("b", "B", {{"part_of", "a"}}) + item("a", "A") + item("a", "other"), params);
  INFO(second.dump());
  CHECK(second["imported"] == 1);
  CHECK(second["unchanged"] == 1);
  CHECK(second["lines"][2]["findings"][0]["code"] == "import.duplicate");
  CHECK(shop.name("a") == "api.unknown_record");
  CHECK(shop.engine.result("data.import_list", {}, kBoss)["imports"].size() == 1);
  // Somebody else's preview of the same name knows nothing of it.
  const json other = shop.import(item("c", "C", {{"part_of", "a"}}), params, kAdministrator);
  CHECK(other["imported_as_draft"] == 1);
  shop.check_log();
}

TEST_CASE("hostile imports are refused, and leave nothing behind") {
  Shop shop;
  const json before = shop.engine.result("engine.info")["op_count"];
  const json bad[] = {{{"batch", "a\u202eb"}},
                      {{"batch", std::string(300, 'x')}},
                      {{"shift_days", 99'999'999}},
                      {{"entity", "nothing"}},
                      {{"entity", "item"}, {"key", "price"}},
                      {{"entity", "item"}, {"columns", {"name", "name"}}},
                      {{"entity", "item"}, {"columns", {"nothing"}}},
                      {{"entity", "item"}, {"columns", {"name"}}, {"delimiter", "ab"}},
                      {{"entity", "item"}, {"columns", {"name"}}, {"delimiter", "\""}},
                      {{"columns", {"name"}}}};
  for (const json& params : bad) {
    INFO(params.dump());
    const json reply = shop.import("x\n", params);
    REQUIRE(reply.contains("ok"));
    CHECK(reply["ok"] == false);
  }
  CHECK(code_of(shop.undo("nothing")) == "import.unknown_batch");
  std::string deep = R"({"entity":"item","id":"x","values":{"name":)";
  for (int i = 0; i < 200; ++i) deep += "[";
  const std::string texts[] = {deep + "\n", std::string(100'000, '{'), std::string("\0\n\0", 3),
                               R"({"entity":"item","id":"x","values":{"name":1e999}})"};
  for (const std::string& text : texts) {
    const json message = {{"id", 1}, {"type", "data.import"}, {"params", {{"text", text}}}};
    const json reply = shop.engine.send(
        message.dump(-1, ' ', false, json::error_handler_t::replace), kBoss.dump());
    INFO(text.substr(0, 60));
    if (reply["ok"] == true) CHECK(reply["result"]["imported"] == 0);
  }
  // Lines that say nothing end a step like others do.
  std::string many;
  for (int i = 0; i < 2'100; ++i) many += "{}\n";
  const json step = shop.import(many);
  CHECK(step["lines_read"] == 2'000);
  CHECK(step["refused"] == 2'000);
  CHECK(shop.engine.result("engine.info")["op_count"] == before);
  shop.check_log();
}

}  // namespace
}  // namespace tollgate::api
