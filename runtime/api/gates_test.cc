// Nobody talks past a gate, on whatever path; and what a gate has seen stays seen. Each test is a
// client that says whatever it likes.
#include <catch_amalgamated.hpp>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

constexpr const char* kDealsApp = R"json({
  "format": "tollgate.app/1", "id": "deals", "version": 1,
  "label": {"en": "Deals", "zh-CN": "商机"}, "locales": ["en", "zh-CN"],
  "roles": [{"id": "rep", "label": {"en": "Rep", "zh-CN": "代表"}},
            {"id": "manager", "label": {"en": "Manager", "zh-CN": "经理"}}],
  "users": {"entity": "person", "role": "role"},
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "fields": [
      {"id": "role", "type": "text", "label": {"en": "Role", "zh-CN": "角色"}}]},
    {"id": "customer", "label": {"en": "Customer", "zh-CN": "客户"}, "fields": [
      {"id": "license", "type": "text", "label": {"en": "License", "zh-CN": "许可证"}}]},
    {"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "fields": [
      {"id": "stage", "type": "choice", "label": {"en": "Stage", "zh-CN": "阶段"}, "default": "\"lead\"",
       "options": [{"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
                   {"id": "demo", "label": {"en": "Demo", "zh-CN": "演示"}},
                   {"id": "won", "label": {"en": "Won", "zh-CN": "签约"}}]},
      {"id": "name", "type": "text", "required": true, "label": {"en": "Name", "zh-CN": "名称"}},
      {"id": "deck", "type": "file", "label": {"en": "Deck", "zh-CN": "方案"}},
      {"id": "price", "type": "number", "label": {"en": "Price", "zh-CN": "报价"}},
      {"id": "objection", "type": "text", "label": {"en": "Objection", "zh-CN": "异议"}},
      {"id": "photos", "type": "photo", "multiple": true, "label": {"en": "Photos", "zh-CN": "照片"}},
      {"id": "note", "type": "text", "label": {"en": "Note", "zh-CN": "备注"}},
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}}]}],
  "workflows": [{"id": "sales", "entity": "deal", "stage_field": "stage",
    "label": {"en": "Sales", "zh-CN": "销售"}, "stage_importers": ["manager"],
    "stages": [
      {"id": "lead", "label": {"en": "Lead", "zh-CN": "线索"}},
      {"id": "demo", "label": {"en": "Demo", "zh-CN": "演示"}, "requires": [
        {"id": "deck", "label": {"en": "Deck", "zh-CN": "方案"}, "test": "deck != null", "fields": ["deck"],
         "message": {"en": "The deck is missing.", "zh-CN": "还缺方案。"}},
        {"id": "photos", "label": {"en": "Photo", "zh-CN": "照片"}, "test": "count(photos) >= 1 and objection = null",
         "fields": ["photos", "objection"], "message": {"en": "A photo is missing.", "zh-CN": "还缺照片。"}},
        {"id": "license", "label": {"en": "License", "zh-CN": "许可证"}, "test": "customer.license != null",
         "message": {"en": "The license is missing.", "zh-CN": "还缺许可证。"}}]},
      {"id": "won", "label": {"en": "Won", "zh-CN": "签约"}, "requires": [
        {"id": "price", "label": {"en": "Price", "zh-CN": "报价"}, "test": "price > 0", "fields": ["price"],
         "message": {"en": "The price is missing.", "zh-CN": "还缺报价。"}}]}],
    "transitions": [{"from": "lead", "to": "demo"}, {"from": "demo", "to": "lead"},
                    {"from": "demo", "to": "won", "roles": ["manager"]}, {"from": "won", "to": "demo"}]}],
  "views": [{"id": "broken", "entity": "deal", "label": {"en": "Broken", "zh-CN": "不成立"},
             "columns": [{"field": "name"}], "filter": "not(record.stage_holds)"},
            {"id": "unverified", "entity": "deal", "label": {"en": "Unverified", "zh-CN": "未验证"},
             "columns": [{"field": "name"}], "filter": "record.stage_origin = \"imported\""}],
  "forms": [
    {"id": "customer", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"},
     "sections": [{"id": "main", "fields": [{"field": "license"}]}]},
    {"id": "deal", "entity": "deal", "label": {"en": "Deal", "zh-CN": "商机"},
     "sections": [{"id": "main", "fields": [{"field": "name"}, {"field": "deck"}, {"field": "price"},
       {"field": "photos"}, {"field": "note"}, {"field": "objection"}, {"field": "customer"}, {"field": "stage"}]}]}]
})json";

constexpr const char* kThreePeople =
    R"({"entity":"person","id":"ann","values":{"role":"rep"}}
{"entity":"person","id":"max","values":{"role":"manager"}}
{"entity":"customer","id":"c1","values":{"license":"L-1"}}
)";

const json kAnn = {{"user", "ann"}};
const json kMax = {{"user", "max"}};

json changed_app(const json& app, const std::string& pointer, const json& value) {
  json next = app;
  next[json::json_pointer(pointer)] = value;
  return next;
}

class Deals {
 public:
  explicit Deals(const json& app = json::parse(kDealsApp))
      : engine({{"storage", "memory"}, {"app", app.dump()}}) {
    INFO(engine.created().dump());
    REQUIRE(engine.created()["ok"] == true);
    REQUIRE(engine.result("data.import", {{"text", kThreePeople}})["imported"] == 3);
    for (const char* bytes : {"the deck", "another deck", "photo 1", "photo 2"}) {
      files.push_back(put(bytes));
    }
  }
  ~Deals() {
    // Whatever happened, the log says the same again.
    const json rebuilt = engine.result("log.rebuild");
    INFO(rebuilt.dump());
    CHECK(rebuilt["differences"] == json::array());
    CHECK(engine.result("log.verify")["findings"] == json::array());
  }

  json put(const std::string& bytes) {
    tg_blob_put(engine.handle(), "f.bin", 5, bytes.data(), bytes.size());
    return {{"sha256", json::parse(std::string(tg_reply(), tg_reply_size()))["result"]["sha256"]}};
  }
  json photos(std::initializer_list<int> numbers) {
    json all = json::array();
    for (int n : numbers) all.push_back(files[size_t(n) + 1]);
    return all;
  }
  // A form over the record ("": a new one), filled in and saved; the reply to form.save.
  json fill(const std::string& record, const json& values, bool complete = true,
            const json& who = kAnn) {
    json params = {{"form", "deal"}};
    if (!record.empty()) params["record"] = record;
    form = engine.result("form.open", params, who);
    INFO(form.dump());
    REQUIRE(form.contains("session"));
    for (const auto& [field, value] : values.items()) {
      last_set = engine.ask("form.set",
                            {{"session", form["session"]}, {"path", field}, {"value", value}}, who);
    }
    return engine.ask("form.save", {{"session", form["session"]}, {"complete", complete}}, who);
  }
  json ready(const json& more = json::object()) {
    json values = {{"name", "A"}, {"deck", files[0]}, {"photos", photos({1})}, {"customer", "c1"}};
    values.update(more);
    return values;
  }
  // A deal that went through the gate of `demo`.
  std::string shown(const json& more = json::object()) {
    const std::string record = fill("", ready(more))["result"]["record"];
    REQUIRE(advance(record, "demo")["result"]["advanced"] == true);
    return record;
  }
  json advance(const std::string& record, const std::string& to, const json& who = kAnn) {
    return engine.ask("workflow.advance", {{"workflow", "sales"}, {"record", record}, {"to", to}},
                      who);
  }
  json state(const std::string& record) {
    return engine.result("workflow.state", {{"workflow", "sales"}, {"record", record}})["state"];
  }
  std::string stage(const std::string& record) { return state(record)["stage"]; }
  json import(const json& line, const json& who) {
    return engine.result("data.import", {{"text", line.dump()}}, who);
  }
  json save_app(const json& app) { return engine.ask("app.save", {{"text", app.dump()}}); }
  std::vector<std::string> rows(const std::string& view) {
    std::vector<std::string> ids;
    const json reply = engine.result("record.list", {{"view", view}});
    for (const json& row : reply["rows"]) ids.push_back(row["record"]);
    return ids;
  }

  TestEngine engine;
  std::vector<json> files;
  json form;
  json last_set;
};

TEST_CASE("a record begins in the first stage, whatever is said") {
  Deals deals;
  SECTION("by first values") {
    const json form = deals.engine.result(
        "form.open", {{"form", "deal"}, {"values", {{"name", "A"}, {"stage", "won"}}}}, kAnn);
    deals.engine.result("form.save", {{"session", form["session"]}, {"complete", true}}, kAnn);
    CHECK(deals.stage(form["record"]) == "lead");
  }
  SECTION("by form.set") {
    const std::string record =
        deals.fill("", {{"name", "A"}, {"stage", "won"}})["result"]["record"];
    CHECK(code_of(deals.last_set) == "form.read_only");
    CHECK(deals.stage(record) == "lead");
    CHECK(deals.state(record)["stage_origin"] == "begun");
    CHECK(deals.state(record)["stage_holds"] == true);
  }
}

TEST_CASE("a default never begins a record behind a gate") {
  // The lint refuses such a document; one of before is read all the same.
  const json app = changed_app(json::parse(kDealsApp), "/entities/2/fields/0/default", "\"won\"");
  Deals deals;
  CHECK(code_of(deals.save_app(app)) == "lint.stage_default");
}

TEST_CASE("a draft goes through no gate") {
  Deals deals;
  json values = deals.ready();
  values.erase("name");  // required
  const std::string record = deals.fill("", values, false)["result"]["record"];
  const json refused = deals.advance(record, "demo")["result"];
  INFO(refused.dump());
  CHECK(refused["advanced"] == false);
  CHECK(refused["missing"][0]["id"] == "submitted");
  CHECK(deals.stage(record) == "lead");
  CHECK(deals.state(record)["moves"][0]["allowed"] == false);
}

TEST_CASE("a claimed role opens no gate") {
  Deals deals;
  const std::string record = deals.shown({{"price", 5}});
  CHECK(code_of(deals.advance(record, "won", kAnn)) == "workflow.role");
  CHECK(code_of(deals.advance(record, "won", json::object())) == "workflow.role");
  CHECK(code_of(deals.advance(record, "won", {{"role", "manager"}})) == "engine.not_their_role");
  CHECK(code_of(deals.advance(record, "won", {{"user", "ann"}, {"role", "manager"}})) ==
        "engine.not_their_role");
  // In the message, beside the parameters or among them.
  for (const json& message :
       {json{{"id", 1},
             {"type", "workflow.advance"},
             {"role", "manager"},
             {"params", {{"workflow", "sales"}, {"record", record}, {"to", "won"}}}},
        json{{"id", 1},
             {"type", "workflow.advance"},
             {"params",
              {{"workflow", "sales"}, {"record", record}, {"to", "won"}, {"role", "manager"}}}},
        json{{"id", 1},
             {"type", "workflow.advance"},
             {"administrator", true},
             {"params", {{"workflow", "sales"}, {"record", record}, {"to", "won"}}}}}) {
    const json reply = deals.engine.send(message.dump(), kAnn.dump());
    INFO(reply.dump());
    CHECK(reply["ok"] == false);
  }
  CHECK(deals.stage(record) == "demo");
  CHECK(deals.advance(record, "won", kMax)["result"]["advanced"] == true);
}

TEST_CASE("an import brings a stage along only where its role may, and unverified") {
  Deals deals;
  const json line = {
      {"entity", "deal"}, {"id", "d1"}, {"values", {{"name", "A"}, {"stage", "won"}}}};
  for (const json& who : {kAnn, json::object()}) {
    const json report = deals.import(line, who);
    INFO(report.dump());
    CHECK(report["imported"] == 0);
    REQUIRE(report["refused"] == 1);
    const json& finding = report["lines"][0]["findings"][0];
    CHECK(finding["code"] == "workflow.stage_not_importable");
    CHECK(finding["place"]["source"] == "line 1");
  }
  CHECK(deals.import(line, kMax)["imported"] == 1);
  const json state = deals.state("d1");
  INFO(state.dump());
  CHECK(state["stage"] == "won");
  CHECK(state["stage_origin"] == "imported");
  CHECK(state["stage_holds"] == false);
  REQUIRE(state["broken"].size() == 2);
  CHECK(state["broken"][0]["stage"] == "demo");
  CHECK(state["broken"][1]["requirements"][0]["message"] == "The price is missing.");
  CHECK(deals.rows("unverified") == std::vector<std::string>{"d1"});
  CHECK(deals.rows("broken") == std::vector<std::string>{"d1"});
  const json row = deals.engine.result("record.list", {{"view", "broken"}})["rows"][0];
  CHECK(row["stage_imported"] == true);
  CHECK(row["stage_broken"] == true);
  // With all that its gates ask for it still came unverified.
  deals.fill("d1", deals.ready({{"price", 5}}));
  CHECK(deals.state("d1")["stage_holds"] == true);
  CHECK(deals.state("d1")["stage_origin"] == "imported");
  // A first stage needs nobody's leave, one that is none has nobody's.
  CHECK(deals.import(
            {{"entity", "deal"}, {"id", "d2"}, {"values", {{"name", "B"}, {"stage", "lead"}}}},
            kAnn)["imported"] == 1);
  CHECK(deals.state("d2")["stage_origin"] == "begun");
}

TEST_CASE("what a gate saw can be neither changed nor removed") {
  Deals deals;
  const std::string record = deals.shown();
  CHECK(deals.state(record)["passed"][0]["fields"] == json::array({"customer", "deck", "photos"}));
  const json changes[] = {{{"deck", nullptr}},         {{"deck", deals.files[1]}},
                          {{"photos", json::array()}}, {{"photos", deals.photos({2})}},
                          {{"customer", nullptr}},     {{"objection", "too dear"}}};
  for (const json& change : changes) {
    const json reply = deals.fill(record, change);
    INFO(change.dump() << reply.dump());
    const bool at_the_form = reply["ok"] == true && reply["result"]["saved"] == false;
    const bool at_commit = code_of(reply) == "workflow.seen_by_gate";
    CHECK((at_the_form || at_commit));
    if (at_the_form) {
      const json finding = deals.last_set["result"]["changes"]["fields"][0]["diagnostics"][0];
      CHECK(finding["code"] == "workflow.seen_by_gate");
      CHECK(finding["message"]["zh-CN"].get<std::string>().find("先把记录移回“线索”") !=
            std::string::npos);
      CHECK(finding["candidates"] == json::array({"lead"}));
    }
    deals.engine.ask("record.discard", {{"entity", "deal"}, {"record", record}},
                     kAnn);  // the draft
    CHECK(deals.state(record)["stage_holds"] == true);
  }
  // More evidence is no loss, nor is what no gate saw.
  CHECK(deals.fill(record, {{"photos", deals.photos({2, 1})},
                            {"note", "n"},
                            {"price", 3}})["result"]["saved"] == true);
  // Back before the gate it is one's own again.
  CHECK(deals.advance(record, "lead")["result"]["advanced"] == true);
  CHECK(deals.fill(record, {{"deck", nullptr}})["result"]["saved"] == true);
  CHECK(deals.advance(record, "demo")["result"]["advanced"] == false);
}

TEST_CASE("the verdict keeps what it saw") {
  Deals deals;
  const std::string record = deals.shown();
  const json passed = deals.state(record)["passed"][0];
  CHECK(passed["stage"] == "demo");
  CHECK(passed["user"] == "ann");
  CHECK(passed["app_version"] == 1);
}

TEST_CASE("where the app says so, the gate reopens") {
  const json app = changed_app(json::parse(kDealsApp), "/workflows/0/after_passing", "reopen");
  SECTION("and the record goes back before it") {
    Deals deals(app);
    const std::string record = deals.shown({{"price", 5}});
    REQUIRE(deals.advance(record, "won", kMax)["result"]["advanced"] == true);
    const json reply = deals.fill(record, {{"deck", nullptr}});
    INFO(reply.dump());
    CHECK(deals.last_set["result"]["changes"]["fields"][0]["diagnostics"][0]["severity"] ==
          "warning");
    CHECK(reply["result"]["saved"] == true);
    CHECK(reply["result"]["workflow"]["stage"] == "lead");
    CHECK_FALSE(deals.state(record).contains("passed"));
    CHECK(deals.stage(record) == "lead");
    CHECK(deals.advance(record, "demo")["result"]["advanced"] == false);
  }
  SECTION("but for a stage that says otherwise") {
    Deals deals(changed_app(app, "/workflows/0/stages/1/after_passing", "refuse"));
    const std::string record = deals.shown();
    CHECK(deals.fill(record, {{"deck", nullptr}})["result"]["saved"] == false);
    CHECK(deals.stage(record) == "demo");
  }
}

TEST_CASE("an automation takes nothing from a gate either") {
  json app = json::parse(kDealsApp);
  app["automations"] = json::array(
      {{{"id", "wipe"},
        {"label", {{"en", "Wipe"}, {"zh-CN", "清除"}}},
        {"on", {{"event", "record_saved"}, {"entity", "deal"}}},
        {"when", "note = \"wipe\""},
        {"effects",
         json::array({{{"type", "set_field"}, {"field", "objection"}, {"value", "\"x\""}}})}}});
  Deals deals(app);
  const std::string record = deals.shown();
  const json reply = deals.fill(record, {{"note", "wipe"}});
  INFO(reply.dump());
  CHECK(reply["result"]["saved"] == true);
  CHECK(reply["result"]["problems"][0]["code"] == "workflow.seen_by_gate");
  CHECK(reply["result"]["problems"][0]["place"]["pointer"] == "/automations/wipe");
  CHECK(deals.state(record)["stage_holds"] == true);
}

TEST_CASE("a document without gates leads nobody beyond") {
  const json app = json::parse(kDealsApp);
  Deals deals(app);
  json open = changed_app(app, "/workflows/0/stages/1/requires", json::array());
  open["workflows"][0]["stages"][2]["requires"] = json::array();
  REQUIRE(deals.save_app(open)["ok"] == true);
  const std::string record = deals.fill("", {{"name", "A"}})["result"]["record"];
  REQUIRE(deals.advance(record, "demo")["result"]["advanced"] == true);
  REQUIRE(deals.advance(record, "won", kMax)["result"]["advanced"] == true);
  CHECK(deals.state(record)["stage_holds"] == true);
  REQUIRE(deals.save_app(app)["ok"] == true);
  const json state = deals.state(record);
  INFO(state.dump());
  CHECK(state["stage"] == "won");
  CHECK(state["stage_holds"] == false);
  CHECK(state["broken"].size() == 2);
  CHECK(deals.rows("broken") == std::vector<std::string>{record});
}

TEST_CASE("a way around a gate is no way") {
  json app = json::parse(kDealsApp);
  app["workflows"][0]["transitions"] = json::array({{{"from", "lead"}, {"to", "won"}},
                                                    {{"from", "lead"}, {"to", "demo"}},
                                                    {{"from", "won"}, {"to", "demo"}}});
  app["workflows"][0]["stages"][2]["requires"] = json::array();
  Deals deals(app);
  const std::string record = deals.fill("", {{"name", "A"}})["result"]["record"];
  REQUIRE(deals.advance(record, "won")["result"]["advanced"] == true);
  const json refused = deals.advance(record, "demo")["result"];
  INFO(refused.dump());
  CHECK(refused["advanced"] == false);
  CHECK(refused["missing"][0]["id"] == "deck");
}

TEST_CASE("a referred record that changes is seen where it counts") {
  Deals deals;
  const std::string record = deals.shown();
  const auto set_license = [&](const json& value) {
    const json form =
        deals.engine.result("form.open", {{"form", "customer"}, {"record", "c1"}}, kAnn);
    deals.engine.ask("form.set",
                     {{"session", form["session"]}, {"path", "license"}, {"value", value}}, kAnn);
    REQUIRE(deals.engine.result("form.save", {{"session", form["session"]}, {"complete", true}},
                                kAnn)["saved"] == true);
  };
  set_license(nullptr);
  const json state = deals.state(record);
  INFO(state.dump());
  CHECK(state["stage_holds"] == false);
  CHECK(state["broken"][0]["requirements"][0]["id"] == "license");
  // What was lost elsewhere does not keep people from their own work.
  CHECK(deals.fill(record, {{"note", "asked for it"}})["result"]["saved"] == true);
  set_license("L-2");
  CHECK(deals.state(record)["stage_holds"] == true);
  CHECK(deals.rows("broken").empty());
}

}  // namespace
}  // namespace tollgate::api
