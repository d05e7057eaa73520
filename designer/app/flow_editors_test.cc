// Automations as sentences, workflows as pictures, gates by kind.
#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

const char* const kFlow = R"({"format": "tollgate.app/1", "id": "repairs", "version": 1,
  "label": {"en": "Repairs"}, "locales": ["en"], "users": {"entity": "person", "role": "role"},
  "roles": [{"id": "lead", "label": {"en": "Lead"}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "repair", "label": {"en": "Repair"}, "fields": [
      {"id": "what", "type": "text", "label": {"en": "What"}},
      {"id": "due", "type": "date", "label": {"en": "Due"}},
      {"id": "photo", "type": "file", "label": {"en": "Report"}},
      {"id": "who", "type": "reference", "entity": "person", "label": {"en": "Who"}},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
        {"id": "open", "label": {"en": "Opened"}}, {"id": "work", "label": {"en": "At work"}},
        {"id": "done", "label": {"en": "Done"}}]}]}],
  "workflows": [{"id": "fix", "entity": "repair", "label": {"en": "Fixing"}, "stage_field": "stage",
    "stages": [{"id": "open", "label": {"en": "Opened"}}, {"id": "work", "label": {"en": "At work"}},
               {"id": "done", "label": {"en": "Done"}, "kind": "won"}]}],
  "automations": [{"id": "late", "label": {"en": "Tell of what is late"},
    "on": {"event": "record_saved", "entity": "repair"},
    "effects": [{"type": "notify", "channel": "in_app", "to": "who", "message": {"en": "Hello"}}]}]})";

struct FlowDesigner : HeadlessDesigner {
  explicit FlowDesigner(const std::string& view) : HeadlessDesigner(kFlow) {
    height = 2400;
    app.set_language(Language::kEnglish);
    app.workbench().session().open(view);
    settle();
  }
  Json automation() const { return document()["automations"][0]; }
  Json workflow() const { return document()["workflows"][0]; }
};

TEST_CASE("an automation is said as a sentence") {
  FlowDesigner designer("/automations/0");
  designer.choose("What happens", "nears or passes a date");
  CHECK(designer.automation()["on"] == Json({{"event", "date_reached"},
                                             {"entity", "repair"},
                                             {"field", "due"},
                                             {"days", 3},
                                             {"relation", "before"},
                                             {"time", "09:00"}}));
  designer.choose("Before or after", "after");
  designer.type(Role::kTextbox, "Days", "1");
  designer.choose("At what time", "08:30");
  CHECK(designer.automation()["on"]["days"] == 1);
  CHECK(designer.automation()["on"]["relation"] == "after");
  CHECK(designer.automation()["on"]["time"] == "08:30");
  designer.choose("What happens", "has its turn on a schedule");
  designer.activate(Role::kButton, "Fri");
  CHECK(designer.automation()["on"]["weekdays"] == Json({"monday", "friday"}));
  designer.activate(Role::kButton, "Mon");
  designer.activate(Role::kButton, "Fri");
  CHECK(designer.automation()["on"]["weekdays"] == Json({"friday"}));
  // Each choice is one step back.
  designer.shortcut('z');
  CHECK(designer.automation()["on"]["weekdays"] == Json({"monday", "friday"}));
  designer.wait_for_check();
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("recipients are chosen in words, and the message has fields in it") {
  FlowDesigner designer("/automations/0");
  designer.choose("Add a recipient", "Everyone in the role Lead");
  CHECK(designer.automation()["effects"][0]["to"] == "who");
  CHECK(designer.automation()["effects"][0]["roles"] == Json({"lead"}));
  designer.activate(Role::kButton, "Who");
  CHECK_FALSE(designer.automation()["effects"][0].contains("to"));
  designer.choose("Insert a field", "Due");
  CHECK(designer.automation()["effects"][0]["message"]["en"] == "Hello{{ due }}");
  CHECK(designer.get(Role::kTextbox, "Message").value == "Hello{Due}");
  designer.type(Role::kTextbox, "Message", "{What} is due on {Due}, {nothing}");
  CHECK(designer.automation()["effects"][0]["message"]["en"] ==
        "{{ what }} is due on {{ due }}, {nothing}");
  designer.activate(Role::kButton, "Set a field, too");
  designer.choose("Which field", "What");
  CHECK(designer.automation()["effects"][1]["field"] == "what");
  designer.activate(Role::kButton, "Move up Set a field 2");
  CHECK(designer.automation()["effects"][0]["type"] == "set_field");
  designer.activate(Role::kButton, "Delete Set a field 1");
  CHECK(designer.automation()["effects"].size() == 1);
}

TEST_CASE("what an automation would do is tried on a real record") {
  FlowDesigner designer("/automations/0");
  designer.reply("record.list", {{"rows", {{{"record", "r1"}, {"title", "Door"}}}}});
  designer.settle();
  designer.reply(
      "automation.try",
      {{"record", "r1"},
       {"title", "Door"},
       {"holds", true},
       {"effects",
        {{{"type", "notify"}, {"channel", "in_app"}, {"to", {"Ann"}}, {"message", "Hello"}}}},
       {"problems", Json::array()}});
  CHECK(designer.questions.back()["params"]["record"] == "r1");
  CHECK(designer.has(Role::kText, "To Ann by In the app"));
  CHECK(designer.has(Role::kText, "Hello"));
}

TEST_CASE("moves are drawn in the picture and chosen in the list below it") {
  FlowDesigner designer("/workflows/0");
  CHECK_FALSE(designer.workflow().contains("transitions"));
  // Pulled from the first stage's handle to the last stage.
  const auto [x, y] =
      FlowDesigner::middle(designer.get(Role::kButton, "Draw a move from “Opened”"));
  const auto [to_x, to_y] = FlowDesigner::middle(designer.get(Role::kButton, "Done"));
  designer.move(x, y);
  designer.press(true);
  designer.move(x + 20, y + 20);
  designer.move(to_x, to_y);
  designer.settle();
  designer.press(false);
  designer.settle();
  REQUIRE(designer.workflow().contains("transitions"));
  CHECK(designer.workflow()["transitions"].size() == 5);
  CHECK(designer.workflow()["transitions"][4] == Json({{"from", "open"}, {"to", "done"}}));
  // By keyboard: the handle, then the stage.
  designer.activate(Role::kButton, "Draw a move from “Done”");
  CHECK(designer.said.find("choose the stage") != std::string::npos);
  const uint32_t stage = designer.get(Role::kButton, "Opened").id;
  designer.focus(stage);
  designer.app.event({.kind = EventKind::kActivate, .id = stage});
  designer.settle();
  CHECK(designer.workflow()["transitions"][5] == Json({{"from", "done"}, {"to", "open"}}));
  // The arrow is a thing of its own.
  designer.activate(Role::kButton, "From “Done” to “Opened”");
  CHECK(designer.app.workbench().session().document.selection() == "/workflows/0/transitions/5");
  designer.key(Key::kDelete);
  CHECK(designer.workflow()["transitions"].size() == 5);
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a requirement is made by its kind") {
  FlowDesigner designer("/workflows/0");
  designer.click(Role::kButton, "At work");
  designer.choose("Add a requirement", "a file is handed in");
  const auto gate = [&] { return designer.workflow()["stages"][1]["requires"][0]; };
  CHECK(gate()["test"] == "photo != null");
  CHECK(gate()["message"]["en"] == "Hand in “Report”.");
  designer.type(Role::kTextbox, "Minimum number of slides or pages", "3");
  CHECK(gate()["test"] == "photo != null and (photo.slides >= 3 or photo.pages >= 3)");
  CHECK(gate()["message"]["en"] == "Hand in “Report” with at least 3 slides or pages.");
  designer.choose("What its name contains", "What");
  CHECK(gate()["test"] ==
        "photo != null and (photo.slides >= 3 or photo.pages >= 3) and contains(photo.name, what)");
  designer.choose("Requirement 1: kind", "a date is recent");
  CHECK(gate()["test"] == "due != null and due >= today() - duration(\"P30D\")");
  designer.choose("Requirement 1: kind", "a condition holds");
  CHECK(gate()["test"] == "");
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("stages and the choice behind them stay one thing") {
  FlowDesigner designer("/workflows/0");
  designer.click(Role::kButton, "Opened");
  designer.activate(Role::kButton, "Add stage");
  CHECK(designer.workflow()["stages"].size() == 4);
  CHECK(designer.document()["entities"][1]["fields"][4]["options"].size() == 4);
  designer.type(Role::kTextbox, "Name of the stage", "Waiting");
  CHECK(designer.workflow()["stages"][1]["label"]["en"] == "Waiting");
  CHECK(designer.document()["entities"][1]["fields"][4]["options"][1]["label"]["en"] == "Waiting");
  CHECK(designer.has(Role::kGroup, "From here a record can go to"));
}

TEST_CASE("what a role may do is a matrix, its menu a list of pages") {
  FlowDesigner designer("/roles/0");
  const auto role = [&] { return designer.document()["roles"][0]; };
  CHECK_FALSE(role().contains("permissions"));
  designer.activate(Role::kButton, "Start restricting");
  CHECK(role()["permissions"]["entities"][1]["update"] == "all");
  designer.choose("Repair: May change", "Their own");
  CHECK(role()["permissions"]["entities"][1]["update"] == "own");
  designer.activate(Role::kCheckbox, "Repair: May export records");
  CHECK_FALSE(role()["permissions"]["entities"][1].contains("exports"));
  // Fields and conditions of one entity open below its row.
  designer.activate(Role::kButton, "Repair");
  designer.choose("Due", "Hidden");
  CHECK(role()["permissions"]["entities"][1]["fields"] ==
        Json({{{"field", "due"}, {"access", "hidden"}}}));
  designer.choose("Add a menu item", "workflow: Fixing");
  CHECK(role()["menu"] == Json({{{"type", "workflow"}, {"target", "fix"}}}));
  designer.activate(Role::kButton, "Delete Menu item 1");
  CHECK(role()["menu"].empty());
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("a menu's pages are dragged, and moved by keys") {
  FlowDesigner designer("/roles/0");
  designer.app.workbench().session().run(SetProperty{
      "/roles/0/menu",
      Json::parse(R"([{"type": "workflow", "target": "fix"}, {"type": "form", "target": "a"},
                      {"type": "form", "target": "b"}])"),
      false});
  designer.height = 1600;
  designer.wait_for_check();
  const auto targets = [&] {
    std::string all;
    const Json document = designer.document();
    for (const Json& item : document["roles"][0]["menu"])
      all += item["target"].get<std::string>() + " ";
    return all;
  };
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kButton, "Drag Menu item 1"));
  const SemanticRect last = designer.get(Role::kButton, "Drag Menu item 3").visible;
  designer.move(x, y);
  designer.press(true);
  designer.move(x, y + 10);
  designer.move(x + 40, last.y + last.height);
  designer.move(x + 40, last.y + last.height);
  designer.press(false);
  designer.settle();
  CHECK(targets() == "a b fix ");
  designer.focus(designer.get(Role::kButton, "Drag Menu item 2").id);
  designer.key(Key::kUp, kAlt);
  CHECK(targets() == "b a fix ");
  designer.shortcut('z');
  designer.shortcut('z');
  CHECK(targets() == "fix a b ");
}

TEST_CASE("entities are a picture that leads to each of them") {
  FlowDesigner designer("/entities/1");
  CHECK(designer.get(Role::kButton, "Person").description == "2 fields");
  designer.activate(Role::kButton, "Person");
  CHECK(designer.app.workbench().session().view() == "/entities/0");
  CHECK(designer.get(Role::kButton, "Repair").description == "5 fields; Who → Person");
  CHECK(designer.seen().duplicate_ids().empty());
}

TEST_CASE("another part has its own canvas from its first frame on") {
  FlowDesigner designer("/workflows/0");
  DesignSession& session = designer.app.workbench().session();
  session.side_tab = 1;
  session.open_groups.insert("entities");
  designer.settle();
  CHECK(designer.has(Role::kGroup, "Stages"));
  const uint32_t entity = designer.get(Role::kTreeItem, "Person").id;
  designer.focus(entity);
  designer.app.event({.kind = EventKind::kActivate, .id = entity});
  for (int frames = 0; session.view() != "/entities/0"; ++frames) {
    REQUIRE(frames < 20);
    designer.frame();
  }
  CHECK_FALSE(designer.has(Role::kGroup, "Stages"));
}

}  // namespace
}  // namespace tollgate::designer
