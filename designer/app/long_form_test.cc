// A form of a thousand fields: what is out of view is neither measured nor mirrored again.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

constexpr size_t kFields = 1000;

std::string long_form() {
  Json fields = Json::array();
  Json places = Json::array();
  for (size_t i = 0; i < kFields; ++i) {
    const std::string id = "f" + std::to_string(i);
    fields.push_back(
        {{"id", id}, {"type", "text"}, {"label", {{"en", "Field " + std::to_string(i)}}}});
    places.push_back({{"field", id}});
  }
  const Json app = {
      {"format", "tollgate.app/1"},
      {"id", "long"},
      {"version", 1},
      {"label", {{"en", "Long"}}},
      {"locales", {"en"}},
      {"entities", {{{"id", "e"}, {"label", {{"en", "E"}}}, {"fields", std::move(fields)}}}},
      {"forms",
       {{{"id", "f"},
         {"entity", "e"},
         {"label", {{"en", "F"}}},
         {"sections", {{{"id", "s"}, {"label", {{"en", "S"}}}, {"fields", std::move(places)}}}}}}}};
  return app.dump();
}

TEST_CASE("scrolling tells the page of what is in view alone, and where it stands") {
  HeadlessDesigner designer(long_form());
  const auto [x, y] = HeadlessDesigner::middle(designer.get(Role::kTreeItem, "Field 1"));
  designer.move(x, y);
  designer.settle();
  designer.outbox_bytes = 0;
  designer.nodes_sent = 0;
  for (int i = 0; i < 20; ++i) {
    designer.app.wheel(0, 300);
    designer.frame();
  }
  designer.settle();
  CHECK(designer.nodes_sent == 0);
  CHECK(designer.outbox_bytes > 0);
  // All thousand nodes are 150 kB each time.
  CHECK(designer.outbox_bytes < 100'000);
  // The page knows where each thing in view stands.
  size_t seen = 0;
  for (const SemanticNode& node : designer.seen().nodes()) {
    if (node.role != Role::kTreeItem || node.visible.height <= 0) continue;
    ++seen;
    CHECK(designer.mirrored_node(node.id)["rect"][1].get<float>() ==
          Catch::Approx(node.rect.y).margin(0.1));
  }
  CHECK(seen > 3);
}

TEST_CASE("a letter tells the page of what says it, not of a thousand fields") {
  HeadlessDesigner designer(long_form());
  designer.app.set_language(Language::kEnglish);
  designer.focus(designer.get(Role::kTreeItem, "Field 3").id);
  designer.settle();
  designer.type(Role::kTextbox, "Label", "Field three");
  designer.outbox_bytes = 0;
  designer.nodes_sent = 0;
  designer.write(designer.focused, "Field three and");
  designer.settle();
  CHECK(designer.nodes_sent == 0);
  CHECK(designer.outbox_bytes > 0);
  CHECK(designer.outbox_bytes < 5'000);
  CHECK(designer.mirrored_node(designer.focused)["value"] == "Field three and");
  CHECK(designer.mirrored_node(designer.get(Role::kTreeItem, "Field three and").id)["name"] ==
        "Field three and");
}

TEST_CASE("what is kept of a long form is what measuring it anew would give") {
  HeadlessDesigner designer(long_form());
  designer.app.set_language(Language::kEnglish);
  DesignSession& session = designer.app.workbench().session();
  const std::string place = "/forms/0/sections/0/fields/";
  const std::string field = "/entities/0/fields/";
  const std::vector<Command> changes = {
      SetText{field + "7/label", "en", "Another name"},
      SetText{field + "8/help", "en", "A line of help below it"},
      SetProperty{place + "9/width", "half", false},
      SetProperty{place + "10/width", "third", false},
      SetProperty{field + "11/required", true, false},
      ChangeType{field + "12", "long_text"},
      SetText{"/forms/0/label", "en", "A form"},
      SetText{"/forms/0/sections/0/label", "en", "A section"},
      SetText{"/forms/0/sections/0/help", "en", "Help of a section"},
      RemoveFromForm{place + "3"},
      AddField{"/forms/0/sections/0", 5, "number"},
  };
  const auto seen = [&] {
    std::vector<std::pair<std::string, SemanticRect>> all;
    for (const SemanticNode& node : designer.seen().nodes()) {
      if (node.role == Role::kTreeItem) all.emplace_back(node.name + node.description, node.rect);
    }
    return all;
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    REQUIRE(session.run(changes[i]));
    designer.settle(3);
    const auto kept = seen();
    session.kept_form_layout.reset();
    designer.settle(3);
    CHECK(kept == seen());
  }
  designer.shortcut('z');
  const auto kept = seen();
  session.kept_form_layout.reset();
  designer.settle(3);
  CHECK(kept == seen());
}

TEST_CASE("a thousand fields are selected, and a change to all of them is one step") {
  HeadlessDesigner designer(long_form());
  designer.app.set_language(Language::kEnglish);
  designer.focus(designer.get(Role::kTreeItem, "Field 0").id);
  designer.settle();
  designer.shortcut('a');
  CHECK(designer.has(Role::kHeading, "1000 fields"));
  designer.choose("Width", "Half");
  const auto half = [&] {
    size_t count = 0;
    const Json document = designer.document();
    for (const Json& place : document["forms"][0]["sections"][0]["fields"]) {
      count += place.value("width", "") == "half" ? 1 : 0;
    }
    return count;
  };
  CHECK(half() == kFields);
  designer.shortcut('z');
  CHECK(half() == 0);
}

}  // namespace
}  // namespace tollgate::designer
