// Writing into text fields: what the page may show of it, and what happens around it.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

// The inspector of a field of the small app.
class TypingDesigner : public HeadlessDesigner {
 public:
  explicit TypingDesigner(std::string_view field) : HeadlessDesigner(kSmall) {
    app.set_language(Language::kEnglish);
    settle();
    activate(Role::kTreeItem, field);
  }
  DesignSession& session() { return app.workbench().session(); }
};

TEST_CASE("the frame that takes a text shows it, and says up to which keystroke it knows") {
  TypingDesigner designer("Place");
  const uint32_t id = designer.get(Role::kTextbox, "Label (English)").id;
  designer.focus(id);
  designer.settle();
  std::string text = "Place";
  for (const char letter : std::string(" of visit")) {
    text += letter;
    designer.write(id, text);
    designer.frame();
    const Json& node = designer.mirrored_node(id);
    CHECK(node["value"] == text);
    CHECK(node["typed"] == designer.sequence);
  }
  // A change that nobody typed is told under the same number.
  designer.shortcut('z');
  CHECK(designer.mirrored_node(id)["value"] == "Place");
  CHECK(designer.mirrored_node(id)["typed"] == designer.sequence);
}

TEST_CASE("the panel that is written in stays when the window gets narrow") {
  for (const auto& [width, height] : {std::pair{1000, 800}, {700, 800}, {390, 700}}) {
    TypingDesigner designer("Place");
    const uint32_t id = designer.get(Role::kTextbox, "Label (English)").id;
    designer.focus(id);
    designer.write(id, "Place of");
    designer.settle();
    designer.width = width;
    designer.height = height;
    designer.frame();
    CHECK(designer.mirrored_node(id)["value"] == "Place of");
    designer.write(id, "Place of visit");
    designer.settle();
    CHECK(designer.mirrored_node(id)["value"] == "Place of visit");
  }
}

TEST_CASE("keystrokes that come together count as the last of them") {
  TypingDesigner designer("Place");
  const uint32_t id = designer.get(Role::kTextbox, "Label (English)").id;
  designer.focus(id);
  designer.write(id, "A");
  designer.write(id, "Ab");
  designer.frame();
  CHECK(designer.mirrored_node(id)["value"] == "Ab");
  CHECK(designer.mirrored_node(id)["typed"] == designer.sequence);
}

TEST_CASE("problems are not counted aloud while somebody is still writing") {
  TypingDesigner designer("Place");
  designer.wait_for_check();
  designer.said.clear();
  designer.type(Role::kTextbox, "Label (English)", "Sp");
  designer.session().run(SetProperty{"/forms/0/sections/0/fields/1/field", "nobody", false});
  designer.settle();
  designer.wait_for_check();
  CHECK(designer.session().problems_in_words().starts_with("1 error"));
  CHECK(designer.said.find("error") == std::string::npos);
  CHECK(designer.due_ms > 0);  // it will be said after a pause

  SECTION("a pause") {
    designer.now_ms += 1200;
    designer.settle();
  }
  SECTION("leaving the field") { designer.blur(); }
  CHECK(designer.said.find("1 error") != std::string::npos);
}

TEST_CASE("Enter in an option adds the next one, and the caret goes there") {
  TypingDesigner designer("Place");
  designer.activate(Role::kCombobox, "Type");
  designer.activate(Role::kOption, "Choice");
  const uint32_t first = designer.get(Role::kTextbox, "Option 1").id;
  designer.focus(first);
  designer.settle();
  // Both before the next frame, as somebody does who types fast.
  designer.write(first, "Mitsubishi");
  designer.key(Key::kEnter);
  const Json options = designer.document()["entities"][0]["fields"][0]["options"];
  CHECK(options.size() == 3);
  CHECK(options[0]["label"]["en"] == "Mitsubishi");
  CHECK(options[2]["id"] == "option_2");
  CHECK(designer.has(Role::kCombobox, "Type"));  // still the field's inspector
  CHECK(designer.focused == designer.get(Role::kTextbox, "Option 2").id);

  designer.write(designer.focused, "Hitachi");
  designer.settle();
  CHECK(designer.document()["entities"][0]["fields"][0]["options"][1]["label"]["en"] == "Hitachi");
}

TEST_CASE("an option that goes is told of, and the focus stays among the others") {
  TypingDesigner designer("Place");
  designer.activate(Role::kCombobox, "Type");
  designer.activate(Role::kOption, "Choice");
  designer.type(Role::kTextbox, "Option 1", "Mitsubishi");
  designer.said.clear();
  designer.activate(Role::kButton, "Delete Option 1");
  CHECK(designer.said.find("Deleted: 'Mitsubishi'; Ctrl+Z undoes") != std::string::npos);
  CHECK(designer.focused == designer.get(Role::kTextbox, "Option 1").id);
  CHECK(designer.has(Role::kCombobox, "Type"));
  designer.activate(Role::kButton, "Delete Option 1");
  CHECK_FALSE(designer.has(Role::kTextbox, "Option 1"));
  CHECK(designer.focused == designer.get(Role::kButton, "Add option").id);
}

TEST_CASE("an emptied condition keeps its editor until the focus goes") {
  TypingDesigner designer("Amount");
  const std::string place = "/entities/0/fields/1/visible";
  designer.session().text_conditions.insert("entities/visit/fields/amount/visible");
  designer.session().run(SetProperty{place, "place = \"x\"", false});
  designer.settle();
  designer.type(Role::kTextbox, "Visible when", "");
  designer.wait_for_check();
  CHECK(designer.focused == designer.get(Role::kTextbox, "Visible when").id);
  CHECK((designer.get(Role::kTextbox, "Visible when").states & kInvalid) == 0);

  SECTION("written anew") {
    designer.type(Role::kTextbox, "Visible when", "place != null");
    designer.blur();
    CHECK(designer.document()["entities"][0]["fields"][1]["visible"] == "place != null");
  }
  SECTION("left empty") {
    designer.blur();
    CHECK_FALSE(designer.document()["entities"][0]["fields"][1].contains("visible"));
  }
  SECTION("left while something else is selected") {
    designer.session().document.select("/forms/0/sections/0/fields/0");
    designer.blur();
    CHECK_FALSE(designer.document()["entities"][0]["fields"][1].contains("visible"));
    CHECK(designer.session().document.selection() == "/forms/0/sections/0/fields/0");
  }
  SECTION("saved meanwhile") {
    designer.shortcut('s');
    CHECK_FALSE(designer.document()["entities"][0]["fields"][1].contains("visible"));
  }
}

TEST_CASE("a condition is kept for the way back, also when its field moves") {
  TypingDesigner designer("Amount");
  DesignSession& session = designer.session();
  const std::string place = "/entities/0/fields/1/visible";
  CHECK(session.kept_condition(place).empty());
  session.run(SetProperty{place, "place = \"x\"", false});
  session.keep_condition(place);
  session.run(UnsetProperty{place});
  CHECK(session.kept_condition(place) == "place = \"x\"");
  session.run(MoveItem{"/entities/0/fields/1", 0});
  CHECK(session.kept_condition("/entities/0/fields/0/visible") == "place = \"x\"");
  CHECK(session.kept_condition(place).empty());
}

TEST_CASE("a focus that nothing could take at once is not taken later") {
  TypingDesigner designer("Place");
  designer.session().focus_on("/entities/0/fields/1/label");
  designer.now_ms += 5000;
  designer.settle();
  designer.session().document.select("/forms/0/sections/0/fields/1");
  designer.settle();
  CHECK(designer.focused != designer.get(Role::kTextbox, "Label (English)").id);
}

TEST_CASE("a new field gets its id by its first name, read in Latin letters") {
  HeadlessDesigner designer(kSmall);
  const auto field = [&](size_t index) {
    const Json now = designer.document();
    return now["entities"][0]["fields"][index];
  };
  designer.activate(Role::kButton, "文本");
  CHECK(field(2)["id"] == "text_1");
  designer.type(Role::kTextbox, "名称（简体中文）", "客户姓名");
  CHECK(field(2)["id"] == "text_1");  // still being written
  designer.blur();
  CHECK(designer.questions.back()["params"]["label"] == "客户姓名");
  designer.reply("label.read", {{"id", "ke_hu_xing_ming"}});
  CHECK(field(2)["id"] == "ke_hu_xing_ming");
  Json document = designer.document();
  CHECK(document["forms"][0]["sections"][0]["fields"][2]["field"] == "ke_hu_xing_ming");
  // One step of undo with the name.
  designer.shortcut('z');
  CHECK(field(2)["id"] == "text_1");
  CHECK(field(2)["label"]["zh-CN"] == "文本");
  designer.shortcut('y');
  CHECK(field(2)["id"] == "ke_hu_xing_ming");
  // Later names change nothing about it.
  designer.type(Role::kTextbox, "名称（简体中文）", "姓名");
  designer.blur();
  CHECK(field(2)["id"] == "ke_hu_xing_ming");
  // What is called alike gets a number, and Latin names need nobody to read them.
  designer.activate(Role::kButton, "数字");
  designer.type(Role::kTextbox, "名称（English）", "Place");
  designer.blur();
  CHECK(field(3)["id"] == "place_2");
}

TEST_CASE("an id stays that was stored, or that a formula says") {
  HeadlessDesigner designer(kSmall);
  designer.activate(Role::kButton, "文本");
  designer.app.mark_saved();
  designer.type(Role::kTextbox, "名称（English）", "Name of the customer");
  designer.blur();
  CHECK(designer.document()["entities"][0]["fields"][2]["id"] == "text_1");
  designer.activate(Role::kButton, "数字");
  DesignSession& session = designer.app.workbench().session();
  session.run(SetProperty{"/entities/0/fields/0/visible", "number_1 > 3", false});
  session.document.select("/forms/0/sections/0/fields/3");
  designer.settle();
  designer.type(Role::kTextbox, "名称（English）", "Sum of all");
  designer.blur();
  CHECK(designer.document()["entities"][0]["fields"][3]["id"] == "number_1");
}

TEST_CASE(
    "a part that was added has the cursor in its name, also where the preview makes room late") {
  HeadlessDesigner designer(kSmall);
  designer.height = 774;
  designer.width = 941;  // a form and three columns fit beside the preview, an editor does not
  designer.app.workbench().session().side_tab = 1;
  designer.settle();
  designer.focus(designer.get(Role::kButton, "添加指标").id);
  designer.click(Role::kButton, "添加指标");
  designer.settle();
  designer.width = 1280;
  designer.settle();
  CHECK(designer.mirrored_node(designer.focused)["role"] == "textbox");
  CHECK(designer.mirrored_node(designer.focused)["name"] == "名称（简体中文）");
}

}  // namespace
}  // namespace tollgate::designer
