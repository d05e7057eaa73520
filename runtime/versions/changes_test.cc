// What an update changes, as people are told it.
#include "tollgate/versions/changes.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

namespace tollgate::versions {
namespace {

Json sample_document() {
  return Json::parse(R"({
    "format": "tollgate.app/1", "id": "inspection", "version": 1,
    "label": {"en": "Store inspection"}, "locales": ["en"],
    "roles": [{"id": "inspector", "label": {"en": "Inspector"}}],
    "entities": [{"id": "store", "label": {"en": "Store"},
      "fields": [{"id": "name", "type": "text", "label": {"en": "Name"}, "required": true}]}],
    "forms": [{"id": "store", "entity": "store", "label": {"en": "Store"},
      "sections": [{"id": "all", "label": {"en": "All"}, "fields": [{"field": "name"}]}]}]
  })");
}

Json with_rights(const char* read, bool exports) {
  Json document = sample_document();
  document["roles"][0]["permissions"] = {
      {"entities", {{{"entity", "store"}, {"read", read}, {"exports", exports}}}}};
  return document;
}

std::shared_ptr<const model::App> loaded(const Json& document) {
  auto app = model::load(document.dump());
  REQUIRE(app.ok());
  return *app;
}

}  // namespace

TEST_CASE("changes are said of the innermost part that has an id, each once") {
  const Json before = sample_document();
  CHECK(list_changes(before, before, 10).empty());
  Json after = before;
  after["entities"][0]["fields"][0]["label"]["en"] = "Title";
  after["entities"][0]["fields"][0]["required"] = false;
  after["entities"][0]["fields"].push_back({{"id", "city"}, {"type", "text"}});
  after["forms"][0]["sections"][0]["fields"].push_back({{"field", "city"}});
  after["views"] = {{{"id", "all"}}};
  after["label"]["en"] = "Inspections";
  const auto changes = list_changes(before, after, 10);
  REQUIRE(changes.size() == 5);
  CHECK(changes[0].path == "/entities/store/fields/name");
  CHECK(changes[0].kind == ChangeKind::kChanged);
  CHECK(changes[1].path == "/entities/store/fields/city");
  CHECK(changes[1].kind == ChangeKind::kAdded);
  CHECK(changes[2].path == "/forms/store/sections/all");
  CHECK(changes[3].path == "/label/en");
  CHECK(changes[4].path == "/views/all");
  CHECK(list_changes(after, before, 10).at(0).kind == ChangeKind::kRemoved);
  CHECK(list_changes(before, after, 2).size() == 2);
  REQUIRE(part_at(after, "/entities/store/fields/city"));
  CHECK(part_at(after, "/entities/store/fields/city")->at("type") == "text");
  CHECK(part_at(after, "/entities/none") == nullptr);
}

TEST_CASE("a role that may do more is found, one that may do less is not") {
  const auto own = loaded(with_rights("own", false));
  const auto all = loaded(with_rights("all", false));
  const auto exporting = loaded(with_rights("own", true));
  const auto open = loaded(sample_document());
  const std::vector<std::string> role = {"inspector"};
  CHECK(wider_roles(*own, *all) == role);
  CHECK(wider_roles(*all, *own).empty());
  CHECK(wider_roles(*own, *exporting) == role);
  CHECK(wider_roles(*own, *open) == role);
  CHECK(wider_roles(*open, *own).empty());

  Json conditional = with_rights("all", false);
  conditional["roles"][0]["permissions"]["entities"][0]["read_when"] = "name = \"A\"";
  CHECK(wider_roles(*loaded(conditional), *all) == role);
  CHECK(wider_roles(*all, *loaded(conditional)).empty());
  Json hidden = with_rights("all", false);
  hidden["roles"][0]["permissions"]["entities"][0]["fields"] = {
      {{"field", "name"}, {"access", "hidden"}}};
  CHECK(wider_roles(*loaded(hidden), *all) == role);
  Json looking_after = with_rights("all", false);
  looking_after["roles"][0]["permissions"]["administration"] = true;
  CHECK(wider_roles(*all, *loaded(looking_after)) == role);
}

}  // namespace tollgate::versions
