// Documents that come and go: import, saving, versions from elsewhere, unsaved changes of before.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

class StoredDesigner : public HeadlessDesigner {
 public:
  StoredDesigner() : HeadlessDesigner(kSmall) {
    app.set_language(Language::kEnglish);
    wait_for_check();
    said.clear();
  }
  DesignSession& session() { return app.workbench().session(); }
  void rename(std::string_view label) {
    activate(Role::kTreeItem, "Place");
    type(Role::kTextbox, "Label (English)", label);
  }
  std::string label() { return document()["entities"][0]["fields"][0]["label"]["en"]; }
};

std::string small_app_with(std::string_view label, int version) {
  Json app = Json::parse(kSmall);
  app["version"] = version;
  app["entities"][0]["fields"][0]["label"]["en"] = label;
  return app.dump();
}

TEST_CASE("an import says at once how many problems came with it") {
  StoredDesigner designer;
  Json broken = Json::parse(kSmall);
  broken["forms"][0]["sections"][0]["fields"][0]["field"] = "nobody";
  REQUIRE(designer.app.import(broken.dump(), "shop.json").ok());
  CHECK(designer.session().problems_in_words().starts_with("1 error"));
  designer.settle();
  CHECK(designer.said.find("Imported: shop.json, found 1 error") != std::string::npos);
  CHECK(designer.session().problems_open);
  designer.wait_for_check();
  // Once is enough.
  CHECK(designer.said.find("1 error") == designer.said.rfind("1 error"));

  StoredDesigner whole;
  REQUIRE(whole.app.import(kSmall, "app.json").ok());
  whole.settle();
  CHECK(whole.said.find("Imported: app.json") != std::string::npos);
  INFO(whole.said << whole.session().problems_in_words());
  CHECK(whole.said.find("error") == std::string::npos);
}

TEST_CASE("what was saved carries the version it was stored under, and that is no step of undo") {
  StoredDesigner designer;
  designer.rename("Spot");
  designer.app.mark_saved();
  designer.app.set_version(7);
  designer.settle();
  CHECK(designer.document()["version"] == 7);
  CHECK(designer.app.is_saved());
  designer.shortcut('z');
  CHECK(designer.label() == "Place");
  CHECK(designer.document()["version"] == 7);
  CHECK_FALSE(designer.session().document.can_undo());
}

TEST_CASE("a newer version takes the document's place; undo brings one's own back") {
  StoredDesigner designer;
  designer.rename("Mine");
  REQUIRE(designer.app.take_over(small_app_with("Theirs", 9), App::Origin::kNewerVersion).ok());
  designer.settle();
  CHECK(designer.label() == "Theirs");
  CHECK(designer.app.is_saved());
  designer.shortcut('z');
  CHECK(designer.label() == "Mine");
  CHECK_FALSE(designer.app.is_saved());
  CHECK(designer.said.find("Undone: Load newer version") != std::string::npos);
  designer.shortcut('z');
  CHECK(designer.label() == "Place");
}

TEST_CASE(
    "unsaved changes of an earlier visit are unsaved changes; undo gives the stored version") {
  StoredDesigner designer;
  REQUIRE(designer.app.take_over(small_app_with("Draft", 1), App::Origin::kDraft).ok());
  CHECK_FALSE(designer.app.is_saved());
  designer.shortcut('z');
  CHECK(designer.label() == "Place");
  CHECK(designer.app.is_saved());
  CHECK_FALSE(designer.app.take_over("[]", App::Origin::kDraft).ok());
}

TEST_CASE("another thing at the place that was open is not shown in its stead") {
  StoredDesigner designer;
  Json other = Json::parse(kSmall);
  other["entities"][0]["id"] = "other";
  designer.session().open("/entities/0");
  REQUIRE(designer.app.take_over(other.dump(), App::Origin::kNewerVersion).ok());
  CHECK(designer.session().view() == "/forms/0");
}

TEST_CASE("what hinders saving is led to: the list opens at the first error") {
  StoredDesigner designer;
  designer.session().run(SetProperty{"/entities/0/fields/1/visible", "plaec = 1", false});
  designer.app.show_problems();
  designer.settle();
  CHECK(designer.session().problems_open);
  CHECK(designer.session().document.selection() == "/forms/0/sections/0/fields/1");
}

}  // namespace
}  // namespace tollgate::designer
