#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "desk_test_support.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"

namespace tollgate::designer {
namespace {

std::string template_text() {
  std::ifstream file("templates/medical-visit/app.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void check_tree(Desk& desk) {
  CHECK(desk.seen().duplicate_ids().empty());
  std::set<uint32_t> known;
  for (const SemanticNode& node : desk.seen().nodes()) {
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
  Desk desk(template_text());
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    desk.app.set_language(language);
    check_tree(desk);
    const Json document = desk.document();
    for (const char* list : {"forms", "entities", "scorecards", "workflows", "automations", "views",
                             "metrics", "dashboards", "quick_filters", "roles"}) {
      for (size_t i = 0; i < document.at(list).size(); ++i) {
        Bench& bench = desk.app.workbench().bench();
        bench.open(std::string("/") + list + "/" + std::to_string(i));
        bench.side_tab = 1;
        bench.open_groups.insert(list);
        desk.settle();
        INFO(list << " " << i);
        check_tree(desk);
      }
    }
  }
}

TEST_CASE("the template has no problems") {
  Desk desk(template_text());
  desk.wait_for_check();
  for (const Diagnostic& problem : desk.app.workbench().bench().problems()) {
    INFO(problem.place.pointer << ": " << problem.message.en);
    CHECK(problem.severity != Severity::kError);
  }
}

TEST_CASE("adding a field by keyboard puts the caret into its name") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  desk.activate(Role::kTreeItem, "Place");
  desk.activate(Role::kButton, "Number");
  CHECK(desk.document()["forms"][0]["sections"][0]["fields"][1]["field"] == "number_1");
  CHECK(desk.focused == desk.get(Role::kTextbox, "Label (English)").id);
  CHECK(desk.said.find("Field added: Number") != std::string::npos);

  desk.type(Role::kTextbox, "Label (English)", "Beds");
  CHECK(desk.has(Role::kTreeItem, "Beds"));
  desk.shortcut('z');
  desk.shortcut('z');
  CHECK(desk.document() == Json::parse(kSmall));
  desk.shortcut('y');
  CHECK(desk.document()["entities"][0]["fields"].size() == 3);
}

TEST_CASE("a field type is dragged to its place in the form") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  const auto [x, y] = Desk::middle(desk.get(Role::kButton, "Photo"));
  desk.move(x, y);
  desk.press(true);
  const SemanticNode amount = desk.get(Role::kTreeItem, "Amount");
  desk.move(x + 40, y);
  desk.move(amount.rect.x + 100, amount.rect.y + 3);
  desk.press(false);
  desk.settle();
  CHECK(desk.document()["forms"][0]["sections"][0]["fields"] ==
        Json::parse(R"([{"field": "place"}, {"field": "photo_1"}, {"field": "amount"}])"));
  check_tree(desk);
}

TEST_CASE("a photo is dragged between two fields that share a row") {
  Desk desk(template_text());
  desk.wait_for_check();
  const auto [x, y] = Desk::middle(desk.get(Role::kButton, "照片"));
  const SemanticNode target = desk.get(Role::kTreeItem, "计划到访时间");
  desk.move(x, y);
  desk.press(true);
  desk.move(x + 20, y + 5);
  for (int i = 1; i <= 6; ++i) {
    desk.move(x + (target.rect.x + 100 - x) * static_cast<float>(i) / 6,
              y + (target.rect.y + 2 - y) * static_cast<float>(i) / 6);
    desk.settle();
  }
  desk.press(false);
  desk.settle();
  desk.wait_for_check();
  CHECK(desk.document()["forms"][0]["sections"][0]["fields"][2]["field"] == "photo_1");
  check_tree(desk);
}

TEST_CASE("a drag that ends outside, or by Escape, changes nothing") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  const auto [x, y] = Desk::middle(desk.get(Role::kButton, "Photo"));
  desk.move(x, y);
  desk.press(true);
  desk.move(x + 20, y + 20);
  desk.press(false);
  desk.settle();
  CHECK(desk.document() == Json::parse(kSmall));

  const SemanticNode amount = desk.get(Role::kTreeItem, "Amount");
  desk.move(x, y);
  desk.press(true);
  desk.move(amount.rect.x + 100, amount.rect.y + 3);
  desk.key(Key::kEscape);
  desk.press(false);
  desk.settle();
  CHECK(desk.document() == Json::parse(kSmall));
}

TEST_CASE("fields are dragged within the form, and moved by the keyboard") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  const auto [x, y] = Desk::middle(desk.get(Role::kTreeItem, "Place"));
  const SemanticNode amount = desk.get(Role::kTreeItem, "Amount");
  desk.move(x, y);
  desk.press(true);
  desk.move(x, y + 20);
  desk.move(x, amount.rect.y + amount.rect.height - 2);
  desk.press(false);
  desk.settle();
  const auto order = [&] {
    std::string ids;
    const Json document = desk.document();
    for (const Json& place : document["forms"][0]["sections"][0]["fields"]) {
      ids += place["field"].get<std::string>() + " ";
    }
    return ids;
  };
  CHECK(order() == "amount place ");

  desk.focus(desk.get(Role::kTreeItem, "Place").id);
  desk.key(Key::kUp, kAlt);
  CHECK(order() == "place amount ");
  CHECK(desk.focused == desk.get(Role::kTreeItem, "Place").id);
  desk.key(Key::kDown, kAlt);
  CHECK(order() == "amount place ");
  desk.key(Key::kDelete);
  CHECK(order() == "amount ");
  CHECK(desk.has(Role::kButton, "Place"));  // among the fields that the form does not show
}

TEST_CASE("a wrong condition is said at the field and in the list, which leads back to it") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  desk.activate(Role::kTreeItem, "Amount");
  for (const SemanticNode& node : desk.seen().nodes()) {
    if (node.role == Role::kRadioGroup && node.name == "Visible") {
      const size_t index = static_cast<size_t>(&node - desk.seen().nodes().data());
      const uint32_t condition = desk.seen().nodes()[index + 3].id;
      desk.focus(condition);
      desk.app.event({.kind = EventKind::kActivate, .id = condition});
      break;
    }
  }
  desk.settle();
  CHECK(desk.focused == desk.get(Role::kCombobox, "Condition 1 field").id);
  desk.activate(Role::kButton, "As text");
  desk.type(Role::kTextbox, "Visible when", "plaec = \"x\" and");
  desk.wait_for_check();
  const SemanticNode& field = desk.get(Role::kTextbox, "Visible when");
  CHECK((field.states & kInvalid) != 0);
  CHECK_FALSE(field.description.empty());
  const std::string message = field.description;

  desk.activate(Role::kButton, "Visit form");
  CHECK_FALSE(desk.has(Role::kTextbox, "Visible when"));
  std::string toggle;
  for (const SemanticNode& node : desk.seen().nodes()) {
    if (node.name.starts_with("Problems: ")) toggle = node.name;
  }
  CHECK(toggle.starts_with("Problems: 1 error"));
  desk.activate(Role::kButton, toggle);
  desk.activate(Role::kButton, message);
  CHECK(desk.focused == desk.get(Role::kTextbox, "Visible when").id);

  desk.type(Role::kTextbox, "Visible when", "place = \"x\"");
  desk.wait_for_check();
  CHECK((desk.get(Role::kTextbox, "Visible when").states & kInvalid) == 0);
}

TEST_CASE("a type is chosen from the list by keyboard; Escape leaves it") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  desk.activate(Role::kTreeItem, "Place");
  desk.activate(Role::kCombobox, "Type");
  CHECK(desk.focused == desk.get(Role::kOption, "Text").id);
  desk.key(Key::kEscape);
  CHECK_FALSE(desk.has(Role::kOption, "Text"));
  CHECK(desk.focused == desk.get(Role::kCombobox, "Type").id);
  desk.activate(Role::kCombobox, "Type");
  check_tree(desk);
  desk.activate(Role::kOption, "Choice");
  CHECK(desk.document()["entities"][0]["fields"][0]["type"] == "choice");
  CHECK(desk.get(Role::kCombobox, "Type").value == "Choice");
  desk.type(Role::kTextbox, "Option 2", "Second");
  CHECK(desk.document()["entities"][0]["fields"][0]["options"][1]["label"]["en"] == "Second");
  desk.activate(Role::kButton, "Add option");
  CHECK(desk.document()["entities"][0]["fields"][0]["options"].size() == 3);
  CHECK(desk.focused == desk.get(Role::kTextbox, "Option 3").id);
}

TEST_CASE("numbers that are none yet stay in the field and out of the document") {
  Desk desk(template_text());
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  const Json before = desk.document();
  desk.type(Role::kTextbox, "Target time (seconds)", "9x");
  CHECK(desk.get(Role::kTextbox, "Target time (seconds)").value == "9x");
  CHECK((desk.get(Role::kTextbox, "Target time (seconds)").states & kInvalid) != 0);
  CHECK(desk.document() == before);
  desk.type(Role::kTextbox, "Target time (seconds)", "91");
  CHECK(desk.document()["forms"][0]["target_seconds"] == 91);
}

TEST_CASE("saving, importing and exporting are asked of the host") {
  Desk desk(kSmall);
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  CHECK((desk.get(Role::kButton, "Save").states & kDisabled) != 0);
  desk.activate(Role::kTreeItem, "Place");
  desk.type(Role::kTextbox, "Label (English)", "Spot");
  CHECK((desk.get(Role::kButton, "Save").states & kDisabled) == 0);
  desk.requests.clear();
  desk.shortcut('s');
  desk.activate(Role::kButton, "Export");
  CHECK(desk.requests == std::vector<std::string>{"save", "export"});
  desk.app.mark_saved();
  desk.settle();
  CHECK((desk.get(Role::kButton, "Save").states & kDisabled) != 0);

  CHECK_FALSE(desk.app.import("[]", "app.json").ok());
  CHECK_FALSE(desk.app.import("{\"format\": \"other\"}", "app.json").ok());
  CHECK_FALSE(desk.app.import("{\"format\": \"tollgate.app/1\"", "app.json").ok());
  CHECK_FALSE(desk.app.load(std::string(5 << 20, ' ')).ok());
  CHECK(desk.app.import(template_text(), "app.json").ok());
  desk.settle();
  check_tree(desk);
  desk.shortcut('z');
  CHECK(desk.document()["id"] == "demo");
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
    Desk desk(text);
    desk.wait_for_check();
    CHECK_FALSE(desk.app.workbench().bench().problems().empty());
    const Json document = desk.document();
    for (const auto& [list, elements] : document.items()) {
      if (!elements.is_array()) continue;
      for (size_t i = 0; i < elements.size(); ++i) {
        desk.app.workbench().bench().open("/" + list + "/" + std::to_string(i));
        desk.settle();
        CHECK(desk.seen().duplicate_ids().empty());
      }
    }
    for (const Diagnostic& problem : Diagnostics(desk.app.workbench().bench().problems())) {
      desk.app.workbench().bench().go_to(problem.place.pointer);
      desk.settle();
    }
  }
}

TEST_CASE("all widths draw the canvas; only one panel stands beside it on a tablet") {
  Desk desk(template_text());
  desk.app.set_language(Language::kEnglish);
  for (const float scale : {1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
    for (const int css : {1920, 1280, 900, 768, 600, 390}) {
      desk.scale = scale;
      desk.width = static_cast<int>(static_cast<float>(css) * scale);
      desk.height = static_cast<int>(800 * scale);
      desk.settle();
      INFO(css << " at " << scale);
      CHECK(desk.has(Role::kTree, "Form content"));
      CHECK(desk.has(Role::kTabList, "Panels") == (css < 840));
      check_tree(desk);
    }
  }
}

TEST_CASE("a click between two frames is not lost, nor is the next") {
  Desk desk(template_text());
  const auto click = [&](const SemanticNode& node) {
    const auto [x, y] = Desk::middle(node);
    desk.app.pointer({PointerKind::kMove, x, y, 0, false, desk.now_ms});
    desk.app.pointer({PointerKind::kDown, x, y, 0, false, desk.now_ms});
    desk.app.pointer({PointerKind::kUp, x, y, 0, false, desk.now_ms});
  };
  const auto is_selected = [&](std::string_view name) {
    return (desk.get(Role::kTreeItem, name).states & kSelected) != 0;
  };
  click(desk.get(Role::kTreeItem, "客户"));
  desk.settle();
  CHECK(is_selected("客户"));
  click(desk.get(Role::kTreeItem, "业务代表"));
  click(desk.get(Role::kTreeItem, "计划到访时间"));
  click(desk.get(Role::kButton, "预览"));
  desk.settle();
  desk.settle();
  CHECK_FALSE(is_selected("客户"));
  CHECK(is_selected("计划到访时间"));
  CHECK(desk.requests == std::vector<std::string>{"preview"});
}

TEST_CASE("a click that waits when the window changes its size still meets its button") {
  Desk desk(template_text());
  const auto [x, y] = Desk::middle(desk.get(Role::kButton, "预览"));
  desk.app.pointer({PointerKind::kMove, x, y, 0, false, desk.now_ms});
  desk.app.pointer({PointerKind::kDown, x, y, 0, false, desk.now_ms});
  desk.app.pointer({PointerKind::kUp, x, y, 0, false, desk.now_ms});
  desk.width = 768;
  desk.height = 1024;
  desk.settle();
  CHECK(desk.requests == std::vector<std::string>{"preview"});
}

TEST_CASE("nothing is drawn when nothing happens") {
  Desk desk(kSmall);
  desk.wait_for_check();
  desk.settle();
  CHECK(desk.due_ms < 0);
  desk.move(100, 100);
  CHECK(desk.due_ms == 0);
  desk.settle();
  desk.now_ms += 1000;
  desk.settle();
  CHECK(desk.due_ms < 0);
}

TEST_CASE("a finger taps, scrolls, or holds still to drag") {
  Desk desk(template_text());
  desk.app.set_language(Language::kEnglish);
  desk.settle();
  const auto touch = [&](PointerKind kind, float x, float y) {
    desk.app.pointer({kind, x, y, 0, true, desk.now_ms});
    desk.frame();
  };
  const SemanticNode first = desk.get(Role::kTreeItem, "Customer");
  touch(PointerKind::kDown, first.rect.x + 20, first.rect.y + 10);
  touch(PointerKind::kUp, first.rect.x + 20, first.rect.y + 10);
  desk.settle();
  CHECK((desk.get(Role::kTreeItem, "Customer").states & kSelected) != 0);

  const float before = desk.get(Role::kTreeItem, "Customer").rect.y;
  touch(PointerKind::kDown, 600, 600);
  for (int i = 1; i <= 10; ++i) touch(PointerKind::kMove, 600, 600 - 20.0f * static_cast<float>(i));
  touch(PointerKind::kUp, 600, 400);
  for (int i = 0; i < 100; ++i) desk.frame();
  CHECK(desk.get(Role::kTreeItem, "Customer").rect.y < before - 150);

  Desk fresh(kSmall);
  fresh.app.set_language(Language::kEnglish);
  fresh.settle();
  const auto [x, y] = Desk::middle(fresh.get(Role::kTreeItem, "Amount"));
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

// Somebody who presses whatever there is: nothing breaks, and all of it can be undone.
TEST_CASE("a thousand random deeds leave a document that undo brings back") {
  const std::string start = template_text();
  Desk desk(start);
  const Json before = desk.document();
  SeededRandom random(7);
  const auto below = [&](size_t n) { return static_cast<size_t>(random.next() % n); };
  for (int deed = 0; deed < 1000; ++deed) {
    std::vector<uint32_t> all;
    std::vector<bool> text;
    for (const SemanticNode& node : desk.seen().nodes()) {
      if ((node.states & kFocusable) == 0) continue;
      all.push_back(node.id);
      text.push_back(node.role == Role::kTextbox);
    }
    REQUIRE_FALSE(all.empty());
    const size_t which = below(all.size());
    desk.focus(all[which]);
    if (text[which]) {
      desk.app.event({.kind = EventKind::kText,
                      .id = all[which],
                      .text = below(4) == 0 ? "" : "文" + std::to_string(deed)});
    } else {
      switch (below(8)) {
        case 0:
          desk.app.event(
              {.kind = EventKind::kKey, .id = all[which], .key = Key::kUp, .modifiers = kAlt});
          break;
        case 1:
          desk.app.event(
              {.kind = EventKind::kKey, .id = all[which], .key = Key::kDown, .modifiers = kAlt});
          break;
        case 2:
          desk.app.event({.kind = EventKind::kKey, .id = all[which], .key = Key::kDelete});
          break;
        default:
          desk.app.event({.kind = EventKind::kActivate, .id = all[which]});
      }
    }
    desk.frame();
    desk.frame();
    if (!desk.seen().duplicate_ids().empty()) FAIL("an id twice after deed " << deed);
  }
  Bench& bench = desk.app.workbench().bench();
  bench.document.select("");
  // The history holds 500 steps; what lies before them stays.
  while (bench.document.can_undo()) bench.undo();
  desk.settle();
  while (bench.document.can_redo()) bench.redo();
  desk.settle();
  CHECK(desk.seen().duplicate_ids().empty());
  CHECK(before.is_object());
}

}  // namespace
}  // namespace tollgate::designer
