// Conditions as somebody builds them who does not write expressions.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

// `visible`: what the note's condition is at first, as JSON; "" for none.
std::string app_with(std::string_view visible) {
  const std::string member =
      visible.empty() ? std::string() : ", \"visible\": " + std::string(visible);
  return R"({"format": "tollgate.app/1", "id": "demo", "version": 1,
    "label": {"zh-CN": "演示", "en": "Demo"}, "locales": ["zh-CN", "en"],
    "entities": [{"id": "visit", "label": {"zh-CN": "拜访", "en": "Visit"}, "fields": [
      {"id": "note", "type": "text", "label": {"zh-CN": "备注", "en": "Note"})" +
         member + R"(},
      {"id": "place", "type": "text", "label": {"zh-CN": "地点", "en": "Place"}},
      {"id": "amount", "type": "number", "label": {"zh-CN": "金额", "en": "Amount"}},
      {"id": "kind", "type": "choice", "label": {"zh-CN": "方式", "en": "Kind"}, "options": [
        {"id": "demo", "label": {"zh-CN": "演示会", "en": "Demo day"}},
        {"id": "call", "label": {"zh-CN": "电话", "en": "Call"}}]},
      {"id": "topics", "type": "multi_choice", "label": {"zh-CN": "话题", "en": "Topics"},
       "options": [{"id": "price", "label": {"zh-CN": "价格", "en": "Price"}},
                   {"id": "service", "label": {"zh-CN": "服务", "en": "Service"}}]},
      {"id": "lost", "type": "boolean", "label": {"zh-CN": "已丢单", "en": "Lost deal"}},
      {"id": "met_on", "type": "date", "label": {"zh-CN": "见面日", "en": "Met on"}}]}],
    "forms": [{"id": "visit", "entity": "visit", "label": {"zh-CN": "拜访单", "en": "Visit form"},
      "sections": [{"id": "main", "label": {"zh-CN": "基本", "en": "Main"}, "fields": [
        {"field": "note"}]}]}],
    "workflows": [{"id": "funnel", "entity": "visit", "label": {"zh-CN": "漏斗", "en": "Funnel"},
      "stage_field": "kind", "stages": [
        {"id": "demo", "label": {"en": "Demo day"}},
        {"id": "call", "label": {"en": "Call"}, "requires": [
          {"id": "money", "label": {"en": "Has money"}, "test": "true",
           "message": {"en": "Money is missing"}}]}]}]})";
}

// The inspector with the note's condition in it.
class ConditionDesigner : public HeadlessDesigner {
 public:
  explicit ConditionDesigner(std::string_view visible) : HeadlessDesigner(app_with(visible)) {
    app.set_language(Language::kEnglish);
    settle();
    activate(Role::kTreeItem, "Note");
  }

  void mode(std::string_view group, std::string_view entry) {
    const auto& nodes = seen().nodes();
    for (const SemanticNode& node : nodes) {
      if (node.role != Role::kRadio || node.name != entry || node.parent < 0) continue;
      if (nodes[static_cast<size_t>(node.parent)].name != group) continue;
      const uint32_t id = node.id;
      focus(id);
      app.event({.kind = EventKind::kActivate, .id = id});
      settle();
      return;
    }
    FAIL("no mode " << entry);
  }
  void choose(std::string_view control, std::string_view option) {
    activate(Role::kCombobox, control);
    activate(Role::kOption, option);
  }
  // "" while there is none.
  std::string visible() const {
    const Json note = document()["entities"][0]["fields"][0];
    if (!note.contains("visible")) return {};
    return note["visible"].is_string() ? note["visible"].get<std::string>()
                                       : note["visible"].dump();
  }
  bool shows_rows() const { return has(Role::kCombobox, "Condition 1 field"); }
  const std::string& shown(std::string_view control) const {
    return get(Role::kCombobox, control).value;
  }
  void check_nodes() const {
    CHECK(seen().duplicate_ids().empty());
    for (const SemanticNode& node : seen().nodes()) {
      if ((node.states & kFocusable) != 0) CHECK_FALSE(node.name.empty());
    }
  }
};

TEST_CASE("a condition is made of a field, a comparison and a value, and undone step by step") {
  ConditionDesigner designer("");
  designer.mode("Visible", "Condition");
  CHECK(designer.visible().empty());
  CHECK(designer.focused == designer.get(Role::kCombobox, "Condition 1 field").id);
  designer.choose("Condition 1 field", "Kind");
  CHECK(designer.visible().empty());
  designer.choose("Condition 1 value", "Demo day");
  CHECK(designer.visible() == "kind = \"demo\"");
  designer.choose("Condition 1 comparison", "is not");
  CHECK(designer.visible() == "kind != \"demo\"");
  designer.check_nodes();

  designer.shortcut('z');
  CHECK(designer.visible() == "kind = \"demo\"");
  CHECK(designer.shown("Condition 1 comparison") == "is");
  designer.shortcut('z');
  CHECK(designer.visible().empty());
  designer.shortcut('y');
  CHECK(designer.visible() == "kind = \"demo\"");
  CHECK(designer.shown("Condition 1 value") == "Demo day");
}

TEST_CASE("each kind of field has its own control") {
  ConditionDesigner designer("\"kind = \\\"demo\\\"\"");
  designer.choose("Condition 1 comparison", "is one of");
  designer.activate(Role::kCheckbox, "Call");
  CHECK(designer.visible() == "kind in (\"demo\", \"call\")");
  designer.activate(Role::kCheckbox, "Demo day");
  CHECK(designer.visible() == "kind in (\"call\")");

  designer.choose("Condition 1 field", "Amount");
  CHECK(designer.visible() == "kind in (\"call\")");
  designer.choose("Condition 1 comparison", "is at least");
  designer.type(Role::kTextbox, "Condition 1 value", "12x");
  CHECK(designer.visible() == "kind in (\"call\")");
  CHECK((designer.get(Role::kTextbox, "Condition 1 value").states & kInvalid) != 0);
  designer.type(Role::kTextbox, "Condition 1 value", "12");
  CHECK(designer.visible() == "amount >= 12");
  designer.choose("Condition 1 comparison", "is between");
  CHECK(designer.visible() == "amount >= 12");
  designer.type(Role::kTextbox, "Condition 1 value 2", "15");
  CHECK(designer.visible() == "amount between 12 and 15");
  designer.check_nodes();

  designer.choose("Condition 1 field", "Topics");
  CHECK(designer.visible() == "amount between 12 and 15");
  designer.choose("Condition 1 comparison", "is not empty");
  CHECK(designer.visible() == "topics != null");
  designer.choose("Condition 1 comparison", "includes");
  designer.choose("Condition 1 value", "Price");
  CHECK(designer.visible() == "list contains(topics, \"price\")");
  designer.choose("Condition 1 comparison", "does not include");
  CHECK(designer.visible() == "not(list contains(topics, \"price\"))");
  CHECK(designer.shown("Condition 1 value") == "Price");

  designer.choose("Condition 1 field", "Lost deal");
  CHECK(designer.visible() == "lost");
  designer.choose("Condition 1 comparison", "is no");
  CHECK(designer.visible() == "not(lost)");

  designer.choose("Condition 1 field", "Met on");
  designer.choose("Condition 1 comparison", "is before");
  designer.type(Role::kTextbox, "Condition 1 value", "2026/1/31");
  CHECK(designer.visible() == "met_on < @\"2026-01-31\"");

  designer.choose("Condition 1 field", "Place");
  designer.choose("Condition 1 comparison", "contains");
  designer.type(Role::kTextbox, "Condition 1 value", "say \"hi\"");
  CHECK(designer.visible() == "contains(place, \"say \\\"hi\\\"\")");
  designer.choose("Condition 1 comparison", "is empty");
  CHECK(designer.visible() == "place = null");
}

TEST_CASE("rows are read, added, joined and taken away") {
  ConditionDesigner designer("\"amount > 5 and kind = \\\"demo\\\"\"");
  CHECK(designer.shown("Condition 1 field") == "Amount");
  CHECK(designer.shown("Condition 1 comparison") == "is more than");
  CHECK(designer.get(Role::kTextbox, "Condition 1 value").value == "5");
  CHECK(designer.shown("Condition 2 value") == "Demo day");

  designer.activate(Role::kButton, "Add condition");
  CHECK(designer.focused == designer.get(Role::kCombobox, "Condition 3 field").id);
  CHECK(designer.visible() == "amount > 5 and kind = \"demo\"");
  // A row that is begun does not hold up the others.
  designer.type(Role::kTextbox, "Condition 1 value", "7");
  CHECK(designer.visible() == "amount > 7 and kind = \"demo\"");
  designer.choose("Condition 3 field", "Lost deal");
  CHECK(designer.visible() == "amount > 7 and kind = \"demo\" and lost");
  designer.mode("How the conditions join", "Any of these");
  CHECK(designer.visible() == "amount > 7 or kind = \"demo\" or lost");
  designer.activate(Role::kButton, "Remove Condition 2");
  CHECK(designer.visible() == "amount > 7 or lost");
  designer.activate(Role::kButton, "Remove Condition 1");
  CHECK(designer.visible() == "lost");
  designer.activate(Role::kButton, "Remove Condition 1");
  CHECK(designer.visible().empty());
  CHECK_FALSE(designer.shows_rows());
  designer.shortcut('z');
  CHECK(designer.visible() == "lost");
  CHECK(designer.shows_rows());
}

TEST_CASE("groups under the other join are edited in place") {
  ConditionDesigner designer("\"lost and (amount > 5 or kind = \\\"demo\\\")\"");
  designer.type(Role::kTextbox, "Condition 2.1 value", "9");
  CHECK(designer.visible() == "lost and (amount > 9 or kind = \"demo\")");
  designer.activate(Role::kButton, "Add to group 2");
  designer.choose("Condition 2.3 field", "Place");
  designer.choose("Condition 2.3 comparison", "is not empty");
  CHECK(designer.visible() == "lost and (amount > 9 or kind = \"demo\" or place != null)");
  for (int i = 0; i < 3; ++i) designer.activate(Role::kButton, "Remove Condition 2.1");
  CHECK(designer.visible() == "lost");
  designer.activate(Role::kButton, "Add group");
  designer.choose("Condition 2.1 field", "Place");
  designer.choose("Condition 2.1 comparison", "is empty");
  CHECK(designer.visible() == "lost and (place = null)");
  designer.check_nodes();
}

TEST_CASE("what rows cannot show stays text, and text becomes rows when it is asked for") {
  const std::string unusual = "if lost then amount > 5 else kind = \"demo\"";
  ConditionDesigner designer(Json(unusual).dump());
  CHECK(designer.get(Role::kTextbox, "Visible when").value ==
        "if Lost deal then Amount > 5 else Kind = \"Demo day\"");
  CHECK_FALSE(designer.shows_rows());
  CHECK_FALSE(designer.has(Role::kButton, "As text"));
  CHECK(designer.has(Role::kText,
                     "This condition says more than rows can show, so it is shown as text."));
  CHECK(designer.visible() == unusual);

  designer.type(Role::kTextbox, "Visible when", "amount > 5");
  CHECK(designer.focused == designer.get(Role::kTextbox, "Visible when").id);
  designer.activate(Role::kButton, "As text");
  CHECK(designer.shown("Condition 1 field") == "Amount");
  designer.type(Role::kTextbox, "Condition 1 value", "6");
  designer.activate(Role::kButton, "As text");
  CHECK(designer.get(Role::kTextbox, "Visible when").value == "Amount > 6");
}

TEST_CASE("a condition is kept as it is written until it is changed") {
  for (const char* text : {"lost=true", "amount>5 and note!=null", "met_on > today()",
                           "amount > other_amount", "kind = \"gone\"", "unknown.path = 3"}) {
    ConditionDesigner designer(Json(text).dump());
    INFO(text);
    CHECK(designer.shows_rows());
    CHECK(designer.visible() == text);
    CHECK_FALSE(designer.app.workbench().session().document.can_undo());
    designer.activate(Role::kButton, "Add condition");
    CHECK(designer.visible() == text);
    CHECK_FALSE(designer.app.workbench().session().document.can_undo());
  }
  ConditionDesigner formula("\"met_on > today()\"");
  CHECK(formula.get(Role::kTextbox, "Condition 1 value").value == "today()");
  formula.type(Role::kTextbox, "Condition 1 value", "today() and lost");
  CHECK(formula.visible() == "met_on > today()");
  formula.type(Role::kTextbox, "Condition 1 value", "today() - duration(\"P7D\")");
  CHECK(formula.visible() == "met_on > today() - duration(\"P7D\")");
}

TEST_CASE("a begun condition that is given up leaves what was there") {
  ConditionDesigner designer("false");
  designer.mode("Visible", "Condition");
  designer.choose("Condition 1 field", "Amount");
  CHECK(designer.visible() == "false");
  designer.mode("Visible", "Hidden");
  CHECK(designer.visible() == "false");
  CHECK_FALSE(designer.shows_rows());
  CHECK_FALSE(designer.app.workbench().session().document.can_undo());
  designer.mode("Visible", "Condition");
  designer.choose("Condition 1 field", "Amount");
  designer.activate(Role::kButton, "Remove Condition 1");
  CHECK(designer.visible() == "false");
  CHECK_FALSE(designer.shows_rows());
}

TEST_CASE("a gate's requirement is made of rows, too, and keeps at least one") {
  ConditionDesigner designer("");
  DesignSession& session = designer.app.workbench().session();
  session.open("/workflows/0");
  session.document.select("/workflows/0/stages/1/requires/0");
  designer.settle();
  const auto test = [&] {
    return designer.document()["workflows"][0]["stages"][1]["requires"][0]["test"];
  };
  CHECK(designer.shows_rows());
  CHECK(test() == "true");
  CHECK_FALSE(designer.has(Role::kButton, "Remove Condition 1"));
  designer.choose("Condition 1 field", "Amount");
  CHECK(test() == "true");
  designer.type(Role::kTextbox, "Condition 1 value", "100000");
  CHECK(test() == "amount > 100000");
  CHECK_FALSE(designer.has(Role::kButton, "Remove Condition 1"));
  designer.check_nodes();
}

TEST_CASE("an optional filter is unfinished, an error, until its condition is complete") {
  ConditionDesigner designer("");
  DesignSession& session = designer.app.workbench().session();
  CHECK(session.run(
      SetProperty{"/scorecards",
                  Json::parse(R"([{"id": "s", "entity": "visit", "label": {"en": "S"}, "criteria": [
        {"id": "c", "label": {"en": "C"}, "points": 1, "met": "lost"}]}])"),
                  false}));
  session.open("/scorecards/0");
  designer.settle();
  designer.mode("Scored when", "Condition");
  CHECK(designer.document()["scorecards"][0]["when"] == "");
  designer.wait_for_check();
  CHECK(session.has_problem_below("/scorecards/0/when"));
  designer.choose("Condition 1 field", "Lost deal");
  CHECK(designer.document()["scorecards"][0]["when"] == "lost");
  designer.wait_for_check();
  CHECK_FALSE(session.has_problem_below("/scorecards/0/when"));
  designer.mode("Scored when", "No condition");
  CHECK_FALSE(designer.document()["scorecards"][0].contains("when"));
}

TEST_CASE("rows speak Chinese and fit a narrow inspector") {
  ConditionDesigner designer("\"amount > 5 and (kind = \\\"demo\\\" or lost)\"");
  designer.app.set_language(Language::kChinese);
  designer.settle();
  CHECK(designer.shown("条件 1 字段") == "金额");
  CHECK(designer.shown("条件 1 比较") == "大于");
  CHECK(designer.shown("条件 2.1 值") == "演示会");
  CHECK(designer.shown("条件 2.2 比较") == "为“是”");
  const SemanticNode* panel = designer.seen().find(Role::kRegion, "属性");
  REQUIRE(panel != nullptr);
  const float right = panel->rect.x + panel->rect.width;
  for (const SemanticNode& node : designer.seen().nodes()) {
    if ((node.states & kFocusable) == 0 || node.rect.x < panel->rect.x) continue;
    INFO(node.name);
    CHECK(node.rect.x + node.rect.width <= right);
  }
}

}  // namespace
}  // namespace tollgate::designer
