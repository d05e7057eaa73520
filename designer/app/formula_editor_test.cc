// Formulas are written and read by labels, while the document keeps FEEL over ids.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

constexpr const char* kBox = "显示条件";

class FormulaDesigner : public HeadlessDesigner {
 public:
  explicit FormulaDesigner(const std::string& feel) : HeadlessDesigner(app_with(feel)) {
    DesignSession& session = app.workbench().session();
    session.go_to("/entities/0/fields/0");
    session.focus_on("/entities/0/fields/0/visible");
    settle();
  }
  std::string stored() const {
    return document()["entities"][0]["fields"][0].value("visible", Json()).get<std::string>();
  }
  std::string shown() const { return get(Role::kTextbox, kBox).value; }
  void write_formula(std::string_view text) { type(Role::kTextbox, kBox, text); }

 private:
  static std::string app_with(const std::string& feel) {
    Json document = Json::parse(kSmall);
    Json& fields = document["entities"][0]["fields"];
    fields.push_back(Json::parse(R"({"id": "stage", "type": "choice",
      "label": {"zh-CN": "阶段", "en": "Stage"}, "options": [
        {"id": "won", "label": {"zh-CN": "赢单", "en": "Won"}},
        {"id": "lost", "label": {"zh-CN": "丢单", "en": "Lost"}}]})"));
    // More than rows can show: a formula from the beginning.
    fields[0]["visible"] = feel;
    return document.dump();
  }
};

constexpr const char* kFormula = "if amount = null then false else amount * 2 > 50000";

TEST_CASE("a formula is shown by labels and written by labels") {
  FormulaDesigner designer(kFormula);
  CHECK(designer.shown() == "如果 金额 为空 那么 否 否则 金额 * 2 > 5万");
  CHECK(designer.stored() == kFormula);
  designer.write_formula("金额 * 2 大于 1.5万 且 阶段 是 赢单");
  CHECK(designer.stored() == "amount * 2 > 15000 and stage = \"won\"");
  // As typed while somebody writes, and in one way afterwards.
  CHECK(designer.shown() == "金额 * 2 大于 1.5万 且 阶段 是 赢单");
  designer.blur();
  designer.app.workbench().session().go_to("/entities/0/fields/1");
  designer.settle();
  designer.app.workbench().session().go_to("/entities/0/fields/0");
  designer.settle();
  CHECK(designer.shown() == "金额 * 2 > 1.5万 且 阶段 = “赢单”");
  CHECK(designer.app.workbench().session().document.undo());
  CHECK(designer.stored() == kFormula);
}

TEST_CASE("renaming a field changes what is shown and not what is stored") {
  FormulaDesigner designer(kFormula);
  designer.app.workbench().session().run(
      SetText{"/entities/0/fields/1/label", "zh-CN", "合同金额"});
  designer.settle();
  CHECK(designer.shown() == "如果 合同金额 为空 那么 否 否则 合同金额 * 2 > 5万");
  CHECK(designer.stored() == kFormula);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  CHECK(designer.get(Role::kTextbox, "Visible when").value ==
        "if Amount is empty then false else Amount * 2 > 50000");
}

TEST_CASE("what may follow is offered at the caret, and taken by one key") {
  FormulaDesigner designer(kFormula);
  designer.write_formula("金额 * 2 > 3 且 阶段 = ");
  CHECK(designer.has(Role::kButton, "“赢单”"));
  CHECK(designer.has(Role::kButton, "“丢单”"));
  designer.activate(Role::kButton, "“丢单”");
  CHECK(designer.stored() == "amount * 2 > 3 and stage = \"lost\"");
  designer.write_formula("金");
  designer.key(Key::kEnter, kAlt);
  CHECK(designer.stored() == "amount");
  // The caret is where the host says.
  designer.write_formula("阶 = 空 且 金额 * 2 > 3");
  designer.app.event({.kind = EventKind::kCaret, .id = designer.focused, .caret = 1});
  designer.settle();
  designer.key(Key::kEnter, kAlt);
  CHECK(designer.stored() == "stage = null and amount * 2 > 3");
}

TEST_CASE("what nobody knows is said, and mended by one key") {
  FormulaDesigner designer(kFormula);
  designer.write_formula("金额量 * 2 > 3");
  CHECK(designer.get(Role::kTextbox, kBox).description == "没有“金额量”");
  CHECK(designer.has(Role::kButton, "改为 金额"));
  designer.key(Key::kEnter, kAlt);
  CHECK(designer.stored() == "amount * 2 > 3");
  CHECK_FALSE(designer.has(Role::kButton, "改为 金额"));
}

TEST_CASE("FEEL is there for those who want it") {
  FormulaDesigner designer(kFormula);
  designer.focus(designer.get(Role::kTextbox, kBox).id);
  designer.settle();
  designer.activate(Role::kButton, "FEEL");
  CHECK(designer.shown() == kFormula);
  designer.write_formula("amount * 3 > 5");
  CHECK(designer.stored() == "amount * 3 > 5");
  designer.activate(Role::kButton, "FEEL");
  CHECK(designer.shown() == "金额 * 3 > 5");
}

TEST_CASE("functions are listed by purpose and written with a tap") {
  FormulaDesigner designer(kFormula);
  designer.write_formula("金额 * 2 > ");
  designer.activate(Role::kButton, "函数");
  designer.activate(Role::kButton, "列表");
  CHECK(designer.has(Role::kButton, "求和()"));
  designer.activate(Role::kButton, "求和()");
  CHECK(designer.shown() == "金额 * 2 > 求和(");
}

TEST_CASE("a formula of a megabyte is kept, and said to be too long") {
  FormulaDesigner designer(kFormula);
  const std::string large(1 << 20, '9');
  designer.write_formula(large);
  CHECK(designer.stored() == large);
  CHECK(designer.shown() == large);
  designer.wait_for_check();
  CHECK((designer.get(Role::kTextbox, kBox).states & kInvalid) != 0);
  CHECK_FALSE(designer.get(Role::kTextbox, kBox).description.empty());
  CHECK_FALSE(designer.app.workbench().session().problems().empty());
  designer.blur();
  designer.shortcut('z');
  CHECK(designer.stored() == kFormula);
}

}  // namespace
}  // namespace tollgate::designer
