#include "tollgate/designer/document/role_matrix.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"

namespace tollgate::designer {
namespace {

Json document_with_roles() {
  return Json::parse(R"({"format": "tollgate.app/1", "id": "sales", "version": 1,
    "label": {"en": "Sales"}, "locales": ["en"],
    "roles": [{"id": "rep", "label": {"en": "Rep"}}, {"id": "lead", "label": {"en": "Lead"}}],
    "entities": [{"id": "deal", "label": {"en": "Deal"}, "fields": []},
                 {"id": "shop", "label": {"en": "Shop"}, "fields": []}],
    "views": [{"id": "deals", "label": {"en": "Deals"}, "entity": "deal", "columns": []}],
    "dashboards": [{"id": "main", "label": {"en": "Main"}, "widgets": []}]})");
}

TEST_CASE("where nothing is said everybody may do everything, and it can be written out as it is") {
  Json document = document_with_roles();
  CHECK_FALSE(is_restricted(document));
  CHECK(access_of(document, "/roles/0", "deal", "delete") == "all");
  CHECK(access_of(document, "/roles/0", "deal", "exports") == "true");
  document["roles"] = restricted_roles(document);
  CHECK(is_restricted(document));
  for (const char* role : {"/roles/0", "/roles/1"}) {
    CHECK(access_of(document, role, "shop", "update") == "all");
    CHECK(access_of(document, role, "shop", "imports") == "true");
  }
  CHECK(document["roles"][1]["permissions"]["dashboards"] == Json({"main"}));
}

TEST_CASE("a cell of the matrix changes its deed alone") {
  Json document = document_with_roles();
  document["roles"] = restricted_roles(document);
  document["roles"][0]["permissions"]["entities"][0]["update_when"] = "true";
  document["roles"][0]["permissions"] = with_access(document, "/roles/0", "deal", "update", "own");
  CHECK(access_of(document, "/roles/0", "deal", "update") == "own");
  CHECK(document["roles"][0]["permissions"]["entities"][0]["update_when"] == "true");
  document["roles"][0]["permissions"] = with_access(document, "/roles/0", "deal", "update", "none");
  CHECK(access_of(document, "/roles/0", "deal", "update") == "none");
  // A condition of what is not allowed at all means nothing.
  CHECK_FALSE(document["roles"][0]["permissions"]["entities"][0].contains("update_when"));
  CHECK(access_of(document, "/roles/0", "deal", "read") == "all");
  CHECK(access_of(document, "/roles/1", "deal", "update") == "all");
  document["roles"][0]["permissions"] =
      with_access(document, "/roles/0", "deal", "exports", "false");
  CHECK(access_of(document, "/roles/0", "deal", "exports") == "false");
}

TEST_CASE("fields are hidden, read-only, or as the others") {
  Json document = document_with_roles();
  document["roles"] = restricted_roles(document);
  document["roles"][0]["permissions"] =
      with_field_access(document, "/roles/0", "deal", "amount", "hidden");
  CHECK(field_access(document, "/roles/0", "deal", "amount") == "hidden");
  document["roles"][0]["permissions"] =
      with_field_access(document, "/roles/0", "deal", "amount", "read_only");
  CHECK(field_access(document, "/roles/0", "deal", "amount") == "read_only");
  document["roles"][0]["permissions"] =
      with_field_access(document, "/roles/0", "deal", "amount", "full");
  CHECK(field_access(document, "/roles/0", "deal", "amount") == "full");
  CHECK_FALSE(document["roles"][0]["permissions"]["entities"][0].contains("fields"));
}

TEST_CASE("who may move: everybody, unless roles are named") {
  const Json document = document_with_roles();
  Json move = {{"from", "a"}, {"to", "b"}};
  CHECK(may_move(move, "rep"));
  move["roles"] = roles_with(document, move, "rep", false);
  CHECK(move["roles"] == Json({"lead"}));
  CHECK_FALSE(may_move(move, "rep"));
  // The last one stays: nobody at all cannot be said.
  CHECK(roles_with(document, move, "lead", false) == Json({"lead"}));
  CHECK(roles_with(document, move, "rep", true) == Json::array());
}

TEST_CASE("a menu leads to what there is, in words") {
  const auto choices = menu_choices(document_with_roles(), Language::kEnglish, "en");
  REQUIRE(choices.size() == 2);
  CHECK(choices[0].id == "view:deals");
  CHECK(choices[0].label.ends_with(": Deals"));
}

}  // namespace
}  // namespace tollgate::designer
