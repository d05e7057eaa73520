// Documents that come and go: import, saving, versions from elsewhere, unsaved changes of before.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "desk_test_support.h"

namespace tollgate::designer {
namespace {

class StoredDesk : public Desk {
 public:
  StoredDesk() : Desk(kSmall) {
    app.set_language(Language::kEnglish);
    wait_for_check();
    said.clear();
  }
  Bench& bench() { return app.workbench().bench(); }
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
  StoredDesk desk;
  Json broken = Json::parse(kSmall);
  broken["forms"][0]["sections"][0]["fields"][0]["field"] = "nobody";
  REQUIRE(desk.app.import(broken.dump(), "shop.json").ok());
  CHECK(desk.bench().problems_in_words().starts_with("1 error"));
  desk.settle();
  CHECK(desk.said.find("Imported: shop.json, found 1 error") != std::string::npos);
  CHECK(desk.bench().problems_open);
  desk.wait_for_check();
  // Once is enough.
  CHECK(desk.said.find("1 error") == desk.said.rfind("1 error"));

  StoredDesk whole;
  REQUIRE(whole.app.import(kSmall, "app.json").ok());
  whole.settle();
  CHECK(whole.said.find("Imported: app.json") != std::string::npos);
  INFO(whole.said << whole.bench().problems_in_words());
  CHECK(whole.said.find("error") == std::string::npos);
}

TEST_CASE("what was saved carries the version it was stored under, and that is no step of undo") {
  StoredDesk desk;
  desk.rename("Spot");
  desk.app.mark_saved();
  desk.app.set_version(7);
  desk.settle();
  CHECK(desk.document()["version"] == 7);
  CHECK(desk.app.is_saved());
  desk.shortcut('z');
  CHECK(desk.label() == "Place");
  CHECK(desk.document()["version"] == 7);
  CHECK_FALSE(desk.bench().document.can_undo());
}

TEST_CASE("a newer version takes the document's place; undo brings one's own back") {
  StoredDesk desk;
  desk.rename("Mine");
  REQUIRE(desk.app.take_over(small_app_with("Theirs", 9), App::Origin::kNewerVersion).ok());
  desk.settle();
  CHECK(desk.label() == "Theirs");
  CHECK(desk.app.is_saved());
  desk.shortcut('z');
  CHECK(desk.label() == "Mine");
  CHECK_FALSE(desk.app.is_saved());
  CHECK(desk.said.find("Undone: Load newer version") != std::string::npos);
  desk.shortcut('z');
  CHECK(desk.label() == "Place");
}

TEST_CASE(
    "unsaved changes of an earlier visit are unsaved changes; undo gives the stored version") {
  StoredDesk desk;
  REQUIRE(desk.app.take_over(small_app_with("Draft", 1), App::Origin::kDraft).ok());
  CHECK_FALSE(desk.app.is_saved());
  desk.shortcut('z');
  CHECK(desk.label() == "Place");
  CHECK(desk.app.is_saved());
  CHECK_FALSE(desk.app.take_over("[]", App::Origin::kDraft).ok());
}

TEST_CASE("another thing at the place that was open is not shown in its stead") {
  StoredDesk desk;
  Json other = Json::parse(kSmall);
  other["entities"][0]["id"] = "other";
  desk.bench().open("/entities/0");
  REQUIRE(desk.app.take_over(other.dump(), App::Origin::kNewerVersion).ok());
  CHECK(desk.bench().view() == "/forms/0");
}

TEST_CASE("what hinders saving is led to: the list opens at the first error") {
  StoredDesk desk;
  desk.bench().run(SetProperty{"/entities/0/fields/1/visible", "plaec = 1", false});
  desk.app.show_problems();
  desk.settle();
  CHECK(desk.bench().problems_open);
  CHECK(desk.bench().document.selection() == "/forms/0/sections/0/fields/1");
}

}  // namespace
}  // namespace tollgate::designer
