#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/random.h"
#include "tollgate/designer/document/checks.h"
#include "tollgate/designer/document/document.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/document/words.h"

namespace tollgate::designer {
namespace {

const Json& at(const Document& document, const std::string& pointer) {
  const Json* value = find_pointer(document.json(), pointer);
  INFO(pointer);
  REQUIRE(value != nullptr);
  return *value;
}

void do_it(Document& document, const Command& command, double now_ms = 0) {
  const Status status = document.run(command, now_ms);
  if (!status) FAIL(status.diagnostics().front().message.en);
}

TEST_CASE("a new field goes into the entity and the form, selected, with an id of its own") {
  Document document(small_app());
  do_it(document, AddField{"/forms/0/sections/0", 1, "number"});
  const Json& added = at(document, "/entities/0/fields/4");
  CHECK(added["id"] == "number_1");
  CHECK(added["label"] == Json({{"zh-CN", "数字"}, {"en", "Number"}}));
  CHECK(at(document, "/forms/0/sections/0/fields/1/field") == "number_1");
  CHECK(at(document, "/forms/0/sections/0/fields/2/field") == "amount");
  CHECK(document.selection() == "/forms/0/sections/0/fields/1");

  do_it(document, AddField{"/forms/0/sections/1", 99, "number"});
  CHECK(at(document, "/entities/0/fields/5/id") == "number_2");
  CHECK(at(document, "/forms/0/sections/1/fields/1/field") == "number_2");
  CHECK_FALSE(has_errors(check_document(document.json())));
}

TEST_CASE("what each type needs comes with a new field, so that the document stays valid") {
  for (const Property& property : properties_at(small_app(), "/entities/0/fields/0")) {
    if (property.name != "type") continue;
    REQUIRE(property.values.size() == model::kFieldTypes.size());
    for (const std::string& type : property.values) {
      Document document(small_app());
      do_it(document, AddField{"/forms/0/sections/0", 0, type});
      INFO(type);
      CHECK_FALSE(has_errors(check_document(document.json())));
    }
  }
}

TEST_CASE("moving a field counts positions as they were before") {
  Document document(small_app());
  do_it(document, MoveField{"/forms/0/sections/0/fields/0", "/forms/0/sections/0", 2});
  CHECK(at(document, "/forms/0/sections/0/fields/0/field") == "amount");
  CHECK(at(document, "/forms/0/sections/0/fields/1/field") == "place");
  CHECK(document.selection() == "/forms/0/sections/0/fields/1");

  do_it(document, MoveField{"/forms/0/sections/0/fields/0", "/forms/0/sections/1", 0});
  CHECK(at(document, "/forms/0/sections/1/fields/0") ==
        Json({{"field", "amount"}, {"width", "half"}}));
  CHECK(at(document, "/forms/0/sections/0/fields").size() == 1);

  const uint64_t revision = document.revision();
  do_it(document, MoveField{"/forms/0/sections/1/fields/0", "/forms/0/sections/1", 1});
  CHECK(document.revision() == revision);  // it is there already: no step of undo

  CHECK_FALSE(
      document.run(MoveField{"/forms/0/sections/0/fields/0", "/forms/1/sections/0", 0}).ok());
}

TEST_CASE("removing from a form keeps the field; deleting takes all its places") {
  Document document(small_app());
  do_it(document, RemoveFromForm{"/forms/0/sections/0/fields/1"});
  CHECK(at(document, "/entities/0/fields").size() == 4);
  CHECK(unplaced_fields(document.json(), "/forms/0") ==
        std::vector<std::string>{"amount", "spare"});
  CHECK(document.selection() == "/forms/0/sections/0/fields/0");
  do_it(document, PlaceField{"/forms/0/sections/0", 0, "spare"});
  CHECK(at(document, "/forms/0/sections/0/fields/0/field") == "spare");

  do_it(document, DeleteField{"/entities/0/fields/0"});
  CHECK(at(document, "/entities/0/fields").size() == 3);
  CHECK(at(document, "/forms/0/sections/0/fields") == Json::array({{{"field", "spare"}}}));
  CHECK(at(document, "/forms/1/sections/0/fields") == Json::array({{{"field", "amount"}}}));
  CHECK(document.undo());
  CHECK(at(document, "/forms/1/sections/0/fields/1/field") == "place");
}

TEST_CASE("a duplicate has its own id and says that it is a copy") {
  Document document(small_app());
  do_it(document, DuplicateField{"/forms/0/sections/0/fields/1"});
  const Json& copy = at(document, "/entities/0/fields/2");
  CHECK(copy["id"] == "number_1");
  CHECK(copy["label"]["zh-CN"] == "金额（副本）");
  CHECK(copy["x_hint"] == "kept");
  CHECK(at(document, "/forms/0/sections/0/fields/2") ==
        Json({{"field", "number_1"}, {"width", "half"}}));
}

TEST_CASE("another type drops what only the old one had") {
  Document document(small_app());
  do_it(document, ChangeType{"/entities/0/fields/1", "choice"});
  const Json& field = at(document, "/entities/0/fields/1");
  CHECK_FALSE(field.contains("unit"));
  CHECK_FALSE(field.contains("minimum"));
  CHECK(field["options"].size() == 2);
  CHECK(field["x_hint"] == "kept");
  // The gate still compares it with a number: that is found, and nothing else.
  for (const Diagnostic& finding : check_document(document.json())) {
    if (finding.severity != Severity::kError) continue;
    INFO(finding.place.pointer << ": " << finding.message.en);
    CHECK(finding.place.pointer == "/workflows/0/stages/1/requires/0/test");
  }
  document.undo();
  CHECK(document.json() == small_app());
}

TEST_CASE("every type of field can be added and become every other, and nothing is wrong with it") {
  for (const model::FieldTypeInfo& from : model::kFieldTypes) {
    Document document(small_app());
    do_it(document, AddField{"/forms/0/sections/0", 0, std::string(from.name)});
    const size_t last = at(document, "/entities/0/fields").size() - 1;
    const std::string field = "/entities/0/fields/" + std::to_string(last);
    for (const model::FieldTypeInfo& to : model::kFieldTypes) {
      const Json& before = at(document, field);
      if (field_type_info(text_member(before, "type"))->family == model::FieldFamily::kNumber) {
        do_it(document, SetProperty{field + "/maximum", Json(7), true});
      }
      do_it(document, ChangeType{field, std::string(to.name)});
      for (const Diagnostic& finding : check_document(document.json())) {
        INFO(from.name << " to " << to.name << ": " << finding.message.en);
        CHECK_FALSE(
            (finding.severity == Severity::kError && finding.place.pointer.starts_with(field)));
      }
    }
  }
}

TEST_CASE("texts are set by language; an emptied one goes, but a label never vanishes") {
  Document document(small_app());
  do_it(document, SetText{"/entities/0/fields/0/help", "en", "Where"});
  CHECK(at(document, "/entities/0/fields/0/help") == Json({{"en", "Where"}}));
  do_it(document, SetText{"/entities/0/fields/0/help", "en", ""});
  CHECK_FALSE(at(document, "/entities/0/fields/0").contains("help"));
  do_it(document, SetText{"/entities/0/fields/0/label", "en", ""});
  CHECK(at(document, "/entities/0/fields/0/label") == Json({{"zh-CN", "地点"}}));
  do_it(document, SetText{"/entities/0/fields/0/label", "zh-CN", ""});
  CHECK(at(document, "/entities/0/fields/0/label") == Json({{"zh-CN", ""}}));
}

TEST_CASE("keystrokes become one step of undo, until a pause, another field or a save") {
  Document document(small_app());
  const std::string label = "/entities/0/fields/0/label";
  do_it(document, SetText{label, "zh-CN", "地"}, 0);
  do_it(document, SetText{label, "zh-CN", "地址"}, 200);
  do_it(document, SetText{label, "en", "A"}, 300);
  do_it(document, SetText{label, "en", "Ad"}, 9000);
  CHECK(document.undo());
  CHECK(at(document, label)["en"] == "A");
  CHECK(document.undo());
  CHECK(at(document, label)["en"] == "Place");
  CHECK(document.undo());
  CHECK(at(document, label)["zh-CN"] == "地点");
  CHECK_FALSE(document.can_undo());
  CHECK(document.redo());
  CHECK(at(document, label)["zh-CN"] == "地址");

  Document saved(small_app());
  do_it(saved, SetText{label, "zh-CN", "甲"}, 0);
  saved.mark_saved();
  do_it(saved, SetText{label, "zh-CN", "甲乙"}, 10);
  CHECK_FALSE(saved.is_saved());
  CHECK(saved.undo());
  CHECK(saved.is_saved());
  CHECK(at(saved, label)["zh-CN"] == "甲");
  saved.seal();
}

TEST_CASE("a stage and the option of its field come and go together, with its moves") {
  Document document(small_app());
  do_it(document, AddStage{"/workflows/0", 1});
  CHECK(at(document, "/workflows/0/stages/1/id") == "stage_1");
  CHECK(at(document, "/entities/0/fields/2/options/1/id") == "stage_1");
  CHECK_FALSE(has_errors(check_document(document.json())));
  do_it(document, RemoveStage{"/workflows/0/stages/2"});
  CHECK(at(document, "/entities/0/fields/2/options").size() == 2);
  CHECK(at(document, "/workflows/0/transitions").empty());
  do_it(document, RemoveStage{"/workflows/0/stages/1"});
  const Status last = document.run(RemoveStage{"/workflows/0/stages/0"});
  REQUIRE_FALSE(last.ok());
  CHECK(last.diagnostics().front().code == "designer.last_stage");
}

TEST_CASE("new elements have what the schema asks for") {
  for (const char* list : {"/entities", "/forms", "/scorecards", "/workflows", "/views", "/metrics",
                           "/dashboards", "/roles", "/automations"}) {
    Document document(small_app());
    do_it(document, AddItem{list});
    const Diagnostics findings = check_document(document.json());
    for (const Diagnostic& finding : findings) {
      // Shape errors are the designer's fault; what it means is for the person to fill in.
      INFO(list << ": " << finding.code << " " << finding.place.pointer << " "
                << finding.message.en);
      CHECK_FALSE(finding.code.starts_with("model.schema"));
    }
    CHECK_FALSE(document.selection().empty());
  }
}

TEST_CASE("a requirement can be added to a stage that has none yet") {
  Document document(small_app());
  do_it(document, AddItem{"/workflows/0/stages/0/requires"});
  const Json& added = at(document, "/workflows/0/stages/0/requires/0");
  CHECK(added["id"] == "requirement_1");
  CHECK(added["test"] == "");
  const Diagnostics unfinished = check_document(document.json());
  REQUIRE_FALSE(unfinished.empty());
  CHECK(unfinished[0].code == "lint.unfinished_rule");
  CHECK(unfinished[0].severity == Severity::kError);
  CHECK(unfinished[0].place.pointer == "/workflows/0/stages/0/requires/0/test");
  do_it(document, SetProperty{"/workflows/0/stages/0/requires/0/test", "amount > 5", false});
  CHECK_FALSE(has_errors(check_document(document.json())));
  do_it(document, UnsetProperty{"/workflows/0/stages/0/requires"});
  CHECK_FALSE(at(document, "/workflows/0/stages/0").contains("requires"));
}

TEST_CASE("commands about things that are gone are refused and change nothing") {
  Document document(small_app());
  const Json before = document.json();
  for (const Command& command : std::vector<Command>{
           AddField{"/forms/9/sections/0", 0, "text"},
           PlaceField{"/forms/0/sections/0", 0, "nobody"},
           MoveField{"/forms/0/sections/0/fields/7", "/forms/0/sections/0", 0},
           RemoveFromForm{"/nowhere/0"}, DeleteField{"/entities/0/fields/99"}, DuplicateField{""},
           ChangeType{"/entities/7", "text"}, AddSection{"/forms/4", 0},
           SetText{"/forms/7/label", "en", "x"}, AddItem{"/format"}, AddItem{"/id/x"},
           RemoveItem{"/forms/12"}, MoveItem{"/forms/12", 0}, AddStage{"/workflows/3", 0},
           RemoveStage{"/workflows/0/stages/8"}}) {
    const Status status = document.run(command);
    CHECK_FALSE(status.ok());
    CHECK(document.json() == before);
  }
  CHECK_FALSE(document.can_undo());
}

TEST_CASE("importing is one step; unknown members survive everything") {
  Document document(small_app());
  Json other = small_app();
  other.erase("workflows");
  other["id"] = "other";
  other["x_new"] = true;
  do_it(document, ReplaceAll{other});
  CHECK(document.json() == other);
  CHECK(document.undo());
  CHECK(document.json() == small_app());
  do_it(document, AddField{"/forms/0/sections/0", 0, "text"});
  CHECK(at(document, "/x_note/kept/1") == 2);
}

// The law of all commands: undoing gives the very document back, redoing the changed one.
TEST_CASE("any row of commands can be undone and redone exactly") {
  SeededRandom random(20251124);
  const auto below = [&](uint64_t n) { return static_cast<size_t>(random.next() % n); };
  const std::vector<std::string> types = {"text", "choice", "list", "reference", "photo", "number"};
  for (int round = 0; round < 40; ++round) {
    Document document(small_app());
    std::vector<Json> states = {document.json()};
    for (int step = 0; step < 25; ++step) {
      const std::string form = "/forms/" + std::to_string(below(2));
      const std::string section = form + "/sections/" + std::to_string(below(2));
      const std::string place = section + "/fields/" + std::to_string(below(3));
      const std::string field = "/entities/0/fields/" + std::to_string(below(6));
      Command command = AddSection{form, below(3)};
      switch (below(14)) {
        case 0:
          command = AddField{section, below(4), types[below(types.size())]};
          break;
        case 1:
          command = MoveField{place, form + "/sections/" + std::to_string(below(2)), below(4)};
          break;
        case 2:
          command = RemoveFromForm{place};
          break;
        case 3:
          command = DeleteField{field};
          break;
        case 4:
          command = DuplicateField{place};
          break;
        case 5:
          command = ChangeType{field, types[below(types.size())]};
          break;
        case 6:
          command = SetText{field + "/label", "en", "t" + std::to_string(step)};
          break;
        case 7:
          command = SetProperty{field + "/required", Json(below(2) == 0), false};
          break;
        case 8:
          command = AddItem{"/workflows/0/stages/" + std::to_string(below(2)) + "/requires"};
          break;
        case 9:
          command = MoveItem{form, below(3)};
          break;
        case 10:
          command = AddStage{"/workflows/0", below(4)};
          break;
        case 11:
          command = RemoveStage{"/workflows/0/stages/" + std::to_string(below(4))};
          break;
        case 12:
          command = PlaceField{section, below(3), "spare"};
          break;
        default:
          break;
      }
      document.seal();
      const uint64_t before = document.revision();
      (void)document.run(command).ok();
      CHECK((document.selection().empty() ||
             find_pointer(document.json(), document.selection()) != nullptr));
      if (document.revision() != before) states.push_back(document.json());
    }
    for (size_t i = states.size() - 1; i > 0; --i) {
      REQUIRE(document.json() == states[i]);
      REQUIRE(document.undo());
    }
    CHECK(document.json() == states.front());
    CHECK_FALSE(document.undo());
    for (size_t i = 1; i < states.size(); ++i) {
      REQUIRE(document.redo());
      REQUIRE(document.json() == states[i]);
    }
    CHECK_FALSE(document.redo());
  }
}

TEST_CASE("the schema says what may stand where") {
  const Json app = small_app();
  CHECK(definition_at(app, "") == "app");
  CHECK(definition_at(app, "/entities/0/fields/1") == "field");
  CHECK(definition_at(app, "/workflows/0/stages/1/requires/0") == "requirement");
  CHECK(definition_at(app, "/nothing/at/all").empty());
  bool seen = false;
  for (const Property& property : properties_at(app, "/workflows/0/stages/1/requires/0")) {
    if (property.name != "test") continue;
    seen = true;
    CHECK(property.kind == PropertyKind::kExpression);
    CHECK(property.required);
  }
  CHECK(seen);
  CHECK(new_element(app, "/metrics")["aggregate"] == "count");
}

TEST_CASE("an effect can become one of another kind, and an unknown kind is taken for none") {
  Json app = small_app();
  app["automations"] = Json::array(
      {{{"id", "a"},
        {"label", {{"en", "A"}}},
        {"on", {{"event", "record_saved"}, {"entity", "visit"}}},
        {"effects",
         {{{"type", "notify"}, {"channel", "wecom"}, {"to", "user"}, {"message", {{"en", "m"}}}},
          {{"type", "later"}, {"field", "note"}}}}}});
  const std::string effect = "/automations/0/effects/0";
  CHECK(definition_at(app, effect) == "effect_notify");
  const std::vector<Property> properties = properties_at(app, effect);
  REQUIRE_FALSE(properties.empty());
  CHECK(properties[0].name == "type");
  CHECK(properties[0].kind == PropertyKind::kVariant);
  CHECK(properties[0].values == std::vector<std::string>{"notify", "set_field"});
  const Json set_field = as_kind(app, effect, "set_field");
  CHECK(set_field["type"] == "set_field");
  CHECK(set_field.contains("field"));
  CHECK(set_field.contains("value"));
  CHECK_FALSE(set_field.contains("message"));
  CHECK(as_kind(app, effect, "notify") == app["automations"][0]["effects"][0]);
  CHECK(as_kind(app, effect, "later").is_null());
  CHECK(new_element(app, "/automations/0/effects")["type"] == "notify");

  CHECK(definition_at(app, "/automations/0/effects/1") == "effect");
  const std::vector<Property> unknown = properties_at(app, "/automations/0/effects/1");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].values == properties[0].values);
}

TEST_CASE("a stage and its option have one name and one order") {
  Document document(small_app());
  const auto options = [&] { return document.json()["entities"][0]["fields"][2]["options"]; };
  REQUIRE(document.run(SetText{"/workflows/0/stages/1/label", "zh-CN", "成交"}));
  CHECK(options()[1]["label"]["zh-CN"] == "成交");
  REQUIRE(document.run(SetText{"/entities/0/fields/2/options/0/label", "en", "Lead"}));
  CHECK(document.json()["workflows"][0]["stages"][0]["label"]["en"] == "Lead");
  REQUIRE(document.run(MoveItem{"/workflows/0/stages/1", 0}));
  CHECK(options()[0]["id"] == "won");
  CHECK(document.json()["workflows"][0]["stages"][0]["id"] == "won");
  REQUIRE(document.run(AddItem{"/workflows/0/stages"}));
  CHECK(options()[2]["id"] == document.json()["workflows"][0]["stages"][2]["id"]);
  while (document.can_undo()) document.undo();
  CHECK(document.json() == small_app());
}

TEST_CASE("options that are no stages keep their places when stages move") {
  Json app = small_app();
  Json& options = app["entities"][0]["fields"][2]["options"];
  options.insert(options.begin() + 1, Json::parse(R"({"id": "other", "label": {"en": "Other"}})"));
  Document document(app);
  REQUIRE(document.run(MoveItem{"/workflows/0/stages/0", 2}));
  CHECK(ids_of(document.json()["entities"][0]["fields"][2]["options"]) ==
        std::vector<std::string>{"won", "other", "lead"});
}

TEST_CASE("a new workflow has a stage field of its own and no error") {
  Json app = small_app();
  app.erase("workflows");
  Document document(app);
  REQUIRE(document.run(AddItem{"/workflows"}));
  const Json& workflow = document.json()["workflows"][0];
  const Json& field = document.json()["entities"][0]["fields"].back();
  CHECK(workflow["stage_field"] == field["id"]);
  CHECK(field["type"] == "choice");
  CHECK(field["options"][0]["id"] == workflow["stages"][0]["id"]);
  CHECK(document.selection() == "/workflows/0");
  for (const Diagnostic& finding : check_document(document.json())) {
    INFO(finding.place.pointer << ": " << finding.message.en);
    CHECK(
        (finding.severity != Severity::kError || !finding.place.pointer.starts_with("/workflows")));
  }
  REQUIRE(document.undo());
  CHECK(document.json() == app);
}

TEST_CASE("lines that are pasted become options, as one step") {
  Document document(small_app());
  const std::string list = "/entities/0/fields/2/options";
  REQUIRE(document.run(PasteItems{list, "en", "Meeting\r\n\n  Offer \t5\nMeeting\n"}));
  const Json& options = document.json()["entities"][0]["fields"][2]["options"];
  REQUIRE(options.size() == 4);
  CHECK(options[2] == Json::parse(R"({"id": "option_1", "label": {"en": "Meeting"}})"));
  CHECK(options[3] == Json::parse(R"({"id": "option_2", "label": {"en": "Offer"}, "points": 5})"));
  REQUIRE(document.undo());
  CHECK(document.json() == small_app());
}

TEST_CASE("a table that is pasted becomes criteria, or is refused with its line") {
  Json app = small_app();
  app["scorecards"] = Json::parse(R"([{"id": "score", "entity": "visit", "label": {"en": "Score"},
    "criteria": [{"id": "criterion_1", "label": {"en": "One"}, "points": 1, "met": "true"}]}])");
  Document document(app);
  const std::string list = "/scorecards/0/criteria";
  const Status refused = document.run(PasteItems{list, "zh-CN", "清洁\t5\n陈列\t很多"});
  REQUIRE_FALSE(refused);
  CHECK(refused.diagnostics().front().code == "designer.pasted_points");
  CHECK(refused.diagnostics().front().message.en.find("line 2") != std::string::npos);
  CHECK_FALSE(document.run(PasteItems{list, "en", "Clean\t-1"}));
  CHECK(document.json() == app);

  REQUIRE(document.run(PasteItems{list, "zh-CN", "清洁\t5\tamount 大于 3\t每天拖地\n陈列\t2.5"}));
  const Json& criteria = document.json()["scorecards"][0]["criteria"];
  REQUIRE(criteria.size() == 3);
  CHECK(criteria[1]["id"] == "criterion_2");
  CHECK(criteria[1]["label"] == Json::parse(R"({"zh-CN": "清洁"})"));
  CHECK(criteria[1]["advice"] == Json::parse(R"({"zh-CN": "每天拖地"})"));
  CHECK(criteria[1]["met"] == "amount > 3");
  CHECK(criteria[2]["points"] == 2.5);
}

TEST_CASE("a language that is written twice, or not yet, is asked for once") {
  const Json document = Json::parse(R"({"locales": ["en", "", "zh-CN", "en", 3, ""]})");
  CHECK(locales_of(document) == std::vector<std::string>{"en", "zh-CN"});
  CHECK(locales_of(Json::parse(R"({"locales": [""]})")) == std::vector<std::string>{"zh-CN"});
}

}  // namespace
}  // namespace tollgate::designer
