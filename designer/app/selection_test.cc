// Several parts at once on the canvases: by the pointer, by the keyboard, and as it is said aloud.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

const char* const kThreeFields = R"({"format": "tollgate.app/1", "id": "demo", "version": 1,
  "label": {"zh-CN": "演示", "en": "Demo"}, "locales": ["zh-CN", "en"],
  "entities": [{"id": "visit", "label": {"zh-CN": "拜访", "en": "Visit"}, "title": "place",
   "fields": [
    {"id": "place", "type": "text", "label": {"zh-CN": "地点", "en": "Place"}},
    {"id": "amount", "type": "number", "label": {"zh-CN": "金额", "en": "Amount"}},
    {"id": "day", "type": "date", "label": {"zh-CN": "日期", "en": "Day"}, "required": true},
    {"id": "stage", "type": "choice", "label": {"zh-CN": "阶段", "en": "Stage"}, "options": [
      {"id": "lead", "label": {"zh-CN": "线索", "en": "Lead"}},
      {"id": "offer", "label": {"zh-CN": "报价", "en": "Offer"}},
      {"id": "won", "label": {"zh-CN": "赢单", "en": "Won"}}]}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"zh-CN": "拜访单", "en": "Visit form"},
    "sections": [
      {"id": "main", "label": {"zh-CN": "基本", "en": "Main"},
       "fields": [{"field": "place"}, {"field": "amount"}, {"field": "day"}]},
      {"id": "rest", "label": {"zh-CN": "其他", "en": "Rest"}, "fields": []}]}],
  "scorecards": [{"id": "care", "entity": "visit", "label": {"zh-CN": "仔细", "en": "Care"},
    "criteria": [
      {"id": "a", "label": {"zh-CN": "甲", "en": "First"}, "points": 5, "met": "amount > 1"},
      {"id": "b", "label": {"zh-CN": "乙", "en": "Second"}, "points": 5, "met": "amount > 2"},
      {"id": "c", "label": {"zh-CN": "丙", "en": "Third"}, "points": 5, "met": "amount > 3"}]}],
  "workflows": [{"id": "funnel", "entity": "visit", "label": {"zh-CN": "漏斗", "en": "Funnel"},
    "stage_field": "stage", "stages": [
      {"id": "lead", "label": {"zh-CN": "线索", "en": "Lead"}},
      {"id": "offer", "label": {"zh-CN": "报价", "en": "Offer"}},
      {"id": "won", "label": {"zh-CN": "赢单", "en": "Won"}}]}]})";

struct SelectingDesigner : HeadlessDesigner {
  SelectingDesigner() : HeadlessDesigner(kThreeFields) {
    app.set_language(Language::kEnglish);
    settle();
  }
  DesignSession& session() { return app.workbench().session(); }
  size_t selected() { return session().document.selected().size(); }
  void click_with(uint8_t modifiers, Role role, std::string_view name) {
    const auto [x, y] = middle(get(role, name));
    move(x, y);
    for (const PointerKind kind : {PointerKind::kDown, PointerKind::kUp}) {
      app.pointer({kind, x, y, 0, false, now_ms, modifiers});
      frame();
    }
    settle();
  }
  bool is_selected(Role role, std::string_view name) const {
    return (get(role, name).states & (kSelected | kChecked)) != 0;
  }
  std::string places(size_t section) {
    std::string ids;
    const Json now = document();
    for (const Json& place : now["forms"][0]["sections"][section]["fields"]) {
      ids += place["field"].get<std::string>() + " ";
    }
    return ids;
  }
};

TEST_CASE("fields are selected by Control and Shift, and all of it is said") {
  SelectingDesigner designer;
  designer.click(Role::kTreeItem, "Place");
  designer.click_with(kControl, Role::kTreeItem, "Day");
  CHECK(designer.is_selected(Role::kTreeItem, "Place"));
  CHECK_FALSE(designer.is_selected(Role::kTreeItem, "Amount"));
  CHECK(designer.is_selected(Role::kTreeItem, "Day"));
  CHECK(designer.said.find("Selected: 2 fields") != std::string::npos);
  CHECK(designer.has(Role::kHeading, "2 fields"));
  CHECK((designer.get(Role::kTree, "Form content").states & kMultiselectable) != 0);
  designer.click_with(kControl, Role::kTreeItem, "Place");
  CHECK(designer.selected() == 1);
  designer.click_with(kShift, Role::kTreeItem, "Place");
  CHECK(designer.selected() == 3);
  designer.click(Role::kTreeItem, "Amount");
  CHECK(designer.selected() == 1);
}

TEST_CASE("by keyboard: Shift and an arrow, Control and space, Control and A") {
  SelectingDesigner designer;
  designer.focus(designer.get(Role::kTreeItem, "Place").id);
  designer.settle();
  designer.key(Key::kDown, kShift);
  CHECK(designer.selected() == 2);
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Amount").id);
  designer.key(Key::kDown, kShift);
  CHECK(designer.selected() == 3);
  designer.key(Key::kUp, kShift);
  CHECK(designer.selected() == 2);
  // Going on without selecting, then one more.
  designer.key(Key::kDown, kControl);
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Day").id);
  CHECK(designer.selected() == 2);
  designer.key(Key::kSpace, kControl);
  CHECK(designer.selected() == 3);
  // Walking on selects one again.
  designer.focus(designer.get(Role::kTreeItem, "Amount").id);
  designer.settle();
  CHECK(designer.selected() == 1);
  designer.shortcut('a');
  CHECK(designer.selected() == 3);
  designer.focus(designer.get(Role::kTreeItem, "Main").id);
  designer.settle();
  designer.shortcut('a');
  CHECK(designer.selected() == 2);
  CHECK(designer.has(Role::kHeading, "2 sections"));
}

TEST_CASE("several are moved by keys and by the pointer, removed, and come back at one step") {
  SelectingDesigner designer;
  designer.focus(designer.get(Role::kTreeItem, "Place").id);
  designer.settle();
  designer.key(Key::kDown, kShift);
  designer.key(Key::kDown, kAlt);
  CHECK(designer.places(0) == "day place amount ");
  CHECK(designer.selected() == 2);
  designer.key(Key::kDown, kAlt);
  CHECK(designer.places(0) == "day ");
  CHECK(designer.places(1) == "place amount ");
  designer.key(Key::kDown, kAlt);
  CHECK(designer.said.find("Already the last") != std::string::npos);
  designer.key(Key::kUp, kAlt);
  CHECK(designer.places(0) == "day place amount ");
  designer.key(Key::kDelete);
  CHECK(designer.places(0) == "day ");
  CHECK(designer.said.find("Removed from the form: '2 fields'") != std::string::npos);
  designer.shortcut('z');
  CHECK(designer.places(0) == "day place amount ");
  CHECK(designer.selected() == 2);
  // By the pointer, at one of them.
  const SemanticNode from = designer.get(Role::kTreeItem, "Amount");
  designer.move(from.rect.x + 30, from.rect.y + 10);
  designer.press(true);
  designer.move(from.rect.x + 30, from.rect.y + 30);
  designer.settle();
  const SemanticNode day = designer.get(Role::kTreeItem, "Day");
  designer.move(from.rect.x + 30, day.rect.y - 1);
  designer.settle();
  designer.press(false);
  designer.settle();
  CHECK(designer.places(0) == "place amount day ");
}

TEST_CASE("a finger selects several: by one tool, then by pressing each") {
  SelectingDesigner designer;
  designer.width = 390;
  designer.height = 844;
  designer.settle();
  const auto tap = [&](Role role, std::string_view name) {
    const auto [x, y] = HeadlessDesigner::middle(designer.get(role, name));
    for (const PointerKind kind : {PointerKind::kDown, PointerKind::kUp}) {
      designer.app.pointer({kind, x, y, 0, true, designer.now_ms});
      designer.frame();
    }
    designer.settle();
  };
  tap(Role::kTreeItem, "Place");
  // Its tools stand within the canvas, however narrow the field.
  const SemanticNode tool = designer.get(Role::kButton, "Select several");
  CHECK(tool.rect.x >= 0);
  CHECK((tool.states & kChecked) == 0);
  tap(Role::kButton, "Select several");
  CHECK((designer.get(Role::kButton, "Select several").states & kChecked) != 0);
  tap(Role::kTreeItem, "Day");
  CHECK(designer.selected() == 2);
  CHECK(designer.said.find("Selected: 2 fields") != std::string::npos);
  tap(Role::kTreeItem, "Place");
  CHECK(designer.selected() == 1);
  tap(Role::kTreeItem, "Amount");
  CHECK(designer.selected() == 2);
  tap(Role::kButton, "Remove from form");
  CHECK(designer.places(0) == "place ");
  designer.shortcut('z');
  tap(Role::kButton, "Select several");
  tap(Role::kTreeItem, "Place");
  CHECK(designer.selected() == 1);
}

TEST_CASE("the tools of a narrow field stay within a phone's canvas") {
  SelectingDesigner designer;
  designer.width = 390;
  designer.height = 844;
  designer.settle();
  designer.click(Role::kTreeItem, "Place");
  designer.session().run(SetProperty{"/forms/0/sections/0/fields/0/width", "half", false});
  designer.settle();
  CHECK(designer.get(Role::kTreeItem, "Place").rect.width < 200);
  for (const char* name : {"Select several", "Move up", "Move down", "Duplicate"}) {
    CAPTURE(name);
    CHECK(designer.get(Role::kButton, name).rect.x >= 0);
  }
}

TEST_CASE("what several have in common is set for all of them") {
  SelectingDesigner designer;
  designer.click(Role::kTreeItem, "Place");
  designer.click_with(kShift, Role::kTreeItem, "Day");
  CHECK(designer.has(Role::kText, "(they differ)"));  // whether they are required
  designer.choose("Width", "Half");
  designer.activate(Role::kRadio, "Required");
  CHECK(designer.selected() == 3);
  const Json changed = designer.document();
  for (const Json& place : changed["forms"][0]["sections"][0]["fields"]) {
    CHECK(place["width"] == "half");
  }
  for (const size_t field : {0, 1, 2}) {
    CHECK(changed["entities"][0]["fields"][field]["required"] == true);
  }
  designer.shortcut('z');
  designer.shortcut('z');
  CHECK(designer.document() == Json::parse(kThreeFields));
}

TEST_CASE("several are copied and pasted as text, with fields of their own") {
  SelectingDesigner designer;
  designer.click(Role::kTreeItem, "Place");
  designer.click_with(kControl, Role::kTreeItem, "Amount");
  const std::string text = designer.app.copy(false);
  CHECK(Json::parse(text)["items"].size() == 2);
  CHECK(designer.app.paste(text));
  designer.settle();
  CHECK(designer.places(0) == "place amount place_1 amount_1 day ");
  CHECK(designer.selected() == 2);
  CHECK(designer.app.copy(true).size() > 2);  // cut
  designer.settle();
  CHECK(designer.places(0) == "place amount day ");
}

TEST_CASE("criteria and stages are selected together, too") {
  SelectingDesigner designer;
  designer.session().open("/scorecards/0");
  designer.settle();
  designer.click(Role::kButton, "Select Criterion 1");
  designer.click_with(kShift, Role::kButton, "Select Criterion 2");
  CHECK(designer.has(Role::kHeading, "2 criteria"));
  designer.type(Role::kTextbox, "Points", "7");
  const Json criteria = designer.document()["scorecards"][0]["criteria"];
  CHECK(criteria[0]["points"] == 7);
  CHECK(criteria[1]["points"] == 7);
  CHECK(criteria[2]["points"] == 5);
  designer.focus(designer.get(Role::kButton, "Select Criterion 2").id);
  designer.settle();
  designer.key(Key::kUp, kShift);
  designer.key(Key::kDelete);
  CHECK(designer.document()["scorecards"][0]["criteria"].size() == 1);
  designer.session().open("/workflows/0");
  designer.settle();
  designer.click(Role::kButton, "Lead");
  designer.click_with(kControl, Role::kButton, "Won");
  CHECK(designer.has(Role::kHeading, "2 stages"));
  designer.key(Key::kDown, kAlt);
  designer.activate(Role::kButton, "Delete stage");
  CHECK(designer.document()["workflows"][0]["stages"].size() == 1);
}

}  // namespace
}  // namespace tollgate::designer
