// Ids of what one may not see, in every place that takes one: answered like ids of nothing, and
// nothing is changed. A new request has to say here which ids it takes.
#include <catch_amalgamated.hpp>
#include <set>

#include "api_test_support.h"
#include "handlers.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kGuardedApp = R"({
  "format": "tollgate.app/1", "id": "guarded", "version": 1, "label": {"en": "Guarded"},
  "locales": ["en"],
  "roles": [
    {"id": "rep", "label": {"en": "Rep"}, "permissions": {"dashboards": ["numbers"], "entities": [
      {"entity": "person", "read": "own"}, {"entity": "customer", "read": "own"},
      {"entity": "visit", "read": "own", "create": "own", "update": "own", "delete": "own",
       "imports": true, "exports": true}]}},
    {"id": "office", "label": {"en": "Office"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all", "create": "all", "update": "all"},
      {"entity": "customer", "read": "all", "create": "all", "update": "all"},
      {"entity": "visit", "read": "all", "create": "all", "update": "all", "imports": true}]}},
    {"id": "guest", "label": {"en": "Guest"}}],
  "users": {"entity": "person", "role": "role"},
  "entities": [
    {"id": "person", "label": {"en": "People"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "customer", "label": {"en": "Customers"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}}]},
    {"id": "visit", "label": {"en": "Visits"}, "owner": "rep", "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer"}},
      {"id": "name", "type": "text", "label": {"en": "Name of the customer"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "default": "\"open\"", "options": [
        {"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit"},
    "prefill": [{"from": "customer", "set": [{"field": "name", "value": "item.name"}]}],
    "sections": [{"id": "main", "fields": [{"field": "rep"}, {"field": "customer"},
      {"field": "name"}]}]}],
  "workflows": [{"id": "flow", "entity": "visit", "label": {"en": "Flow"}, "stage_field": "stage",
    "stages": [{"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]}],
  "metrics": [{"id": "visits", "label": {"en": "Visits"}, "entity": "visit", "aggregate": "count"}],
  "dashboards": [{"id": "numbers", "label": {"en": "Numbers"},
    "filters": [{"entity": "visit", "field": "customer", "label": {"en": "Customer"}}],
    "widgets": [{"id": "visits", "type": "breakdown", "label": {"en": "Visits"}, "metric": "visits",
                 "group_by": "customer", "drill": {"limit": 5}}]}],
  "quick_filters": [{"id": "few", "label": {"en": "Few"}, "entity": "customer",
    "group_by": "customer", "metrics": ["visits"], "when": "visits < 5"}]
})";

constexpr const char* kGuardedRecords =
    R"({"entity": "person", "id": "li", "values": {"name": "Li", "role": "rep"}}
{"entity": "person", "id": "zhou", "values": {"name": "Zhou", "role": "rep"}}
{"entity": "person", "id": "he", "values": {"name": "He", "role": "office"}}
{"entity": "person", "id": "guest", "values": {"name": "Guest", "role": "guest"}}
{"entity": "customer", "id": "c-li", "values": {"name": "East", "rep": "li"}}
{"entity": "customer", "id": "c-west", "values": {"name": "West", "rep": "zhou"}}
{"entity": "visit", "id": "v-li", "values": {"rep": "li", "customer": "c-li"}}
{"entity": "visit", "id": "v-west", "values": {"rep": "zhou", "customer": "c-west"}}
)";

// What each request takes ids in. "$visit" and so on stand for the id of something that there is
// and the person may not see, and of something that there is not.
json requests() {
  const auto line = [](json values, const char* id = nullptr) {
    json record = {{"entity", "visit"}, {"values", std::move(values)}};
    if (id != nullptr) record["id"] = id;
    return json{{"text", record.dump() + "\n"}, {"batch", "b1"}};
  };
  const json no_ids = json::array();
  return {
      {"app.check", no_ids},
      {"app.compare", no_ids},
      {"app.describe", no_ids},
      {"app.editing", no_ids},
      {"app.get", no_ids},
      {"app.merge", no_ids},
      {"app.save", no_ids},
      {"app.try", no_ids},
      {"app.versions", no_ids},
      {"automation.try", {{{"automation", "none"}, {"record", "$visit"}}}},
      {"dashboard.read",
       {{{"dashboard", "numbers"},
         {"filters", {{{"entity", "visit"}, {"field", "customer"}, {"value", "$customer"}}}}}}},
      {"comment.add",
       {{{"entity", "visit"}, {"record", "$visit"}, {"text", "x"}},
        {{"entity", "person"}, {"record", "li"}, {"text", "x"}, {"mentions", {"$person"}}}}},
      {"comment.list", {{{"entity", "visit"}, {"record", "$visit"}}}},
      {"dashboard.assign",
       {{{"dashboard", "numbers"},
         {"widget", "visits"},
         {"key", "$customer"},
         {"person", "$person"}}}},
      {"dashboard.drill",
       {{{"dashboard", "numbers"}, {"widget", "visits"}, {"path", {{{"key", "$customer"}}}}}}},
      {"data.import",
       {line({{"name", "x"}}, "$visit"), line({{"rep", "$person"}}),
        line({{"rep", "li"}, {"customer", "$customer"}})}},
      {"data.import_list", no_ids},
      {"data.import_undo", {{{"batch", "$visit"}}}},
      {"engine.info", no_ids},
      {"form.candidates", {{{"session", "$session"}, {"path", "customer"}}}},
      {"form.close", {{{"session", "$session"}}}},
      {"form.item", {{{"session", "$session"}, {"path", "name"}, {"action", "add"}}}},
      {"form.open",
       {{{"form", "visit"}, {"record", "$visit"}},
        {{"form", "visit"}, {"values", {{"customer", "$customer"}}}},
        {{"form", "visit"}, {"values", {{"rep", "$person"}}}}}},
      {"form.save", {{{"session", "$session"}, {"complete", true}}}},
      {"formula.try", {{{"entity", "visit"}, {"record", "$visit"}, {"formula", "1"}}}},
      {"form.set",
       {{{"session", "$session"}, {"path", "name"}, {"value", "x"}},
        {{"session", "$own"}, {"path", "customer"}, {"value", "$customer"}},
        {{"session", "$own"}, {"path", "rep"}, {"value", "$person"}}}},
      {"insight.backtest", no_ids},
      {"insight.effect", no_ids},
      {"insight.lift", no_ids},
      {"insight.people", no_ids},
      {"list.export",
       {{{"entity", "visit"}, {"format", "csv"}, {"search", "$customer"}},
        {{"entity", "visit"},
         {"format", "csv"},
         {"filters", {{{"field", "customer"}, {"kind", "one_of"}, {"values", {"$customer"}}}}}}}},
      {"log.checkpoints", no_ids},
      {"log.rebuild", no_ids},
      {"log.verify", no_ids},
      {"metric.read", no_ids},
      {"outbox.delivered", no_ids},
      {"outbox.list", no_ids},
      {"outbox.pending", no_ids},
      {"people.hand_over",
       {{{"from", "$person"}, {"to", "li"}}, {{"from", "li"}, {"to", "$person"}}}},
      {"people.list", no_ids},
      {"quick_filter.ask", no_ids},
      {"quick_filter.read", no_ids},
      {"quick_filter.rows", {{{"quick_filter", "few"}, {"group", "$customer"}}}},
      {"record.changes", no_ids},
      {"record.discard", {{{"entity", "visit"}, {"record", "$visit"}}}},
      {"record.get",
       {{{"entity", "visit"}, {"record", "$visit"}},
        {{"entity", "person"}, {"record", "$person"}}}},
      {"record.groups", {{{"entity", "visit"}, {"group_by", "rep"}, {"search", "$customer"}}}},
      {"record.history", {{{"entity", "visit"}, {"record", "$visit"}}}},
      {"record.list", {{{"entity", "visit"}, {"search", "$customer"}}}},
      {"sync.next", no_ids},
      {"sync.release", {{{"device", "$visit"}, {"reason", "lost"}}}},
      {"sync.review", no_ids},
      {"sync.settle", no_ids},
      {"sync.status", no_ids},
      {"sync.take", no_ids},
      {"task.list", no_ids},
      {"task.stop", {{{"task", "$visit"}}}},
      {"timers.run", no_ids},
      {"workflow.advance", {{{"workflow", "flow"}, {"record", "$visit"}, {"to", "done"}}}},
      {"workflow.board", no_ids},
      {"workflow.state", {{{"workflow", "flow"}, {"record", "$visit"}}}},
  };
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  if (what.empty()) return text;
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
  return text;
}

class Guarded {
 public:
  Guarded()
      : engine_({{"storage", "memory"},
                 {"app", json::parse(kGuardedApp).dump()},
                 {"now", "2026-03-01T09:00:00+08:00"}}) {
    INFO(engine_.created().dump());
    const json imported =
        engine_.ask("data.import", {{"text", kGuardedRecords}}, {{"administrator", true}});
    INFO(imported.dump());
    REQUIRE(imported["result"]["imported"] == 8);
    theirs_["$session"] = open({{"user", "zhou"}});
  }

  std::string open(const json& principal) {
    const json opened = engine_.ask("form.open", {{"form", "visit"}}, principal);
    return opened["ok"] == true ? opened["result"]["session"].get<std::string>() : "closed";
  }
  int64_t ops() { return engine_.result("engine.info")["op_count"]; }

  // The reply to the request with ids of one kind, the ids and what is new each time left out.
  std::string ask(const std::string& type, const json& params, const json& principal,
                  const json& ids) {
    const std::string own = open(principal);
    std::string text = replaced(params.dump(), "$own", own);
    for (const auto& [name, id] : ids.items()) text = replaced(text, name, id);
    json reply = engine_.ask(type, json::parse(text), principal);
    reply.erase("id");
    std::string out = reply.dump();
    for (const auto& [name, id] : ids.items()) out = replaced(out, id, name);
    for (const char* fresh : {"session", "record"}) {
      const json& result = reply.contains("result") ? reply["result"] : json::object();
      if (result.contains(fresh) && result[fresh].is_string()) {
        out = replaced(out, result[fresh], "NEW");
      }
    }
    if (reply.contains("result") && reply["result"].contains("capture")) {
      out = replaced(out, reply["result"]["capture"].value("nonce", ""), "NEW");
    }
    return replaced(out, own, "OWN");
  }

  json theirs() const { return theirs_; }

 private:
  TestEngine engine_;
  json theirs_ = {{"$visit", "v-west"}, {"$customer", "c-west"}, {"$person", "zhou"}};
};

template <typename... Request>
struct Types {
  static std::set<std::string> all() { return {std::string(Request::kType)...}; }
};

TEST_CASE("ids of what one may not see are answered like ids of nothing") {
  Guarded guarded;
  const json table = requests();
  std::set<std::string> listed;
  for (const auto& [type, all] : table.items()) listed.insert(type);
  CHECK(listed == AllRequests<Types>::all());
  const json missing = {
      {"$visit", "v-none"}, {"$customer", "c-none"}, {"$person", "p-none"}, {"$session", "s-none"}};
  const int64_t before = guarded.ops();
  for (const json& principal : {json{{"user", "li"}}, json{{"user", "guest"}}, json::object()}) {
    for (const auto& [type, all] : table.items()) {
      for (const json& params : all) {
        INFO(principal.dump() << " " << type << " " << params.dump());
        CHECK(guarded.ask(type, params, principal, guarded.theirs()) ==
              guarded.ask(type, params, principal, missing));
      }
    }
  }
  CHECK(guarded.ops() == before);
}

TEST_CASE("whoever may see it gets another answer than for nothing") {
  Guarded guarded;
  const json params = {{"entity", "visit"}, {"record", "$visit"}};
  const json missing = {{"$visit", "v-none"}};
  for (const char* person : {"zhou", "he"}) {
    CHECK(guarded.ask("record.get", params, {{"user", person}}, guarded.theirs()) !=
          guarded.ask("record.get", params, {{"user", person}}, missing));
  }
}

}  // namespace
}  // namespace tollgate::api
