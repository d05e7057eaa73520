// A search over the whole app, parts on the clipboard, and keys right behind a click.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

struct Seeker : HeadlessDesigner {
  Seeker() : HeadlessDesigner(kSmall) {
    app.set_language(Language::kEnglish);
    settle();
  }
};

}  // namespace

TEST_CASE("a search leads to what is called so") {
  Seeker seeker;
  seeker.shortcut('f');
  REQUIRE(seeker.has(Role::kTextbox, "Find"));
  CHECK(seeker.focused == seeker.get(Role::kTextbox, "Find").id);
  seeker.type(Role::kTextbox, "Find", "amou");
  REQUIRE(seeker.has(Role::kTree, "What was found"));
  seeker.activate(Role::kTreeItem, "Amount");
  CHECK(seeker.has(Role::kTextbox, "Label (English)"));
  seeker.type(Role::kTextbox, "Find", "nowhere");
  CHECK(seeker.has(Role::kTree, "What was found"));
  seeker.type(Role::kTextbox, "Find", "");
  CHECK(seeker.has(Role::kTree, "App outline"));
}

TEST_CASE("what is copied is pasted behind what is selected, and undone as one step") {
  Seeker seeker;
  seeker.click(Role::kTreeItem, "Place");
  const std::string copied = seeker.app.copy(false);
  CHECK(copied.starts_with("{"));
  const Json before = seeker.document();
  CHECK(seeker.app.paste(copied));
  seeker.settle();
  CHECK(seeker.document()["forms"][0]["sections"][0]["fields"].size() == 3);
  CHECK(seeker.document()["entities"][0]["fields"].size() == 3);
  seeker.shortcut('z');
  CHECK(seeker.document() == before);
  CHECK_FALSE(seeker.app.paste("just a text"));
  // Cut: it leaves the form, and comes back as the same field.
  seeker.click(Role::kTreeItem, "Place");
  const std::string cut = seeker.app.copy(true);
  seeker.settle();
  CHECK(seeker.document()["forms"][0]["sections"][0]["fields"].size() == 1);
  CHECK(seeker.app.paste(cut));
  seeker.settle();
  CHECK(seeker.document()["forms"][0]["sections"][0]["fields"][1]["field"] == "place");
}

TEST_CASE("a key right behind a click is about what was clicked") {
  Seeker seeker;
  seeker.click(Role::kTreeItem, "Amount");
  const auto [x, y] = HeadlessDesigner::middle(seeker.get(Role::kTreeItem, "Place"));
  // All in one go, without a frame between: a busy machine.
  seeker.app.pointer({PointerKind::kMove, x, y, 0, false, seeker.now_ms});
  seeker.app.pointer({PointerKind::kDown, x, y, 0, false, seeker.now_ms});
  seeker.app.pointer({PointerKind::kUp, x, y, 0, false, seeker.now_ms});
  const Json parts = Json::parse(seeker.app.copy(false));
  CHECK(parts["items"][0]["field"] == "place");
  seeker.shortcut('f');
  CHECK(seeker.app.workbench().session().document.selection() == "/forms/0/sections/0/fields/0");
}

TEST_CASE("earlier versions are asked for in the toolbar") {
  Seeker seeker;
  seeker.activate(Role::kButton, "Earlier versions");
  CHECK(seeker.requests.back() == "versions");
}

}  // namespace tollgate::designer
