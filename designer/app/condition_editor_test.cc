// Conditions as somebody builds them who does not write expressions.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "desk_test_support.h"

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
class ConditionDesk : public Desk {
 public:
  explicit ConditionDesk(std::string_view visible) : Desk(app_with(visible)) {
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
  ConditionDesk desk("");
  desk.mode("Visible", "Condition");
  CHECK(desk.visible().empty());
  CHECK(desk.focused == desk.get(Role::kCombobox, "Condition 1 field").id);
  desk.choose("Condition 1 field", "Kind");
  CHECK(desk.visible().empty());
  desk.choose("Condition 1 value", "Demo day");
  CHECK(desk.visible() == "kind = \"demo\"");
  desk.choose("Condition 1 comparison", "is not");
  CHECK(desk.visible() == "kind != \"demo\"");
  desk.check_nodes();

  desk.shortcut('z');
  CHECK(desk.visible() == "kind = \"demo\"");
  CHECK(desk.shown("Condition 1 comparison") == "is");
  desk.shortcut('z');
  CHECK(desk.visible().empty());
  desk.shortcut('y');
  CHECK(desk.visible() == "kind = \"demo\"");
  CHECK(desk.shown("Condition 1 value") == "Demo day");
}

TEST_CASE("each kind of field has its own control") {
  ConditionDesk desk("\"kind = \\\"demo\\\"\"");
  desk.choose("Condition 1 comparison", "is one of");
  desk.activate(Role::kCheckbox, "Call");
  CHECK(desk.visible() == "kind in (\"demo\", \"call\")");
  desk.activate(Role::kCheckbox, "Demo day");
  CHECK(desk.visible() == "kind in (\"call\")");

  desk.choose("Condition 1 field", "Amount");
  CHECK(desk.visible() == "kind in (\"call\")");
  desk.choose("Condition 1 comparison", "is at least");
  desk.type(Role::kTextbox, "Condition 1 value", "12x");
  CHECK(desk.visible() == "kind in (\"call\")");
  CHECK((desk.get(Role::kTextbox, "Condition 1 value").states & kInvalid) != 0);
  desk.type(Role::kTextbox, "Condition 1 value", "12");
  CHECK(desk.visible() == "amount >= 12");
  desk.choose("Condition 1 comparison", "is between");
  CHECK(desk.visible() == "amount >= 12");
  desk.type(Role::kTextbox, "Condition 1 value 2", "15");
  CHECK(desk.visible() == "amount between 12 and 15");
  desk.check_nodes();

  desk.choose("Condition 1 field", "Topics");
  CHECK(desk.visible() == "amount between 12 and 15");
  desk.choose("Condition 1 comparison", "is not empty");
  CHECK(desk.visible() == "topics != null");
  desk.choose("Condition 1 comparison", "includes");
  desk.choose("Condition 1 value", "Price");
  CHECK(desk.visible() == "list contains(topics, \"price\")");
  desk.choose("Condition 1 comparison", "does not include");
  CHECK(desk.visible() == "not(list contains(topics, \"price\"))");
  CHECK(desk.shown("Condition 1 value") == "Price");

  desk.choose("Condition 1 field", "Lost deal");
  CHECK(desk.visible() == "lost");
  desk.choose("Condition 1 comparison", "is no");
  CHECK(desk.visible() == "not(lost)");

  desk.choose("Condition 1 field", "Met on");
  desk.choose("Condition 1 comparison", "is before");
  desk.type(Role::kTextbox, "Condition 1 value", "2026/1/31");
  CHECK(desk.visible() == "met_on < @\"2026-01-31\"");

  desk.choose("Condition 1 field", "Place");
  desk.choose("Condition 1 comparison", "contains");
  desk.type(Role::kTextbox, "Condition 1 value", "say \"hi\"");
  CHECK(desk.visible() == "contains(place, \"say \\\"hi\\\"\")");
  desk.choose("Condition 1 comparison", "is empty");
  CHECK(desk.visible() == "place = null");
}

TEST_CASE("rows are read, added, joined and taken away") {
  ConditionDesk desk("\"amount > 5 and kind = \\\"demo\\\"\"");
  CHECK(desk.shown("Condition 1 field") == "Amount");
  CHECK(desk.shown("Condition 1 comparison") == "is more than");
  CHECK(desk.get(Role::kTextbox, "Condition 1 value").value == "5");
  CHECK(desk.shown("Condition 2 value") == "Demo day");

  desk.activate(Role::kButton, "Add condition");
  CHECK(desk.focused == desk.get(Role::kCombobox, "Condition 3 field").id);
  CHECK(desk.visible() == "amount > 5 and kind = \"demo\"");
  // A row that is begun does not hold up the others.
  desk.type(Role::kTextbox, "Condition 1 value", "7");
  CHECK(desk.visible() == "amount > 7 and kind = \"demo\"");
  desk.choose("Condition 3 field", "Lost deal");
  CHECK(desk.visible() == "amount > 7 and kind = \"demo\" and lost");
  desk.mode("How the conditions join", "Any of these");
  CHECK(desk.visible() == "amount > 7 or kind = \"demo\" or lost");
  desk.activate(Role::kButton, "Remove Condition 2");
  CHECK(desk.visible() == "amount > 7 or lost");
  desk.activate(Role::kButton, "Remove Condition 1");
  CHECK(desk.visible() == "lost");
  desk.activate(Role::kButton, "Remove Condition 1");
  CHECK(desk.visible().empty());
  CHECK_FALSE(desk.shows_rows());
  desk.shortcut('z');
  CHECK(desk.visible() == "lost");
  CHECK(desk.shows_rows());
}

TEST_CASE("groups under the other join are edited in place") {
  ConditionDesk desk("\"lost and (amount > 5 or kind = \\\"demo\\\")\"");
  desk.type(Role::kTextbox, "Condition 2.1 value", "9");
  CHECK(desk.visible() == "lost and (amount > 9 or kind = \"demo\")");
  desk.activate(Role::kButton, "Add to group 2");
  desk.choose("Condition 2.3 field", "Place");
  desk.choose("Condition 2.3 comparison", "is not empty");
  CHECK(desk.visible() == "lost and (amount > 9 or kind = \"demo\" or place != null)");
  for (int i = 0; i < 3; ++i) desk.activate(Role::kButton, "Remove Condition 2.1");
  CHECK(desk.visible() == "lost");
  desk.activate(Role::kButton, "Add group");
  desk.choose("Condition 2.1 field", "Place");
  desk.choose("Condition 2.1 comparison", "is empty");
  CHECK(desk.visible() == "lost and (place = null)");
  desk.check_nodes();
}

TEST_CASE("what rows cannot show stays text, and text becomes rows when it is asked for") {
  const std::string unusual = "if lost then amount > 5 else kind = \"demo\"";
  ConditionDesk desk(Json(unusual).dump());
  CHECK(desk.get(Role::kTextbox, "Visible when").value == unusual);
  CHECK_FALSE(desk.shows_rows());
  CHECK_FALSE(desk.has(Role::kButton, "As text"));
  CHECK(desk.has(Role::kText,
                 "This condition says more than rows can show, so it is shown as text."));
  CHECK(desk.visible() == unusual);

  desk.type(Role::kTextbox, "Visible when", "amount > 5");
  CHECK(desk.focused == desk.get(Role::kTextbox, "Visible when").id);
  desk.activate(Role::kButton, "As text");
  CHECK(desk.shown("Condition 1 field") == "Amount");
  desk.type(Role::kTextbox, "Condition 1 value", "6");
  desk.activate(Role::kButton, "As text");
  CHECK(desk.get(Role::kTextbox, "Visible when").value == "amount > 6");
}

TEST_CASE("a condition is kept as it is written until it is changed") {
  for (const char* text : {"lost=true", "amount>5 and note!=null", "met_on > today()",
                           "amount > other_amount", "kind = \"gone\"", "unknown.path = 3"}) {
    ConditionDesk desk(Json(text).dump());
    INFO(text);
    CHECK(desk.shows_rows());
    CHECK(desk.visible() == text);
    CHECK_FALSE(desk.app.workbench().bench().document.can_undo());
    desk.activate(Role::kButton, "Add condition");
    CHECK(desk.visible() == text);
    CHECK_FALSE(desk.app.workbench().bench().document.can_undo());
  }
  ConditionDesk formula("\"met_on > today()\"");
  CHECK(formula.get(Role::kTextbox, "Condition 1 value").value == "today()");
  formula.type(Role::kTextbox, "Condition 1 value", "today() and lost");
  CHECK(formula.visible() == "met_on > today()");
  formula.type(Role::kTextbox, "Condition 1 value", "today() - duration(\"P7D\")");
  CHECK(formula.visible() == "met_on > today() - duration(\"P7D\")");
}

TEST_CASE("a begun condition that is given up leaves what was there") {
  ConditionDesk desk("false");
  desk.mode("Visible", "Condition");
  desk.choose("Condition 1 field", "Amount");
  CHECK(desk.visible() == "false");
  desk.mode("Visible", "Hidden");
  CHECK(desk.visible() == "false");
  CHECK_FALSE(desk.shows_rows());
  CHECK_FALSE(desk.app.workbench().bench().document.can_undo());
  desk.mode("Visible", "Condition");
  desk.choose("Condition 1 field", "Amount");
  desk.activate(Role::kButton, "Remove Condition 1");
  CHECK(desk.visible() == "false");
  CHECK_FALSE(desk.shows_rows());
}

TEST_CASE("a gate's requirement is made of rows, too, and keeps at least one") {
  ConditionDesk desk("");
  Bench& bench = desk.app.workbench().bench();
  bench.open("/workflows/0");
  bench.document.select("/workflows/0/stages/1/requires/0");
  desk.settle();
  const auto test = [&] {
    return desk.document()["workflows"][0]["stages"][1]["requires"][0]["test"];
  };
  CHECK(desk.shows_rows());
  CHECK(test() == "true");
  CHECK_FALSE(desk.has(Role::kButton, "Remove Condition 1"));
  desk.choose("Condition 1 field", "Amount");
  CHECK(test() == "true");
  desk.type(Role::kTextbox, "Condition 1 value", "100000");
  CHECK(test() == "amount > 100000");
  CHECK_FALSE(desk.has(Role::kButton, "Remove Condition 1"));
  desk.check_nodes();
}

TEST_CASE("an optional filter is absent until a condition is complete") {
  ConditionDesk desk("");
  Bench& bench = desk.app.workbench().bench();
  CHECK(bench.run(SetProperty{
      "/scorecards",
      Json::parse(R"([{"id": "s", "entity": "visit", "label": {"en": "S"}, "criteria": []}])"),
      false}));
  bench.open("/scorecards/0");
  desk.settle();
  desk.mode("Scored when", "Condition");
  CHECK_FALSE(desk.document()["scorecards"][0].contains("when"));
  desk.choose("Condition 1 field", "Lost deal");
  CHECK(desk.document()["scorecards"][0]["when"] == "lost");
  desk.mode("Scored when", "No condition");
  CHECK_FALSE(desk.document()["scorecards"][0].contains("when"));
}

TEST_CASE("rows speak Chinese and fit a narrow inspector") {
  ConditionDesk desk("\"amount > 5 and (kind = \\\"demo\\\" or lost)\"");
  desk.app.set_language(Language::kChinese);
  desk.settle();
  CHECK(desk.shown("条件 1 字段") == "金额");
  CHECK(desk.shown("条件 1 比较") == "大于");
  CHECK(desk.shown("条件 2.1 值") == "演示会");
  CHECK(desk.shown("条件 2.2 比较") == "为“是”");
  const SemanticNode* panel = desk.seen().find(Role::kRegion, "属性");
  REQUIRE(panel != nullptr);
  const float right = panel->rect.x + panel->rect.width;
  for (const SemanticNode& node : desk.seen().nodes()) {
    if ((node.states & kFocusable) == 0 || node.rect.x < panel->rect.x) continue;
    INFO(node.name);
    CHECK(node.rect.x + node.rect.width <= right);
  }
}

}  // namespace
}  // namespace tollgate::designer
