// Nothing that a person may not see shows in what they are told: not by a value, not by an order, a
// number, a refusal.
#include <catch_amalgamated.hpp>
#include <functional>
#include <map>

#include "firm_app_test_support.h"
#include "tollgate/api/dispatch.h"

namespace tollgate::reading {
namespace {

json line(const std::string& entity, const std::string& id, const json& values) {
  json out = {{"entity", entity}, {"id", id}};
  out["values"] = values;
  return out;
}

// Records that are alike but for the margins of visits, which `shift` moves, and what the second
// rep's customers are called.
void fill(Firm& firm, int shift, const std::vector<std::string>& theirs = {"C2", "C3"}) {
  std::vector<json> lines;
  const char* const roles[] = {"boss", "rep", "rep", "manager", "inspector", "region", "guest"};
  for (int i = 0; i < 7; ++i) {
    lines.push_back(line("person", "person-" + std::to_string(i),
                         {{"name", "P" + std::to_string(i)},
                          {"role", roles[i]},
                          {"region", "east"},
                          {"phone", "139"}}));
  }
  for (int i = 0; i < 4; ++i) {
    lines.push_back(line("customer", "customer-" + std::to_string(i),
                         {{"name", i < 2 ? "C" + std::to_string(i) : theirs.at(i - 2)},
                          {"city", i % 2 ? "wuhan" : "jinan"},
                          {"rep", i < 2 ? "person-1" : "person-2"}}));
  }
  for (int i = 0; i < 12; ++i) {
    lines.push_back(line("visit", "visit-" + std::to_string(10 + i),
                         {{"customer", "customer-" + std::to_string(i % 4)},
                          {"rep", i % 3 ? "person-1" : "person-2"},
                          {"kind", i % 2 ? "open" : "done"},
                          {"amount", std::to_string(i * 13 % 100)},
                          {"margin", std::to_string((i * 37 + shift) % 100)},
                          {"note", "note " + std::to_string(i)}}));
  }
  firm.bring(lines);
}

std::vector<std::pair<std::string, json>> questions() {
  std::vector<std::pair<std::string, json>> all = {
      {"app.describe", json::object()},
      {"engine.info", json::object()},
      {"people.list", json::object()},
      {"outbox.list", json::object()},
      {"workflow.board", {{"workflow", "funnel"}}},
      {"quick_filter.read", {{"quick_filter", "busy"}}},
      {"quick_filter.ask", {{"text", "visits > 1 and margin > 10"}}},
      {"insight.lift", json::object()},
      {"insight.effect", json::object()},
      {"quick_filter.rows", {{"quick_filter", "busy"}, {"group", "person-1"}}},
      {"quick_filter.rows", {{"quick_filter", "busy"}, {"group", "person-1"}, {"tag", "thin"}}},
      {"quick_filter.rows", {{"quick_filter", "busy"}, {"group", "person-1"}, {"tag", "none"}}},
      {"dashboard.read", {{"dashboard", "main"}}},
      {"dashboard.read", {{"dashboard", "none"}}},
      {"record.changes", {{"after", 0}}},
      {"record.changes", {{"after", 9}, {"entities", {"visit"}}}},
      {"record.list", {{"entity", "visit"}}},
      {"record.list", {{"view", "none"}}},
      {"form.candidates", {{"session", "none"}, {"path", "margin"}}}};
  for (const char* view : {"visits", "noted", "by_margin", "by_note", "rich", "open", "best",
                           "mine", "customers", "people"}) {
    for (const char* search : {"", "note", "note 3", "C1", "37", "%"}) {
      all.push_back({"record.list", {{"view", view}, {"search", search}}});
      all.push_back(
          {"record.list", {{"view", view}, {"search", search}, {"offset", 2}, {"limit", 2}}});
      for (const char* format : {"csv", "xlsx"}) {
        all.push_back({"list.export", {{"view", view}, {"search", search}, {"format", format}}});
      }
    }
  }
  for (const char* field : {"margin", "kind", "rep", "customer", "note"}) {
    all.push_back({"record.groups", {{"entity", "visit"}, {"group_by", field}}});
    all.push_back(
        {"record.groups", {{"view", "visits"}, {"group_by", field}, {"sums", {"margin"}}}});
    all.push_back({"record.groups",
                   {{"view", "rich"}, {"group_by", field}, {"sums", {"amount"}}, {"search", "c"}}});
  }
  for (const char* field : {"margin", "kind", "rep", "note"}) {
    for (const char* value : {"37", "open", "person-1", "note 3"}) {
      json params = {{"dashboard", "main"}};
      params["filters"] = {{{"entity", "visit"}, {"field", field}, {"value", value}}};
      all.push_back({"dashboard.read", params});
    }
  }
  for (const char* widget :
       {"visits", "margin", "rich", "by_rep", "by_city", "by_margin", "table", "funnel", "none"}) {
    json params = {{"dashboard", "main"}, {"widget", widget}, {"path", json::array()}};
    all.push_back({"dashboard.drill", params});
    for (const json& key : {json("person-1"), json("37"), json("wuhan"), json()}) {
      params["path"] = {{{"key", key}}};
      all.push_back({"dashboard.drill", params});
    }
  }
  for (int i = 8; i < 24; ++i) {
    const json visit = {{"entity", "visit"}, {"record", "visit-" + std::to_string(i)}};
    all.push_back({"record.get", visit});
    all.push_back({"record.history", visit});
    all.push_back({"workflow.state", {{"workflow", "funnel"}, {"record", visit["record"]}}});
  }
  return all;
}

TEST_CASE("data that differ in a hidden field alone give the same answers to the byte") {
  Firm one;
  Firm other;
  fill(one, 0);
  fill(other, 29);
  // Those who see margins are told different ones, or the test could not fail.
  const json boss = {{"view", "visits"}};
  REQUIRE(one.ask("record.list", boss, "person-0") != other.ask("record.list", boss, "person-0"));
  for (const char* person : {"person-1", "person-2", "person-4"}) {
    for (const auto& [type, params] : questions()) {
      INFO(person << " asks " << type << " " << params.dump());
      CHECK(one.ask(type, params, person) == other.ask(type, params, person));
    }
  }
}

TEST_CASE("an order by titles tells nothing of the names that a title leaves out") {
  Firm one;
  Firm other;
  fill(one, 0);
  fill(other, 0, {"Z2", "A3"});
  const auto order = [](Firm& firm, const json& params, const char* person) {
    json ids = json::array();
    const json listed = firm.result("record.list", params, person);
    for (const json& row : listed["rows"]) ids.push_back(row["record"]);
    return ids;
  };
  for (const bool descending : {false, true}) {
    json params = {{"entity", "visit"}};
    params["sort"] = {{{"field", "title"}, {"descending", descending}}};
    REQUIRE(order(one, params, "person-0") != order(other, params, "person-0"));
    for (const json& part : {json::object(), json{{"limit", 3}}, json{{"offset", 2}, {"limit", 3}},
                             json{{"search", "C"}}}) {
      params.update(part);
      INFO(params.dump());
      // The titles of visits to the other rep's customers are made without their names.
      CHECK(one.ask("record.list", params, "person-1") ==
            other.ask("record.list", params, "person-1"));
    }
  }
}

TEST_CASE("people hear of changes to what they see, of what is gone, and of nothing else") {
  Firm firm;
  fill(firm, 0);
  // It goes from one rep to another, and is open no more.
  const json form =
      firm.result("form.open", {{"form", "visit"}, {"record", "visit-11"}}, "person-0");
  const auto set = [&](const char* field, const char* value) {
    firm.result("form.set", {{"session", form["session"]}, {"path", field}, {"value", value}},
                "person-0");
  };
  set("rep", "person-2");
  set("kind", "done");
  firm.result("form.save", {{"session", form["session"]}, {"complete", true}}, "person-0");
  const auto told = [&](const char* person) {
    const json heard = firm.heard(person);
    json records = json::array();
    if (heard.is_null() || !heard.contains("records")) return records;
    for (const json& record : heard["records"]) {
      records.push_back({record["record"], record.value("gone", false)});
    }
    return records;
  };
  CHECK(told("person-0") == json::parse(R"([["visit-11", false]])"));
  CHECK(told("person-1") == json::parse(R"([["visit-11", true]])"));
  CHECK(told("person-2") == json::parse(R"([["visit-11", false]])"));
  // An inspector sees what is open, in Wuhan.
  CHECK(told("person-4") == json::parse(R"([["visit-11", true]])"));
  CHECK(firm.heard("person-3").is_null());
  CHECK(firm.heard("person-6").is_null());
  // The one who asked is told no more.
  firm.result("record.list", {{"view", "visits"}}, "person-0");
  CHECK(firm.heard("person-0").is_null());
}

// How each request is asked about a record of the entity by its id. A request that is not here
// fails the test below: whoever adds one says how it is asked about what is somebody else's.
using Ask = std::function<json(const std::string& id)>;
const std::map<std::string, Ask>& asks() {
  static const std::map<std::string, Ask> kAsks = {
      {"app.check", [](const auto&) -> json { return {{"text", "{}"}}; }},
      {"app.compare", [](const auto&) -> json { return {{"text", "{}"}}; }},
      {"app.describe", [](const auto&) { return json::object(); }},
      {"app.editing", [](const auto& id) -> json { return {{"page", id}}; }},
      {"app.get", [](const auto&) { return json::object(); }},
      {"app.merge", [](const auto&) -> json { return {{"base", "{}"}, {"mine", "{}"}}; }},
      {"app.save", [](const auto&) -> json { return {{"text", "{}"}}; }},
      {"app.try",
       [](const auto& id) -> json {
         return {{"text", "{}"},
                 {"type", "record.get"},
                 {"params", {{"entity", "visit"}, {"record", id}}}};
       }},
      {"app.versions", [](const auto& id) -> json { return {{"hash", id}}; }},
      {"automation.try",
       [](const auto& id) -> json { return {{"automation", "none"}, {"record", id}}; }},
      {"comment.add",
       [](const auto& id) -> json {
         return {{"entity", "visit"}, {"record", id}, {"text", "Seen"}};
       }},
      {"comment.list",
       [](const auto& id) -> json { return {{"entity", "visit"}, {"record", id}}; }},
      {"dashboard.assign",
       [](const auto& id) -> json {
         return {{"dashboard", "main"}, {"widget", "by_rep"}, {"key", id}, {"person", id}};
       }},
      {"dashboard.drill",
       [](const auto& id) {
         json params = {{"dashboard", "main"}, {"widget", "by_rep"}};
         params["path"] = {{{"key", id}}, {{"key", id}}};
         return params;
       }},
      {"dashboard.read",
       [](const auto& id) {
         json params = {{"dashboard", "main"}};
         params["filters"] = {{{"entity", "visit"}, {"field", "rep"}, {"value", id}}};
         return params;
       }},
      {"data.import",
       [](const auto& id) -> json {
         return {{"text", line("visit", id, {{"amount", "1"}}).dump()}, {"preview", true}};
       }},
      {"data.import_list", [](const auto&) { return json::object(); }},
      {"data.import_undo", [](const auto& id) -> json { return {{"batch", id}}; }},
      {"engine.info", [](const auto&) { return json::object(); }},
      {"form.candidates",
       [](const auto& id) -> json { return {{"session", id}, {"path", "customer"}}; }},
      {"form.close", [](const auto& id) -> json { return {{"session", id}}; }},
      {"form.item",
       [](const auto& id) -> json {
         return {{"session", id}, {"path", "note"}, {"action", "add"}};
       }},
      {"form.open", [](const auto& id) -> json { return {{"form", "visit"}, {"record", id}}; }},
      {"form.save", [](const auto& id) -> json { return {{"session", id}, {"complete", true}}; }},
      {"formula.try",
       [](const auto& id) -> json {
         return {{"entity", "visit"}, {"record", id}, {"formula", "1"}};
       }},
      {"form.set",
       [](const auto& id) -> json {
         return {{"session", id}, {"path", "amount"}, {"value", "1"}};
       }},
      {"insight.backtest", [](const auto& id) -> json { return {{"action", id}}; }},
      {"insight.effect", [](const auto&) { return json::object(); }},
      {"insight.lift", [](const auto&) { return json::object(); }},
      {"insight.people", [](const auto&) { return json::object(); }},
      {"list.export",
       [](const auto& id) -> json {
         return {{"view", "visits"}, {"format", "csv"}, {"search", id}};
       }},
      {"log.checkpoints", [](const auto&) { return json::object(); }},
      {"log.rebuild", [](const auto&) { return json::object(); }},
      {"log.verify", [](const auto&) { return json::object(); }},
      {"metric.read",
       [](const auto&) -> json { return {{"metric", "margin"}, {"group_by", "rep"}}; }},
      {"outbox.delivered",
       [](const auto&) -> json { return {{"op", 1}, {"ordinal", 0}, {"sent", json::array()}}; }},
      {"outbox.list", [](const auto&) { return json::object(); }},
      {"outbox.pending", [](const auto&) { return json::object(); }},
      {"people.hand_over",
       [](const auto& id) -> json { return {{"from", id}, {"to", id}, {"preview", true}}; }},
      {"people.list", [](const auto& id) -> json { return {{"search", id}}; }},
      {"quick_filter.ask", [](const auto&) -> json { return {{"text", "visits > 1"}}; }},
      {"quick_filter.read", [](const auto&) -> json { return {{"quick_filter", "busy"}}; }},
      {"quick_filter.rows",
       [](const auto& id) -> json { return {{"quick_filter", "busy"}, {"group", id}}; }},
      // Some of them see every customer.
      {"record.changes",
       [](const auto&) -> json { return {{"after", 0}, {"entities", {"visit"}}}; }},
      {"record.discard",
       [](const auto& id) -> json { return {{"entity", "visit"}, {"record", id}}; }},
      {"record.get", [](const auto& id) -> json { return {{"entity", "visit"}, {"record", id}}; }},
      {"record.groups",
       [](const auto& id) -> json {
         return {{"entity", "visit"}, {"group_by", "rep"}, {"search", id}};
       }},
      {"record.history",
       [](const auto& id) -> json { return {{"entity", "visit"}, {"record", id}}; }},
      {"record.list", [](const auto& id) -> json { return {{"view", "visits"}, {"search", id}}; }},
      {"sync.next", [](const auto&) { return json::object(); }},
      {"sync.release", [](const auto& id) -> json { return {{"device", id}, {"reason", "lost"}}; }},
      {"sync.review", [](const auto&) { return json::object(); }},
      {"sync.settle",
       [](const auto&) -> json { return {{"op", 1}, {"act", "discarded"}, {"reason", "old"}}; }},
      {"sync.status", [](const auto&) { return json::object(); }},
      {"sync.take", [](const auto&) { return json::object(); }},
      {"task.list", [](const auto&) { return json::object(); }},
      {"task.stop", [](const auto& id) -> json { return {{"task", id}}; }},
      {"timers.run", [](const auto&) { return json::object(); }},
      {"workflow.advance",
       [](const auto& id) -> json {
         return {{"workflow", "funnel"}, {"record", id}, {"to", "won"}};
       }},
      {"workflow.board", [](const auto&) -> json { return {{"workflow", "funnel"}}; }},
      {"workflow.state",
       [](const auto& id) -> json { return {{"workflow", "funnel"}, {"record", id}}; }},
  };
  return kAsks;
}

TEST_CASE("every request about somebody else's record is answered as if there were none") {
  Firm firm;
  fill(firm, 0);
  // Of nobody whom they see, in a city that nobody inspects.
  firm.bring(
      {line("person", "person-9", {{"name", "P9"}, {"role", "rep"}, {"region", "west"}}),
       line("customer", "customer-9", {{"name", "C9"}, {"city", "jinan"}, {"rep", "person-9"}}),
       line("visit", "visit-99",
            {{"customer", "customer-9"},
             {"rep", "person-9"},
             {"kind", "open"},
             {"amount", "90"},
             {"margin", "90"},
             {"note", "secret"}})});
  REQUIRE(firm.result("record.get", {{"entity", "visit"}, {"record", "visit-99"}},
                      "person-0")["row"]["record"] == "visit-99");
  for (const api::RequestKind& kind : api::all_requests()) {
    const std::string type(kind.type);
    INFO(type << " has no line in this test: how is it asked about what is somebody else's?");
    REQUIRE(asks().contains(type));
    const Ask& ask = asks().at(type);
    for (const char* person : {"person-1", "person-3", "person-4", "person-5", "person-6"}) {
      INFO(person << " sends " << type);
      const std::string foreign = firm.ask(type, ask("visit-99"), person);
      const std::string missing = firm.ask(type, ask("visit-00"), person);
      CHECK(replaced(foreign, "visit-99", "visit-00") == missing);
      CHECK(foreign.find("secret") == std::string::npos);
      CHECK(foreign.find("C9") == std::string::npos);
      if (kind.access == "administration") {
        CHECK(foreign.find("query.administration_only") != std::string::npos);
      }
      if (kind.access == "hub") CHECK(json::parse(foreign)["ok"] == false);
    }
    if (kind.access == "administration") {
      const std::string boss = firm.ask(type, ask("person-1"), "person-0");
      CHECK(boss.find("query.administration_only") == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace tollgate::reading
