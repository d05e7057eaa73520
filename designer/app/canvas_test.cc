// What people do on the canvases: arranging, adding, taking away.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

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

struct EnglishDesigner : HeadlessDesigner {
  explicit EnglishDesigner(const char* text) : HeadlessDesigner(text) {
    app.set_language(Language::kEnglish);
    settle();
  }
  DesignSession& session() { return app.workbench().session(); }
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
  EnglishDesigner designer(kTwoForms);
  designer.drag_below(Role::kTreeItem, "Main", "Total");
  const auto first_section = [&] {
    return designer.document()["forms"][0]["sections"][0]["id"].get<std::string>();
  };
  CHECK(first_section() == "more");
  CHECK(designer.said.find("Moved to position 2") != std::string::npos);
  designer.click(Role::kTreeItem, "Main");
  designer.click(Role::kButton, "Move up");
  CHECK(first_section() == "main");
  designer.click(Role::kButton, "Move up");
  CHECK(designer.said.find("Already the first") != std::string::npos);
}

TEST_CASE("stages and requirements change places by tools and by keys") {
  EnglishDesigner designer(kTwoForms);
  designer.session().open("/workflows/0");
  designer.settle();
  const auto gates = [&] {
    std::string ids;
    const Json document = designer.document();
    for (const Json& stage : document["workflows"][0]["stages"]) {
      for (const Json& gate : stage.value("requires", Json::array())) {
        ids += gate["id"].get<std::string>();
      }
    }
    return ids;
  };
  designer.click(Role::kButton, "Won");
  designer.activate(Role::kButton, "Move down Requirement 1");
  CHECK(gates() == "ba");
  designer.activate(Role::kButton, "Move up Requirement 2");
  CHECK(gates() == "ab");
  designer.activate(Role::kButton, "Earlier");
  CHECK(designer.document()["workflows"][0]["stages"][0]["id"] == "won");
  designer.focus(designer.get(Role::kButton, "Won").id);
  designer.key(Key::kDown, kAlt);
  CHECK(designer.document()["workflows"][0]["stages"][0]["id"] == "lead");
}

TEST_CASE("a field that was added is seen, selected, and stands behind the selected one") {
  EnglishDesigner designer(kTwoForms);
  designer.height = 420;
  designer.settle();
  designer.activate(Role::kButton, "Date");
  CHECK(designer.in_view(Role::kTreeItem, "Date"));
  CHECK((designer.get(Role::kTreeItem, "Date").states & kSelected) != 0);
  designer.click(Role::kTreeItem, "Date");
  designer.activate(Role::kButton, "Photo");
  CHECK(designer.document()["forms"][0]["sections"][1]["fields"][2]["field"] == "photo_1");
  CHECK(designer.in_view(Role::kTreeItem, "Photo"));
}

TEST_CASE("on a phone, adding a field leads to the canvas") {
  EnglishDesigner designer(kTwoForms);
  designer.width = 390;
  designer.settle();
  designer.activate(Role::kTab, "Fields and outline");
  designer.activate(Role::kButton, "Photo");
  CHECK(designer.in_view(Role::kTreeItem, "Photo"));
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Photo").id);
  for (const char* tool : {"Move up", "Duplicate", "Remove from form"}) {
    CHECK(designer.get(Role::kButton, tool).rect.width >= 40);
    CHECK(designer.get(Role::kButton, tool).rect.height >= 40);
  }
  const SemanticRect copy = designer.get(Role::kButton, "Duplicate").rect;
  CHECK(designer.get(Role::kButton, "Remove from form").rect.x - copy.x - copy.width >= 8);
  CHECK(designer.get(Role::kButton, "Undo").rect.height >= 40);
}

TEST_CASE("what is taken away is said, and the focus goes to its neighbour") {
  EnglishDesigner designer(kTwoForms);
  designer.focus(designer.get(Role::kTreeItem, "Place").id);
  designer.settle();
  designer.said.clear();
  designer.key(Key::kDelete);
  CHECK(designer.said.find("Removed from the form: 'Place'; Ctrl+Z undoes") != std::string::npos);
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Amount").id);
  designer.said.clear();
  designer.focus(designer.get(Role::kTreeItem, "Rest").id);
  designer.settle();
  designer.key(Key::kDelete);
  CHECK(designer.said.find("Deleted: 'Rest'") != std::string::npos);
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Main").id);
  designer.said.clear();
  designer.focus(designer.get(Role::kTreeItem, "Amount").id);
  designer.settle();
  designer.shortcut('d');
  CHECK(designer.said.find("Field duplicated: Amount") != std::string::npos);
}

TEST_CASE("before a field goes that others use, they are named") {
  EnglishDesigner designer(kTwoForms);
  const Json before = designer.document();
  const auto ask = [&] {
    designer.activate(Role::kTreeItem, "Amount");
    if (!designer.has(Role::kButton, "Delete field from the app")) {
      designer.activate(Role::kButton, "More");
    }
    designer.activate(Role::kButton, "Delete field from the app");
  };
  ask();
  CHECK(designer.document() == before);
  REQUIRE(designer.has(Role::kDialog, "Delete 'Amount'?"));
  CHECK(designer.focused == designer.get(Role::kButton, "Cancel").id);
  std::string dialog;
  for (const SemanticNode& node : designer.seen().nodes()) dialog += node.name + "\n";
  CHECK(dialog.find("· Visit form › Rest › Total › Computed from") != std::string::npos);
  CHECK(dialog.find("First gate") != std::string::npos);
  designer.key(Key::kEscape);
  CHECK_FALSE(designer.has(Role::kDialog, "Delete 'Amount'?"));
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Amount").id);
  ask();
  designer.activate(Role::kButton, "Delete");
  CHECK(designer.document()["entities"][0]["fields"].size() == 3);
  CHECK(designer.said.find("Deleted: 'Amount'") != std::string::npos);
}

TEST_CASE("a whole form is deleted only when it was meant") {
  EnglishDesigner designer(kTwoForms);
  designer.session().open("/forms/1");
  designer.settle();
  designer.activate(Role::kButton, "Delete 'Short form'");
  REQUIRE(designer.has(Role::kDialog, "Delete 'Short form'?"));
  designer.activate(Role::kButton, "Delete");
  CHECK(designer.document()["forms"].size() == 1);
  CHECK(designer.session().view() == "/forms/0");
}

TEST_CASE("Escape in a text field leads back to the thing on the canvas") {
  EnglishDesigner designer(kTwoForms);
  designer.activate(Role::kTreeItem, "Place");
  REQUIRE(designer.focused == designer.get(Role::kTextbox, "Label (English)").id);
  designer.key(Key::kEscape);
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Place").id);
}

TEST_CASE("the host hears which form was opened, and it is shown from its beginning") {
  EnglishDesigner designer(kTwoForms);
  designer.height = 300;
  designer.settle();
  designer.session().go_to("/forms/0/sections/1/fields/0");
  designer.settle();
  designer.requests.clear();
  designer.session().open("/forms/1");
  designer.settle();
  CHECK(designer.requests == std::vector<std::string>{"opened"});
  CHECK(designer.session().shown_form() == "short");
  CHECK(designer.in_view(Role::kButton, "Short form"));
}

TEST_CASE("no problems are a sentence, not a button that opens nothing") {
  EnglishDesigner designer(kTwoForms);
  designer.wait_for_check();
  REQUIRE(designer.session().problems().empty());
  for (const SemanticNode& node : designer.seen().nodes()) {
    CHECK_FALSE(node.name.starts_with("Problems: "));
  }
  CHECK(designer.has(Role::kText, "No problems"));
}

TEST_CASE("a problem is named by labels, and leads into the list that has it") {
  Json document = Json::parse(kTwoForms);
  document["scorecards"] = Json::parse(R"([{"id": "quality", "entity": "visit",
    "label": {"zh-CN": "质量", "en": "Quality"}, "when": "true", "criteria": [
      {"id": "c", "label": {"zh-CN": "项", "en": "On time"}, "points": 1, "met": "place != null",
       "fields": ["place", "nothing"]}]}])");
  EnglishDesigner designer(document.dump().c_str());
  designer.wait_for_check();
  std::string toggle;
  std::string message;
  for (const SemanticNode& node : designer.seen().nodes()) {
    if (node.name.starts_with("Problems: ")) toggle = node.name;
  }
  REQUIRE_FALSE(toggle.empty());
  designer.activate(Role::kButton, toggle);
  for (const SemanticNode& node : designer.seen().nodes()) {
    if (node.description.starts_with("Scorecards › Quality › On time")) message = node.name;
  }
  REQUIRE_FALSE(message.empty());
  designer.activate(Role::kButton, message);
  const SemanticNode& entry = designer.get(Role::kCombobox, "Fields that answer it 2");
  CHECK(designer.focused == entry.id);
  CHECK((entry.states & kInvalid) != 0);
}

TEST_CASE("Tab closes an open list, letters search it") {
  EnglishDesigner designer(kTwoForms);
  designer.activate(Role::kTreeItem, "Place");
  designer.activate(Role::kCombobox, "Type");
  designer.app.event(
      {.kind = EventKind::kKey, .id = designer.focused, .key = Key::kLetter, .text = "p"});
  designer.settle();
  CHECK(designer.focused == designer.get(Role::kOption, "Phone").id);
  designer.focus(designer.get(Role::kRadio, "Optional").id);
  designer.settle();
  CHECK_FALSE(designer.has(Role::kOption, "Phone"));
  CHECK(designer.focused == designer.get(Role::kRadio, "Optional").id);
}

TEST_CASE("more contrast is another palette, under the same names") {
  EnglishDesigner designer(kTwoForms);
  const ImU32 ordinary = theme::kTextFaint;
  designer.app.set_high_contrast(true);
  designer.settle();
  CHECK(ImU32{theme::kTextFaint} != ordinary);
  CHECK(ImU32{theme::kBorder} == theme::rgb(0));
  designer.app.set_high_contrast(false);
  CHECK(ImU32{theme::kTextFaint} == ordinary);
}

}  // namespace
}  // namespace tollgate::designer
