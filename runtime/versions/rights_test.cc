// What a newer version changes for the people of a role.
#include "tollgate/versions/rights.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

namespace tollgate::versions {
namespace {

Json stores_with_a_role() {
  return Json::parse(R"({
    "format": "tollgate.app/1", "id": "inspection", "version": 1,
    "label": {"en": "Store inspection"}, "locales": ["en"],
    "roles": [{"id": "inspector", "label": {"en": "Inspector"}, "permissions": {
      "entities": [{"entity": "store", "read": "own", "create": "own"}]}}],
    "entities": [{"id": "store", "label": {"en": "Store"}, "owner": "keeper",
      "fields": [{"id": "name", "type": "text", "label": {"en": "Name"}},
                 {"id": "keeper", "type": "reference", "entity": "store", "label": {"en": "Keeper"}}]}],
    "views": [{"id": "stores", "entity": "store", "label": {"en": "Stores"},
               "columns": [{"field": "name"}]}]
  })");
}

std::shared_ptr<const model::App> app_of(const Json& document) {
  auto app = model::load(document.dump());
  REQUIRE(app.ok());
  return *app;
}

std::vector<RoleChange> changes_of(const Json& before, const Json& after) {
  return list_right_changes(*app_of(before), *app_of(after));
}

}  // namespace

TEST_CASE("nothing changes for anybody when no right does") {
  const Json before = stores_with_a_role();
  Json after = before;
  after["entities"][0]["fields"][0]["label"]["en"] = "Store's name";
  CHECK(changes_of(before, after).empty());
}

TEST_CASE("rows, fields, files, menu and administration are told one by one") {
  const Json before = stores_with_a_role();
  Json after = before;
  Json& rights = after["roles"][0]["permissions"];
  rights["entities"][0]["read"] = "all";
  rights["entities"][0].erase("create");
  rights["entities"][0]["exports"] = true;
  rights["entities"][0]["fields"] = {{{"field", "name"}, {"access", "hidden"}}};
  rights["administration"] = true;
  after["roles"][0]["menu"] = {{{"type", "view"}, {"target", "stores"}}};
  const auto roles = changes_of(before, after);
  REQUIRE(roles.size() == 1);
  CHECK(roles[0].role == "inspector");
  std::vector<std::string> said;
  for (const RightChange& right : roles[0].rights) {
    said.push_back(std::string(name_of(right.right)) + " " + right.entity + right.field +
                   right.target + ": " + right.was + " > " + right.is);
  }
  CHECK(said == std::vector<std::string>{"administration : no > yes", "read store: own > all",
                                         "create store: own > none",
                                         "field storename: full > hidden", "export store: no > yes",
                                         "menu view/stores: no > yes"});
}

TEST_CASE("a condition that comes or goes is a change of the rows") {
  const Json before = stores_with_a_role();
  Json after = before;
  after["roles"][0]["permissions"]["entities"][0]["read_when"] = "name = \"A\"";
  const auto roles = changes_of(before, after);
  REQUIRE(roles.size() == 1);
  REQUIRE(roles[0].rights.size() == 1);
  CHECK_FALSE(roles[0].rights[0].was_conditional);
  CHECK(roles[0].rights[0].is_conditional);
}

TEST_CASE("the first permissions of an app take everything else away") {
  Json before = stores_with_a_role();
  const Json after = before;
  before["roles"][0].erase("permissions");
  const auto roles = changes_of(before, after);
  REQUIRE(roles.size() == 1);
  CHECK(roles[0].rights[0].right == Right::kAdministration);
  CHECK(roles[0].rights[0].is == "no");
  CHECK(roles[0].rights[1].was == "all");
  CHECK(roles[0].rights[1].is == "own");
}

TEST_CASE("roles that come and go are told") {
  const Json before = stores_with_a_role();
  Json after = before;
  after["roles"][0]["id"] = "keeper";
  const auto roles = changes_of(before, after);
  REQUIRE(roles.size() == 2);
  CHECK(roles[0].kind == ChangeKind::kAdded);
  CHECK(roles[1].kind == ChangeKind::kRemoved);
  CHECK(roles[1].role == "inspector");
}

}  // namespace tollgate::versions
