// The designer as a page drives it, without a screen: what is drawn, told to the mirror, focused
// and typed. Long because each case is a whole sitting on one app; clicks, selections and long
// forms have files of their own.
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "headless_designer_test_support.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"

namespace tollgate::designer {
namespace {

std::string template_text() {
  std::ifstream file("templates/medical-visit/app.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A panel is drawn, takes its size, and is drawn in it. What people do takes longer to settle.
constexpr int kFramesToDraw = 4;

void check_tree(HeadlessDesigner& designer) {
  CHECK(designer.seen().duplicate_ids().empty());
  std::set<uint32_t> known;
  for (const SemanticNode& node : designer.seen().nodes()) {
    known.insert(node.id);
    INFO("role " << role_name(node.role) << " value " << node.value);
    if ((node.states & kFocusable) != 0) CHECK_FALSE(node.name.empty());
  }
  for (const uint32_t id : reported_items()) {
    INFO("an item that only eyes can find: " << id);
    CHECK(known.contains(id));
  }
}

TEST_CASE(
    "every view of the template has names for all, no id twice, nothing that only eyes find") {
  HeadlessDesigner designer(template_text());
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    designer.app.set_language(language);
    check_tree(designer);
    const Json document = designer.document();
    for (const char* list : {"forms", "entities", "scorecards", "workflows", "automations", "views",
                             "metrics", "dashboards", "quick_filters", "roles"}) {
      for (size_t i = 0; i < document.at(list).size(); ++i) {
        DesignSession& session = designer.app.workbench().session();
        session.open(std::string("/") + list + "/" + std::to_string(i));
        session.side_tab = 1;
        session.open_groups.insert(list);
        designer.settle(kFramesToDraw);
        INFO(list << " " << i);
        check_tree(designer);
      }
    }
  }
}

TEST_CASE("the template has no problems") {
  HeadlessDesigner designer(template_text());
  designer.wait_for_check();
  for (const Diagnostic& problem : designer.app.workbench().session().problems()) {
    INFO(problem.place.pointer << ": " << problem.message.en);
    CHECK(problem.severity != Severity::kError);
  }
}

TEST_CASE("adding a field by keyboard puts the caret into its name") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  designer.activate(Role::kTreeItem, "Place");
  designer.activate(Role::kButton, "Number");
  CHECK(designer.document()["forms"][0]["sections"][0]["fields"][1]["field"] == "number_1");
  CHECK(designer.focused == designer.get(Role::kTextbox, "Label (English)").id);
  CHECK(designer.said.find("Field added: Number") != std::string::npos);

  designer.type(Role::kTextbox, "Label (English)", "Beds");
  CHECK(designer.has(Role::kTreeItem, "Beds"));
  designer.shortcut('z');
  designer.shortcut('z');
  CHECK(designer.document() == Json::parse(kSmall));
  designer.shortcut('y');
  CHECK(designer.document()["entities"][0]["fields"].size() == 3);
}

TEST_CASE("a field type is dragged to its place in the form") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kButton, "Photo"));
  designer.move(x, y);
  designer.press(true);
  const SemanticNode amount = designer.get(Role::kTreeItem, "Amount");
  designer.move(x + 40, y);
  designer.move(amount.rect.x + 100, amount.rect.y + 3);
  designer.press(false);
  designer.settle();
  CHECK(designer.document()["forms"][0]["sections"][0]["fields"] ==
        Json::parse(R"([{"field": "place"}, {"field": "photo_1"}, {"field": "amount"}])"));
  check_tree(designer);
}

TEST_CASE("a photo is dragged between two fields that share a row") {
  HeadlessDesigner designer(template_text());
  designer.wait_for_check();
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kButton, "照片"));
  const SemanticNode target = designer.get(Role::kTreeItem, "计划到访时间");
  designer.move(x, y);
  designer.press(true);
  designer.move(x + 20, y + 5);
  for (int i = 1; i <= 6; ++i) {
    designer.move(x + (target.rect.x + 100 - x) * static_cast<float>(i) / 6,
                  y + (target.rect.y + 2 - y) * static_cast<float>(i) / 6);
    designer.settle();
  }
  designer.press(false);
  designer.settle();
  designer.wait_for_check();
  CHECK(designer.document()["forms"][0]["sections"][0]["fields"][2]["field"] == "photo_1");
  check_tree(designer);
}

TEST_CASE("a drag that ends outside, or by Escape, changes nothing") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kButton, "Photo"));
  designer.move(x, y);
  designer.press(true);
  designer.move(x + 20, y + 20);
  designer.press(false);
  designer.settle();
  CHECK(designer.document() == Json::parse(kSmall));

  const SemanticNode amount = designer.get(Role::kTreeItem, "Amount");
  designer.move(x, y);
  designer.press(true);
  designer.move(amount.rect.x + 100, amount.rect.y + 3);
  designer.key(Key::kEscape);
  designer.press(false);
  designer.settle();
  CHECK(designer.document() == Json::parse(kSmall));
}

TEST_CASE("fields are dragged within the form, and moved by the keyboard") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kTreeItem, "Place"));
  const SemanticNode amount = designer.get(Role::kTreeItem, "Amount");
  designer.move(x, y);
  designer.press(true);
  designer.move(x, y + 20);
  designer.move(x, amount.rect.y + amount.rect.height - 2);
  designer.press(false);
  designer.settle();
  const auto order = [&] {
    std::string ids;
    const Json document = designer.document();
    for (const Json& place : document["forms"][0]["sections"][0]["fields"]) {
      ids += place["field"].get<std::string>() + " ";
    }
    return ids;
  };
  CHECK(order() == "amount place ");

  designer.focus(designer.get(Role::kTreeItem, "Place").id);
  designer.key(Key::kUp, kAlt);
  CHECK(order() == "place amount ");
  CHECK(designer.focused == designer.get(Role::kTreeItem, "Place").id);
  designer.key(Key::kDown, kAlt);
  CHECK(order() == "amount place ");
  designer.key(Key::kDelete);
  CHECK(order() == "amount ");
  CHECK(designer.has(Role::kButton, "Place"));  // among the fields that the form does not show
}

TEST_CASE("a wrong condition is said at the field and in the list, which leads back to it") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  designer.activate(Role::kTreeItem, "Amount");
  for (const SemanticNode& node : designer.seen().nodes()) {
    if (node.role == Role::kRadioGroup && node.name == "Visible") {
      const size_t index = static_cast<size_t>(&node - designer.seen().nodes().data());
      const uint32_t condition = designer.seen().nodes()[index + 3].id;
      designer.focus(condition);
      designer.app.event({.kind = EventKind::kActivate, .id = condition});
      break;
    }
  }
  designer.settle();
  CHECK(designer.focused == designer.get(Role::kCombobox, "Condition 1 field").id);
  designer.activate(Role::kButton, "As text");
  designer.type(Role::kTextbox, "Visible when", "plaec = \"x\" and");
  designer.wait_for_check();
  const SemanticNode& field = designer.get(Role::kTextbox, "Visible when");
  CHECK((field.states & kInvalid) != 0);
  CHECK_FALSE(field.description.empty());
  const std::string message =
      designer.app.workbench().session().problem_at("/entities/0/fields/1/visible");
  REQUIRE_FALSE(message.empty());

  designer.activate(Role::kButton, "Visit form");
  CHECK_FALSE(designer.has(Role::kTextbox, "Visible when"));
  std::string toggle;
  for (const SemanticNode& node : designer.seen().nodes()) {
    if (node.name.starts_with("Problems: ")) toggle = node.name;
  }
  CHECK(toggle.starts_with("Problems: 1 error"));
  designer.activate(Role::kButton, toggle);
  designer.activate(Role::kButton, message);
  CHECK(designer.focused == designer.get(Role::kTextbox, "Visible when").id);

  designer.type(Role::kTextbox, "Visible when", "place = \"x\"");
  designer.wait_for_check();
  CHECK((designer.get(Role::kTextbox, "Visible when").states & kInvalid) == 0);
}

TEST_CASE("a type is chosen from the list by keyboard; Escape leaves it") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  designer.activate(Role::kTreeItem, "Place");
  designer.activate(Role::kCombobox, "Type");
  CHECK(designer.focused == designer.get(Role::kOption, "Text").id);
  designer.key(Key::kEscape);
  CHECK_FALSE(designer.has(Role::kOption, "Text"));
  CHECK(designer.focused == designer.get(Role::kCombobox, "Type").id);
  designer.activate(Role::kCombobox, "Type");
  check_tree(designer);
  designer.activate(Role::kOption, "Choice");
  CHECK(designer.document()["entities"][0]["fields"][0]["type"] == "choice");
  CHECK(designer.get(Role::kCombobox, "Type").value == "Choice");
  designer.type(Role::kTextbox, "Option 2", "Second");
  CHECK(designer.document()["entities"][0]["fields"][0]["options"][1]["label"]["en"] == "Second");
  designer.activate(Role::kButton, "Add option");
  CHECK(designer.document()["entities"][0]["fields"][0]["options"].size() == 3);
  CHECK(designer.focused == designer.get(Role::kTextbox, "Option 3").id);
  designer.activate(Role::kButton, "Paste several options");
  CHECK(designer.focused ==
        designer.get(Role::kTextbox, "One option per line; points in the second column").id);
  designer.type(Role::kTextbox, "One option per line; points in the second column",
                "Third\tmany\nFourth");
  designer.activate(Role::kButton, "Add these lines");
  CHECK(designer.document()["entities"][0]["fields"][0]["options"].size() == 3);
  designer.type(Role::kTextbox, "One option per line; points in the second column",
                "Third\t3\nFourth");
  check_tree(designer);
  designer.activate(Role::kButton, "Add these lines");
  CHECK(designer.document()["entities"][0]["fields"][0]["options"].size() == 5);
  CHECK(designer.get(Role::kTextbox, "Option 5").value == "Fourth");
  CHECK(designer.has(Role::kButton, "Paste several options"));
}

TEST_CASE("numbers that are none yet stay in the field and out of the document") {
  HeadlessDesigner designer(template_text());
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  const Json before = designer.document();
  designer.type(Role::kTextbox, "Target time (seconds)", "9x");
  CHECK(designer.get(Role::kTextbox, "Target time (seconds)").value == "9x");
  CHECK((designer.get(Role::kTextbox, "Target time (seconds)").states & kInvalid) != 0);
  CHECK(designer.document() == before);
  designer.type(Role::kTextbox, "Target time (seconds)", "91");
  CHECK(designer.document()["forms"][0]["target_seconds"] == 91);
}

TEST_CASE("saving, importing and exporting are asked of the host") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  CHECK((designer.get(Role::kButton, "Save").states & kDisabled) != 0);
  designer.activate(Role::kTreeItem, "Place");
  designer.type(Role::kTextbox, "Label (English)", "Spot");
  CHECK((designer.get(Role::kButton, "Save").states & kDisabled) == 0);
  designer.requests.clear();
  designer.shortcut('s');
  designer.activate(Role::kButton, "Export");
  CHECK(designer.requests == std::vector<std::string>{"save", "export"});
  designer.app.mark_saved();
  designer.settle();
  CHECK((designer.get(Role::kButton, "Save").states & kDisabled) != 0);

  CHECK_FALSE(designer.app.import("[]", "app.json").ok());
  CHECK_FALSE(designer.app.import("{\"format\": \"other\"}", "app.json").ok());
  CHECK_FALSE(designer.app.import("{\"format\": \"tollgate.app/1\"", "app.json").ok());
  CHECK_FALSE(designer.app.load(std::string(5 << 20, ' ')).ok());
  CHECK(designer.app.import(template_text(), "app.json").ok());
  designer.settle();
  check_tree(designer);
  designer.shortcut('z');
  CHECK(designer.document()["id"] == "demo");
}

TEST_CASE("a document of the wrong shape is opened, shown and can be mended") {
  for (const char* text :
       {R"({"format": "tollgate.app/1"})",
        R"({"format": "tollgate.app/1", "entities": 3, "forms": {"a": 1}, "locales": "x"})",
        R"({"format": "tollgate.app/1", "label": "x", "entities": [1, null, {"fields": [2]}],
            "forms": [3, {"sections": [4, {"fields": [5, {"field": 6}, {}]}]}, null]})",
        R"({"format": "tollgate.app/1", "entities": [{"id": "a", "fields": [{"id": "f",
            "type": "choice", "options": [1, {"label": 3}], "unit": 4, "visible": 5}]}],
            "forms": [{"id": "g", "entity": "a", "label": [], "sections": [{"fields":
            [{"field": "f", "width": 7}]}]}], "workflows": [{"stages": {}}],
            "metrics": [{"thresholds": [8]}]})"}) {
    HeadlessDesigner designer(text);
    designer.wait_for_check();
    CHECK_FALSE(designer.app.workbench().session().problems().empty());
    const Json document = designer.document();
    for (const auto& [list, elements] : document.items()) {
      if (!elements.is_array()) continue;
      for (size_t i = 0; i < elements.size(); ++i) {
        designer.app.workbench().session().open("/" + list + "/" + std::to_string(i));
        designer.settle();
        CHECK(designer.seen().duplicate_ids().empty());
      }
    }
    for (const Diagnostic& problem : Diagnostics(designer.app.workbench().session().problems())) {
      designer.app.workbench().session().go_to(problem.place.pointer);
      designer.settle();
    }
  }
}

TEST_CASE("all widths draw the canvas; only one panel stands beside it on a tablet") {
  HeadlessDesigner designer(template_text());
  designer.app.set_language(Language::kEnglish);
  for (const float scale : {1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
    for (const int css : {1920, 1280, 900, 768, 600, 390}) {
      designer.scale = scale;
      designer.width = static_cast<int>(static_cast<float>(css) * scale);
      designer.height = static_cast<int>(800 * scale);
      designer.settle(kFramesToDraw);
      INFO(css << " at " << scale);
      CHECK(designer.has(Role::kTree, "Form content"));
      CHECK(designer.has(Role::kTabList, "Panels") == (css < 840));
      check_tree(designer);
    }
  }
}

TEST_CASE("a click between two frames is not lost, nor is the next") {
  HeadlessDesigner designer(template_text());
  const auto click = [&](const SemanticNode& node) {
    const auto [x, y] = HeadlessDesigner::middle(node);
    designer.app.pointer({PointerKind::kMove, x, y, 0, false, designer.now_ms});
    designer.app.pointer({PointerKind::kDown, x, y, 0, false, designer.now_ms});
    designer.app.pointer({PointerKind::kUp, x, y, 0, false, designer.now_ms});
  };
  const auto is_selected = [&](std::string_view name) {
    return (designer.get(Role::kTreeItem, name).states & kSelected) != 0;
  };
  click(designer.get(Role::kTreeItem, "客户"));
  designer.settle();
  CHECK(is_selected("客户"));
  click(designer.get(Role::kTreeItem, "业务代表"));
  click(designer.get(Role::kTreeItem, "计划到访时间"));
  click(designer.get(Role::kButton, "预览"));
  designer.settle();
  designer.settle();
  CHECK_FALSE(is_selected("客户"));
  CHECK(is_selected("计划到访时间"));
  CHECK(designer.requests == std::vector<std::string>{"preview"});
}

TEST_CASE("a click that waits when the window changes its size still meets its button") {
  HeadlessDesigner designer(template_text());
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kButton, "预览"));
  designer.app.pointer({PointerKind::kMove, x, y, 0, false, designer.now_ms});
  designer.app.pointer({PointerKind::kDown, x, y, 0, false, designer.now_ms});
  designer.app.pointer({PointerKind::kUp, x, y, 0, false, designer.now_ms});
  designer.width = 768;
  designer.height = 1024;
  designer.settle();
  CHECK(designer.requests == std::vector<std::string>{"preview"});
}

TEST_CASE("nothing is drawn when nothing happens") {
  HeadlessDesigner designer(kSmall);
  designer.wait_for_check();
  designer.settle();
  CHECK(designer.due_ms < 0);
  designer.move(100, 100);
  CHECK(designer.due_ms == 0);
  designer.settle();
  designer.now_ms += 1000;
  designer.settle();
  CHECK(designer.due_ms < 0);
}

TEST_CASE("a finger taps, scrolls, or holds still to drag") {
  HeadlessDesigner designer(template_text());
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  const auto touch = [&](PointerKind kind, float x, float y) {
    designer.app.pointer({kind, x, y, 0, true, designer.now_ms});
    designer.frame();
  };
  const SemanticNode first = designer.get(Role::kTreeItem, "Customer");
  touch(PointerKind::kDown, first.rect.x + 20, first.rect.y + 10);
  touch(PointerKind::kUp, first.rect.x + 20, first.rect.y + 10);
  designer.settle();
  CHECK((designer.get(Role::kTreeItem, "Customer").states & kSelected) != 0);

  const float before = designer.get(Role::kTreeItem, "Customer").rect.y;
  touch(PointerKind::kDown, 600, 600);
  for (int i = 1; i <= 10; ++i) touch(PointerKind::kMove, 600, 600 - 20.0f * static_cast<float>(i));
  touch(PointerKind::kUp, 600, 400);
  const auto has_scrolled = [&] {
    return designer.get(Role::kTreeItem, "Customer").rect.y < before - 150;
  };
  for (int i = 0; i < 100 && !has_scrolled(); ++i) designer.frame();
  CHECK(has_scrolled());

  HeadlessDesigner fresh(kSmall);
  fresh.app.set_language(Language::kEnglish);
  fresh.settle();
  const auto [x, y] = HeadlessDesigner::middle(fresh.get(Role::kTreeItem, "Amount"));
  const SemanticNode place = fresh.get(Role::kTreeItem, "Place");
  fresh.app.pointer({PointerKind::kDown, x, y, 0, true, fresh.now_ms});
  fresh.frame();
  fresh.now_ms += 400;
  fresh.settle();
  for (const float at : {y - 10, y - 40, place.rect.y + 2}) {
    fresh.app.pointer({PointerKind::kMove, x, at, 0, true, fresh.now_ms});
    fresh.frame();
  }
  fresh.app.pointer({PointerKind::kUp, x, place.rect.y + 2, 0, true, fresh.now_ms});
  fresh.settle();
  CHECK(fresh.document()["forms"][0]["sections"][0]["fields"][0]["field"] == "amount");
}

// Somebody who presses whatever there is: nothing breaks, and all of it can be undone. ./dev fuzz
// does more of it by TOLLGATE_DEEDS.
TEST_CASE("random deeds leave a document that undo brings back") {
  const std::string start = template_text();
  HeadlessDesigner designer(start);
  const Json before = designer.document();
  SeededRandom random(7);
  const auto below = [&](size_t n) { return static_cast<size_t>(random.next() % n); };
  const char* given = std::getenv("TOLLGATE_DEEDS");
  const int deeds = given == nullptr ? 250 : std::atoi(given);
  for (int deed = 0; deed < deeds; ++deed) {
    std::vector<uint32_t> all;
    std::vector<bool> text;
    for (const SemanticNode& node : designer.seen().nodes()) {
      if ((node.states & kFocusable) == 0) continue;
      all.push_back(node.id);
      text.push_back(node.role == Role::kTextbox);
    }
    REQUIRE_FALSE(all.empty());
    const size_t which = below(all.size());
    designer.focus(all[which]);
    if (text[which]) {
      designer.app.event({.kind = EventKind::kText,
                          .id = all[which],
                          .text = below(4) == 0 ? "" : "文" + std::to_string(deed)});
    } else {
      switch (below(8)) {
        case 0:
          designer.app.event(
              {.kind = EventKind::kKey, .id = all[which], .key = Key::kUp, .modifiers = kAlt});
          break;
        case 1:
          designer.app.event(
              {.kind = EventKind::kKey, .id = all[which], .key = Key::kDown, .modifiers = kAlt});
          break;
        case 2:
          designer.app.event({.kind = EventKind::kKey, .id = all[which], .key = Key::kDelete});
          break;
        default:
          designer.app.event({.kind = EventKind::kActivate, .id = all[which]});
      }
    }
    designer.frame();
    designer.frame();
    const std::vector<uint32_t> twice = designer.seen().duplicate_ids();
    if (twice.empty()) continue;
    std::string names;
    for (const SemanticNode& node : designer.seen().nodes()) {
      if (node.id == twice.front()) names += " '" + node.name + "'";
    }
    FAIL("an id twice after deed " << deed << ":" << names);
  }
  DesignSession& session = designer.app.workbench().session();
  session.document.select("");
  designer.settle();
  const Json after = designer.document();
  CHECK(after != before);
  size_t undone = 0;
  for (; session.document.can_undo(); ++undone) session.undo();
  designer.settle();
  // The history holds 500 steps; what lies before them stays.
  if (undone < 500) CHECK(designer.document() == before);
  CHECK((given != nullptr || undone < 500));
  while (session.document.can_redo()) session.redo();
  designer.settle();
  CHECK(designer.document() == after);
  CHECK(designer.seen().duplicate_ids().empty());
}

}  // namespace
}  // namespace tollgate::designer
