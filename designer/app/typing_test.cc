// Writing into text fields: what the page may show of it, and what happens around it.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "desk_test_support.h"

namespace tollgate::designer {
namespace {

// The inspector of a field of the small app.
class TypingDesk : public Desk {
 public:
  explicit TypingDesk(std::string_view field) : Desk(kSmall) {
    app.set_language(Language::kEnglish);
    settle();
    activate(Role::kTreeItem, field);
  }
  Bench& bench() { return app.workbench().bench(); }
};

TEST_CASE("the frame that takes a text shows it, and says up to which keystroke it knows") {
  TypingDesk desk("Place");
  const uint32_t id = desk.get(Role::kTextbox, "Label (English)").id;
  desk.focus(id);
  desk.settle();
  std::string text = "Place";
  for (const char letter : std::string(" of visit")) {
    text += letter;
    desk.write(id, text);
    desk.frame();
    const Json& node = desk.mirrored_node(id);
    CHECK(node["value"] == text);
    CHECK(node["typed"] == desk.sequence);
  }
  // A change that nobody typed is told under the same number.
  desk.shortcut('z');
  CHECK(desk.mirrored_node(id)["value"] == "Place");
  CHECK(desk.mirrored_node(id)["typed"] == desk.sequence);
}

TEST_CASE("keystrokes that come together count as the last of them") {
  TypingDesk desk("Place");
  const uint32_t id = desk.get(Role::kTextbox, "Label (English)").id;
  desk.focus(id);
  desk.write(id, "A");
  desk.write(id, "Ab");
  desk.frame();
  CHECK(desk.mirrored_node(id)["value"] == "Ab");
  CHECK(desk.mirrored_node(id)["typed"] == desk.sequence);
}

TEST_CASE("problems are not counted aloud while somebody is still writing") {
  TypingDesk desk("Place");
  desk.wait_for_check();
  desk.said.clear();
  desk.type(Role::kTextbox, "Label (English)", "Sp");
  desk.bench().run(SetProperty{"/forms/0/sections/0/fields/1/field", "nobody", false});
  desk.settle();
  desk.wait_for_check();
  CHECK(desk.bench().problems_in_words().starts_with("1 error"));
  CHECK(desk.said.find("error") == std::string::npos);
  CHECK(desk.due_ms > 0);  // it will be said after a pause

  SECTION("a pause") {
    desk.now_ms += 1200;
    desk.settle();
  }
  SECTION("leaving the field") { desk.blur(); }
  CHECK(desk.said.find("1 error") != std::string::npos);
}

TEST_CASE("Enter in an option adds the next one, and the caret goes there") {
  TypingDesk desk("Place");
  desk.activate(Role::kCombobox, "Type");
  desk.activate(Role::kOption, "Choice");
  const uint32_t first = desk.get(Role::kTextbox, "Option 1").id;
  desk.focus(first);
  desk.settle();
  // Both before the next frame, as somebody does who types fast.
  desk.write(first, "Mitsubishi");
  desk.key(Key::kEnter);
  const Json options = desk.document()["entities"][0]["fields"][0]["options"];
  CHECK(options.size() == 3);
  CHECK(options[0]["label"]["en"] == "Mitsubishi");
  CHECK(options[2]["id"] == "option_2");
  CHECK(desk.has(Role::kCombobox, "Type"));  // still the field's inspector
  CHECK(desk.focused == desk.get(Role::kTextbox, "Option 2").id);

  desk.write(desk.focused, "Hitachi");
  desk.settle();
  CHECK(desk.document()["entities"][0]["fields"][0]["options"][1]["label"]["en"] == "Hitachi");
}

TEST_CASE("an option that goes is told of, and the focus stays among the others") {
  TypingDesk desk("Place");
  desk.activate(Role::kCombobox, "Type");
  desk.activate(Role::kOption, "Choice");
  desk.type(Role::kTextbox, "Option 1", "Mitsubishi");
  desk.said.clear();
  desk.activate(Role::kButton, "Delete Option 1");
  CHECK(desk.said.find("Deleted: 'Mitsubishi'; Ctrl+Z undoes") != std::string::npos);
  CHECK(desk.focused == desk.get(Role::kTextbox, "Option 1").id);
  CHECK(desk.has(Role::kCombobox, "Type"));
  desk.activate(Role::kButton, "Delete Option 1");
  CHECK_FALSE(desk.has(Role::kTextbox, "Option 1"));
  CHECK(desk.focused == desk.get(Role::kButton, "Add option").id);
}

TEST_CASE("an emptied condition keeps its editor until the focus goes") {
  TypingDesk desk("Amount");
  const std::string place = "/entities/0/fields/1/visible";
  desk.bench().text_conditions.insert("entities/visit/fields/amount/visible");
  desk.bench().run(SetProperty{place, "place = \"x\"", false});
  desk.settle();
  desk.type(Role::kTextbox, "Visible when", "");
  desk.wait_for_check();
  CHECK(desk.focused == desk.get(Role::kTextbox, "Visible when").id);
  CHECK((desk.get(Role::kTextbox, "Visible when").states & kInvalid) == 0);

  SECTION("written anew") {
    desk.type(Role::kTextbox, "Visible when", "place != null");
    desk.blur();
    CHECK(desk.document()["entities"][0]["fields"][1]["visible"] == "place != null");
  }
  SECTION("left empty") {
    desk.blur();
    CHECK_FALSE(desk.document()["entities"][0]["fields"][1].contains("visible"));
  }
  SECTION("left while something else is selected") {
    desk.bench().document.select("/forms/0/sections/0/fields/0");
    desk.blur();
    CHECK_FALSE(desk.document()["entities"][0]["fields"][1].contains("visible"));
    CHECK(desk.bench().document.selection() == "/forms/0/sections/0/fields/0");
  }
  SECTION("saved meanwhile") {
    desk.shortcut('s');
    CHECK_FALSE(desk.document()["entities"][0]["fields"][1].contains("visible"));
  }
}

TEST_CASE("a condition is kept for the way back, also when its field moves") {
  TypingDesk desk("Amount");
  Bench& bench = desk.bench();
  const std::string place = "/entities/0/fields/1/visible";
  CHECK(bench.kept_condition(place) == "true");
  bench.run(SetProperty{place, "place = \"x\"", false});
  bench.keep_condition(place);
  bench.run(UnsetProperty{place});
  CHECK(bench.kept_condition(place) == "place = \"x\"");
  bench.run(MoveItem{"/entities/0/fields/1", 0});
  CHECK(bench.kept_condition("/entities/0/fields/0/visible") == "place = \"x\"");
  CHECK(bench.kept_condition(place) == "true");
}

TEST_CASE("a focus that nothing could take at once is not taken later") {
  TypingDesk desk("Place");
  desk.bench().focus_on("/entities/0/fields/1/label");
  desk.now_ms += 5000;
  desk.settle();
  desk.bench().document.select("/forms/0/sections/0/fields/1");
  desk.settle();
  CHECK(desk.focused != desk.get(Role::kTextbox, "Label (English)").id);
}

}  // namespace
}  // namespace tollgate::designer
