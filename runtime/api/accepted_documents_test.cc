// A document that is accepted must always serve: large, deep and contrary ones are saved, the
// engine is started again, and the first requests are answered, none of them refused for too much
// work.
#include <catch_amalgamated.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "tollgate/api/dispatch.h"
#include "tollgate/base/turn.h"
#include "tollgate/files/storage_files.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

json named(const std::string& text) { return {{"en", text}}; }

json field(const std::string& id, const char* type = "text", json more = json::object()) {
  json made = {{"id", id}, {"type", type}, {"label", named(id)}};
  made.update(more);
  return made;
}

std::string numbered(const char* stem, int number) { return stem + std::to_string(number); }

// An app with one entity, a form of all its fields, a list, a metric and a dashboard.
json small_app() {
  json app = json::parse(R"json({
    "format": "tollgate.app/1", "id": "hostile", "version": 1, "label": {"en": "Hostile"},
    "locales": ["en"],
    "entities": [{"id": "e0", "label": {"en": "E"}, "title": "f0", "fields": []}],
    "forms": [{"id": "e0", "entity": "e0", "label": {"en": "E"},
               "sections": [{"id": "main", "fields": []}]}],
    "views": [{"id": "all", "entity": "e0", "label": {"en": "All"}, "columns": [{"field": "f0"}]}],
    "metrics": [{"id": "m0", "label": {"en": "M"}, "entity": "e0", "aggregate": "count"}],
    "dashboards": [{"id": "d0", "label": {"en": "D"}, "widgets": [
      {"id": "w0", "type": "metric", "label": {"en": "W"}, "metric": "m0"}]}]
  })json");
  return app;
}

void add_field(json& app, json made) {
  json& sections = app["forms"][0]["sections"];
  if (sections.back()["fields"].size() == 150) {
    sections.push_back({{"id", numbered("s", int(sections.size()))}, {"fields", json::array()}});
  }
  sections.back()["fields"].push_back({{"field", made["id"]}});
  app["entities"][0]["fields"].push_back(std::move(made));
}

struct HostileDocument {
  const char* name;
  std::function<void(json& app)> make;
};

std::vector<HostileDocument> hostile_documents() {
  return {
      {"many fields",
       [](json& app) {
         for (int i = 1; i < 1200; ++i) add_field(app, field(numbered("f", i)));
       }},
      {"many fields, each shown by the one before",
       [](json& app) {
         for (int i = 1; i < 500; ++i) {
           add_field(app, field(numbered("f", i), "text",
                                {{"visible", numbered("f", i - 1) + " != null or " +
                                                 numbered("f", i - 1) + " = \"x\""}}));
         }
       }},
      {"a chain of computed fields",
       [](json& app) {
         add_field(app, field("n0", "number"));
         for (int i = 1; i < 400; ++i) {
           add_field(app, field(numbered("n", i), "number",
                                {{"computed", numbered("n", i - 1) + " * 2 + 1"}}));
         }
       }},
      {"each computed field reads all before it",
       [](json& app) {
         add_field(app, field("n0", "number"));
         std::string all = "n0";
         for (int i = 1; i < 80; ++i) {
           add_field(app, field(numbered("n", i), "number", {{"computed", all}}));
           all += " + " + numbered("n", i);
         }
       }},
      {"rules that work as much as they may",
       [](json& app) {
         for (int i = 1; i < 60; ++i) {
           add_field(app, field(numbered("f", i), "text",
                                {{"visible", "count(for x in 1..100000 return x * x) > " +
                                                 std::to_string(i)}}));
         }
       }},
      {"deep expressions",
       [](json& app) {
         std::string deep = "f0 = \"a\"";
         for (int i = 0; i < 60; ++i) deep = "(" + deep + " or f0 = \"" + numbered("b", i) + "\")";
         for (int i = 1; i < 100; ++i) {
           add_field(app, field(numbered("f", i), "text", {{"visible", deep}}));
         }
       }},
      {"entities that refer to each other in a circle",
       [](json& app) {
         for (int i = 1; i < 120; ++i) {
           app["entities"].push_back(
               {{"id", numbered("e", i)},
                {"label", named("E")},
                {"title", "back.name"},
                {"fields",
                 {field("name"), field("back", "reference",
                                       {{"entity", i + 1 < 120 ? numbered("e", i + 1) : "e1"}})}}});
         }
         add_field(app, field("first", "reference", {{"entity", "e1"}}));
         add_field(app, field("self", "reference", {{"entity", "e0"}}));
         app["entities"][0]["title"] = "self.f0";
       }},
      {"many automations",
       [](json& app) {
         app["automations"] = json::array();
         for (int i = 0; i < 190; ++i) {
           app["automations"].push_back({{"id", numbered("a", i)},
                                         {"label", named("A")},
                                         {"on", {{"event", "record_saved"}, {"entity", "e0"}}},
                                         {"when", "f0 = \"" + std::to_string(i) + "\""},
                                         {"effects",
                                          {{{"type", "notify"},
                                            {"channel", "in_app"},
                                            {"to", "\"boss\""},
                                            {"message", named("{{ f0 }}")}}}}});
         }
       }},
      {"automations that set off each other",
       [](json& app) {
         app["automations"] = json::array();
         for (int i = 0; i < 40; ++i) add_field(app, field(numbered("g", i)));
         for (int i = 0; i < 40; ++i) {
           app["automations"].push_back(
               {{"id", numbered("a", i)},
                {"label", named("A")},
                {"on", {{"event", "record_saved"}, {"entity", "e0"}}},
                {"effects",
                 {{{"type", "set_field"},
                   {"field", numbered("g", i)},
                   {"value", "string(" + numbered("g", (i + 1) % 40) + ") + \"x\""}}}}});
         }
       }},
      {"many metrics and widgets",
       [](json& app) {
         for (int i = 1; i < 200; ++i) {
           app["metrics"].push_back({{"id", numbered("m", i)},
                                     {"label", named("M")},
                                     {"entity", "e0"},
                                     {"aggregate", "count"},
                                     {"filter", "f0 != \"" + std::to_string(i) + "\""}});
           if (i >= 45) continue;
           app["dashboards"][0]["widgets"].push_back({{"id", numbered("w", i)},
                                                      {"type", "breakdown"},
                                                      {"label", named("W")},
                                                      {"metric", numbered("m", i)},
                                                      {"group_by", "f0"}});
         }
       }},
      {"many lists",
       [](json& app) {
         for (int i = 1; i < 190; ++i) {
           app["views"].push_back(
               {{"id", numbered("v", i)},
                {"entity", "e0"},
                {"label", named("V")},
                {"columns", {{{"field", "f0"}}}},
                {"sort", {{{"field", "f0"}, {"descending", i % 2 == 0}}}},
                {"filter", "matches(f0, \"^(a+)+" + std::to_string(i) + "$\")"}});
         }
       }},
      {"a long workflow with gates",
       [](json& app) {
         json options = json::array();
         json stages = json::array();
         json transitions = json::array();
         for (int i = 0; i < 45; ++i) {
           options.push_back({{"id", numbered("s", i)}, {"label", named("S")}});
           json stage = {{"id", numbered("s", i)}, {"label", named("S")}};
           if (i > 0) {
             stage["requires"] = {{{"id", "r"},
                                   {"label", named("R")},
                                   {"test", "f0 != null"},
                                   {"fields", {"f0"}},
                                   {"message", named("No.")}}};
             transitions.push_back({{"from", numbered("s", i - 1)}, {"to", numbered("s", i)}});
           }
           stages.push_back(std::move(stage));
         }
         add_field(app, field("stage", "choice", {{"options", options}}));
         app["workflows"] = {{{"id", "flow"},
                              {"entity", "e0"},
                              {"stage_field", "stage"},
                              {"label", named("F")},
                              {"stages", stages},
                              {"transitions", transitions}}};
       }},
      {"long texts",
       [](json& app) {
         app["label"]["en"] = std::string(200, 'x');
         for (int i = 1; i < 200; ++i) {
           add_field(app,
                     field(numbered("f", i), "text", {{"help", named(std::string(2000, 'h'))}}));
         }
       }},
      {"choices with very many options",
       [](json& app) {
         json options = json::array();
         for (int i = 0; i < 2000; ++i) {
           options.push_back({{"id", numbered("o", i)}, {"label", named("O")}});
         }
         for (int i = 1; i < 5; ++i) {
           add_field(app, field(numbered("c", i), "choice", {{"options", options}}));
         }
       }},
  };
}

struct Served {
  files::MemoryFiles files;
  std::unique_ptr<engine::Engine> engine;
  const engine::Principal all{.administrator = true, .whole_app = true};

  void open() {
    engine.reset();
    engine::EngineOptions options{.storage = "opfs", .path = "main.db", .files = &files};
    auto opened = engine::Engine::open(options);
    if (!opened) FAIL(opened.diagnostics().front().message.en);
    engine = std::move(*opened);
  }
  json ask(const char* type, const json& params) {
    const json asked = {{"id", 1}, {"type", type}, {"params", params}, {"locale", "en"}};
    return json::parse(handle_message(*engine, all, asked.dump()).reply);
  }
  json served(const char* type, const json& params) {
    json reply = ask(type, params);
    INFO(type << ": " << reply.dump().substr(0, 500));
    CHECK(reply.at("ok") == true);
    return reply;
  }
};

TEST_CASE("what was accepted always serves, from the first start on") {
  int accepted = 0;
  std::string told;
  for (const HostileDocument& document : hostile_documents()) {
    INFO(document.name);
    json app = small_app();
    app["entities"][0]["fields"].push_back(field("f0"));
    app["forms"][0]["sections"][0]["fields"].push_back({{"field", "f0"}});
    document.make(app);
    Served of;
    of.open();
    const json saved = of.ask("app.save", {{"text", app.dump()}});
    if (saved.at("ok") != true) {
      // Refused as a whole, which is as good: it says why, and where.
      told += std::string(document.name) + ": " + saved.at("diagnostics")[0].dump() + "\n";
      CHECK_FALSE(saved.at("diagnostics")[0].at("code").get<std::string>().empty());
      of.open();
      continue;
    }
    ++accepted;
    std::string lines;
    for (int i = 0; i < 40; ++i) {
      lines += json{{"entity", "e0"},
                    {"id", numbered("r", i)},
                    {"values", {{"f0", std::string(40, 'a') + std::to_string(i % 7)}}}}
                   .dump() +
               "\n";
    }
    const json imported = of.served("data.import", {{"text", lines}});
    of.open();
    of.served("app.describe", json::object());
    const json list = of.served("record.list", {{"view", "all"}, {"limit", 50}});
    CHECK(list["result"]["rows"].size() == imported["result"]["imported"]);
    of.served("record.get", {{"entity", "e0"}, {"record", "r1"}});
    of.served("dashboard.read", {{"dashboard", "d0"}});
    const json opened = of.served("form.open", {{"form", "e0"}});
    const json session = opened["result"]["session"];
    of.served("form.set", {{"session", session}, {"path", "f0"}, {"value", "typed"}});
    of.served("form.save", {{"session", session}, {"complete", false}});
    of.served("record.history", {{"entity", "e0"}, {"record", "r1"}});
    if (app["views"].size() > 1) of.served("record.list", {{"view", "v1"}, {"limit", 50}});
  }
  INFO(told);
  CHECK(accepted >= 12);
}

}  // namespace
}  // namespace tollgate::api
