// What people do on the canvases: arranging, adding, taking away.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "desk_test_support.h"

namespace tollgate::designer {
namespace {

const char* const kTwoForms = R"({"format": "tollgate.app/1", "id": "demo", "version": 1,
  "label": {"zh-CN": "演示", "en": "Demo"}, "locales": ["zh-CN", "en"],
  "entities": [{"id": "visit", "label": {"zh-CN": "拜访", "en": "Visit"}, "title": "place",
   "fields": [
    {"id": "place", "type": "text", "label": {"zh-CN": "地点", "en": "Place"}},
    {"id": "amount", "type": "number", "label": {"zh-CN": "金额", "en": "Amount"}},
    {"id": "total", "type": "number", "label": {"zh-CN": "合计", "en": "Total"},
     "computed": "amount * 2"},
    {"id": "stage", "type": "choice", "label": {"zh-CN": "阶段", "en": "Stage"}, "options": [
      {"id": "lead", "label": {"zh-CN": "线索", "en": "Lead"}},
      {"id": "won", "label": {"zh-CN": "赢单", "en": "Won"}}]}]}],
  "forms": [
    {"id": "visit", "entity": "visit", "label": {"zh-CN": "拜访单", "en": "Visit form"},
     "sections": [
      {"id": "main", "label": {"zh-CN": "基本", "en": "Main"},
       "fields": [{"field": "place"}, {"field": "amount"}]},
      {"id": "more", "label": {"zh-CN": "更多", "en": "Rest"}, "fields": [{"field": "total"}]}]},
    {"id": "short", "entity": "visit", "label": {"zh-CN": "简版", "en": "Short form"},
     "sections": [{"id": "only", "label": {"zh-CN": "全部", "en": "All"},
                   "fields": [{"field": "place"}]}]}],
  "workflows": [{"id": "funnel", "entity": "visit", "label": {"zh-CN": "漏斗", "en": "Funnel"},
    "stage_field": "stage", "stages": [
      {"id": "lead", "label": {"zh-CN": "线索", "en": "Lead"}},
      {"id": "won", "label": {"zh-CN": "赢单", "en": "Won"}, "requires": [
        {"id": "a", "label": {"zh-CN": "甲", "en": "First gate"}, "test": "amount > 0",
         "message": {"zh-CN": "缺", "en": "Missing"}},
        {"id": "b", "label": {"zh-CN": "乙", "en": "Second gate"}, "test": "amount > 1",
         "message": {"zh-CN": "缺", "en": "Missing"}}]}]}]})";

struct EnglishDesk : Desk {
  explicit EnglishDesk(const char* text) : Desk(text) {
    app.set_language(Language::kEnglish);
    settle();
  }
  Bench& bench() { return app.workbench().bench(); }
  // Pulls a thing by the pointer to below another.
  void drag_below(Role role, std::string_view what, std::string_view below) {
    const SemanticNode from = get(role, what);
    const float x = from.rect.x + 30;
    move(x, from.rect.y + 10);
    press(true);
    move(x, from.rect.y + 30);
    settle();
    const SemanticNode to = get(role, below);
    move(x, to.rect.y + to.rect.height + 1);
    settle();
    press(false);
    settle();
  }
  bool in_view(Role role, std::string_view name) const {
    const SemanticNode& node = get(role, name);
    return node.visible.height >= node.rect.height - 1;
  }
};

TEST_CASE("sections are dragged, and moved by their tools") {
  EnglishDesk desk(kTwoForms);
  desk.drag_below(Role::kTreeItem, "Main", "Total");
  const auto first_section = [&] {
    return desk.document()["forms"][0]["sections"][0]["id"].get<std::string>();
  };
  CHECK(first_section() == "more");
  CHECK(desk.said.find("Moved to position 2") != std::string::npos);
  desk.click(Role::kTreeItem, "Main");
  desk.click(Role::kButton, "Move up");
  CHECK(first_section() == "main");
  desk.click(Role::kButton, "Move up");
  CHECK(desk.said.find("Already the first") != std::string::npos);
}

TEST_CASE("stages and gates are dragged along their lists, and moved by their tools") {
  EnglishDesk desk(kTwoForms);
  desk.bench().open("/workflows/0");
  desk.settle();
  const auto gates = [&] {
    std::string ids;
    const Json document = desk.document();
    for (const Json& gate : document["workflows"][0]["stages"].back()["requires"]) {
      ids += gate["id"].get<std::string>();
    }
    return ids;
  };
  desk.drag_below(Role::kTreeItem, "First gate", "Second gate");
  CHECK(gates() == "ba");
  desk.click(Role::kTreeItem, "First gate");
  desk.click(Role::kButton, "Move up");
  CHECK(gates() == "ab");
  desk.drag_below(Role::kTreeItem, "Lead", "Won");
  CHECK(desk.document()["workflows"][0]["stages"][0]["id"] == "won");
}

TEST_CASE("a field that was added is seen, selected, and stands behind the selected one") {
  EnglishDesk desk(kTwoForms);
  desk.height = 420;
  desk.settle();
  desk.activate(Role::kButton, "Date");
  CHECK(desk.in_view(Role::kTreeItem, "Date"));
  CHECK((desk.get(Role::kTreeItem, "Date").states & kSelected) != 0);
  desk.click(Role::kTreeItem, "Date");
  desk.activate(Role::kButton, "Photo");
  CHECK(desk.document()["forms"][0]["sections"][1]["fields"][2]["field"] == "photo_1");
  CHECK(desk.in_view(Role::kTreeItem, "Photo"));
}

TEST_CASE("on a phone, adding a field leads to the canvas") {
  EnglishDesk desk(kTwoForms);
  desk.width = 390;
  desk.settle();
  desk.activate(Role::kTab, "Fields and outline");
  desk.activate(Role::kButton, "Photo");
  CHECK(desk.in_view(Role::kTreeItem, "Photo"));
  CHECK(desk.focused == desk.get(Role::kTreeItem, "Photo").id);
  for (const char* tool : {"Move up", "Duplicate", "Remove from form"}) {
    CHECK(desk.get(Role::kButton, tool).rect.width >= 40);
    CHECK(desk.get(Role::kButton, tool).rect.height >= 40);
  }
  const SemanticRect copy = desk.get(Role::kButton, "Duplicate").rect;
  CHECK(desk.get(Role::kButton, "Remove from form").rect.x - copy.x - copy.width >= 8);
  CHECK(desk.get(Role::kButton, "Undo").rect.height >= 40);
}

TEST_CASE("what is taken away is said, and the focus goes to its neighbour") {
  EnglishDesk desk(kTwoForms);
  desk.focus(desk.get(Role::kTreeItem, "Place").id);
  desk.settle();
  desk.said.clear();
  desk.key(Key::kDelete);
  CHECK(desk.said.find("Removed from the form: 'Place'; Ctrl+Z undoes") != std::string::npos);
  CHECK(desk.focused == desk.get(Role::kTreeItem, "Amount").id);
  desk.said.clear();
  desk.focus(desk.get(Role::kTreeItem, "Rest").id);
  desk.settle();
  desk.key(Key::kDelete);
  CHECK(desk.said.find("Deleted: 'Rest'") != std::string::npos);
  CHECK(desk.focused == desk.get(Role::kTreeItem, "Main").id);
  desk.said.clear();
  desk.focus(desk.get(Role::kTreeItem, "Amount").id);
  desk.settle();
  desk.shortcut('d');
  CHECK(desk.said.find("Field duplicated: Amount") != std::string::npos);
}

TEST_CASE("before a field goes that others use, they are named") {
  EnglishDesk desk(kTwoForms);
  const Json before = desk.document();
  const auto ask = [&] {
    desk.activate(Role::kTreeItem, "Amount");
    if (!desk.has(Role::kButton, "Delete field from the app")) {
      desk.activate(Role::kButton, "More");
    }
    desk.activate(Role::kButton, "Delete field from the app");
  };
  ask();
  CHECK(desk.document() == before);
  REQUIRE(desk.has(Role::kDialog, "Delete 'Amount'?"));
  CHECK(desk.focused == desk.get(Role::kButton, "Cancel").id);
  std::string dialog;
  for (const SemanticNode& node : desk.seen().nodes()) dialog += node.name + "\n";
  CHECK(dialog.find("· Visit form › Rest › Total › Computed from") != std::string::npos);
  CHECK(dialog.find("First gate") != std::string::npos);
  desk.key(Key::kEscape);
  CHECK_FALSE(desk.has(Role::kDialog, "Delete 'Amount'?"));
  CHECK(desk.focused == desk.get(Role::kTreeItem, "Amount").id);
  ask();
  desk.activate(Role::kButton, "Delete");
  CHECK(desk.document()["entities"][0]["fields"].size() == 3);
  CHECK(desk.said.find("Deleted: 'Amount'") != std::string::npos);
}

TEST_CASE("a whole form is deleted only when it was meant") {
  EnglishDesk desk(kTwoForms);
  desk.bench().open("/forms/1");
  desk.settle();
  desk.activate(Role::kButton, "Delete 'Short form'");
  REQUIRE(desk.has(Role::kDialog, "Delete 'Short form'?"));
  desk.activate(Role::kButton, "Delete");
  CHECK(desk.document()["forms"].size() == 1);
  CHECK(desk.bench().view() == "/forms/0");
}

TEST_CASE("Escape in a text field leads back to the thing on the canvas") {
  EnglishDesk desk(kTwoForms);
  desk.activate(Role::kTreeItem, "Place");
  REQUIRE(desk.focused == desk.get(Role::kTextbox, "Label (English)").id);
  desk.key(Key::kEscape);
  CHECK(desk.focused == desk.get(Role::kTreeItem, "Place").id);
}

TEST_CASE("the host hears which form was opened, and it is shown from its beginning") {
  EnglishDesk desk(kTwoForms);
  desk.height = 300;
  desk.settle();
  desk.bench().go_to("/forms/0/sections/1/fields/0");
  desk.settle();
  desk.requests.clear();
  desk.bench().open("/forms/1");
  desk.settle();
  CHECK(desk.requests == std::vector<std::string>{"opened"});
  CHECK(desk.bench().shown_form() == "short");
  CHECK(desk.in_view(Role::kButton, "Short form"));
}

TEST_CASE("no problems are a sentence, not a button that opens nothing") {
  EnglishDesk desk(kTwoForms);
  desk.wait_for_check();
  REQUIRE(desk.bench().problems().empty());
  for (const SemanticNode& node : desk.seen().nodes()) {
    CHECK_FALSE(node.name.starts_with("Problems: "));
  }
  CHECK(desk.has(Role::kText, "No problems"));
}

TEST_CASE("a problem is named by labels, and leads into the list that has it") {
  Json document = Json::parse(kTwoForms);
  document["scorecards"] = Json::parse(R"([{"id": "quality", "entity": "visit",
    "label": {"zh-CN": "质量", "en": "Quality"}, "when": "true", "criteria": [
      {"id": "c", "label": {"zh-CN": "项", "en": "On time"}, "points": 1, "met": "true",
       "fields": ["place", "nothing"]}]}])");
  EnglishDesk desk(document.dump().c_str());
  desk.wait_for_check();
  std::string toggle;
  std::string message;
  for (const SemanticNode& node : desk.seen().nodes()) {
    if (node.name.starts_with("Problems: ")) toggle = node.name;
  }
  REQUIRE_FALSE(toggle.empty());
  desk.activate(Role::kButton, toggle);
  for (const SemanticNode& node : desk.seen().nodes()) {
    if (node.description.starts_with("Scorecards › Quality › On time")) message = node.name;
  }
  REQUIRE_FALSE(message.empty());
  desk.activate(Role::kButton, message);
  const SemanticNode& entry = desk.get(Role::kCombobox, "Fields that answer it 2");
  CHECK(desk.focused == entry.id);
  CHECK((entry.states & kInvalid) != 0);
}

TEST_CASE("Tab closes an open list, letters search it") {
  EnglishDesk desk(kTwoForms);
  desk.activate(Role::kTreeItem, "Place");
  desk.activate(Role::kCombobox, "Type");
  desk.app.event({.kind = EventKind::kKey, .id = desk.focused, .key = Key::kLetter, .text = "p"});
  desk.settle();
  CHECK(desk.focused == desk.get(Role::kOption, "Photo").id);
  desk.focus(desk.get(Role::kRadio, "Optional").id);
  desk.settle();
  CHECK_FALSE(desk.has(Role::kOption, "Photo"));
  CHECK(desk.focused == desk.get(Role::kRadio, "Optional").id);
}

TEST_CASE("more contrast is another palette, under the same names") {
  EnglishDesk desk(kTwoForms);
  const ImU32 ordinary = theme::kTextFaint;
  desk.app.set_high_contrast(true);
  desk.settle();
  CHECK(ImU32{theme::kTextFaint} != ordinary);
  CHECK(ImU32{theme::kBorder} == theme::rgb(0));
  desk.app.set_high_contrast(false);
  CHECK(ImU32{theme::kTextFaint} == ordinary);
}

}  // namespace
}  // namespace tollgate::designer
