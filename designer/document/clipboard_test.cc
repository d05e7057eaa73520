// Parts of an app that are copied to another place, or another app.
#include "tollgate/designer/document/clipboard.h"

#include "document_test_support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/checks.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

Json copied(const Json& document, const std::vector<std::string>& pointers) {
  const auto text = copied_parts(document, pointers);
  REQUIRE(text);
  const auto parts = pasted_parts(*text);
  REQUIRE(parts);
  return *parts;
}

// Another app, with other fields and a scorecard.
Json other_app() {
  return Json::parse(R"({
    "format": "tollgate.app/1", "id": "shops", "version": 1, "label": {"en": "Shops"},
    "locales": ["en"],
    "entities": [{"id": "shop", "label": {"en": "Shop"}, "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}}]}],
    "forms": [{"id": "shop", "entity": "shop", "label": {"en": "Shop"}, "sections": [
      {"id": "all", "label": {"en": "All"}, "fields": [{"field": "name"}]}]}],
    "scorecards": [{"id": "care", "entity": "shop", "label": {"en": "Care"}, "criteria": [
      {"id": "clean", "label": {"en": "Clean"}, "points": 5, "met": "name != null"},
      {"id": "warm", "label": {"en": "Warm"}, "points": 2, "met": "name != null"}]},
      {"id": "look", "entity": "shop", "label": {"en": "Look"}, "criteria": [
      {"id": "clean", "label": {"en": "Shining"}, "points": 1, "met": "name != null"}]}]
  })");
}

TEST_CASE("a field goes to another app with its definition") {
  const Json parts = copied(small_app(), {"/forms/0/sections/0/fields/1"});
  CHECK(parts["kind"] == "form_field");
  Document document(other_app());
  REQUIRE(document.run(PasteParts{"/forms/0/sections/0/fields/0", parts}).ok());
  const Json& entity = document.json()["entities"][0];
  REQUIRE(entity["fields"].size() == 2);
  CHECK(entity["fields"][1]["id"] == "amount");
  CHECK(document.json()["forms"][0]["sections"][0]["fields"][1] ==
        Json({{"field", "amount"}, {"width", "half"}}));
  CHECK(document.selection() == "/forms/0/sections/0/fields/1");
  document.undo();
  CHECK(document.json() == other_app());
}

TEST_CASE(
    "a field that the form shows already becomes one of its own; one that was cut comes back") {
  Document document(small_app());
  const Json parts = copied(document.json(), {"/forms/0/sections/0/fields/0"});
  REQUIRE(document.run(PasteParts{"/forms/0/sections/1", parts}).ok());
  CHECK(document.json()["entities"][0]["fields"].size() == 5);
  CHECK(document.json()["forms"][0]["sections"][1]["fields"][1]["field"] == "place_1");
  REQUIRE(document.run(RemoveFromForm{"/forms/0/sections/0/fields/0"}).ok());
  REQUIRE(document.run(PasteParts{"/forms/0/sections/1", parts}).ok());
  CHECK(document.json()["entities"][0]["fields"].size() == 5);
  CHECK(document.json()["forms"][0]["sections"][1]["fields"][2]["field"] == "place");
}

TEST_CASE("criteria go to another scorecard, several at once, behind what is selected") {
  Document document(other_app());
  const Json parts =
      copied(document.json(), {"/scorecards/0/criteria/0", "/scorecards/0/criteria/1"});
  CHECK(parts["items"].size() == 2);
  REQUIRE(document.run(PasteParts{"/scorecards/1", parts}).ok());
  const Json& criteria = document.json()["scorecards"][1]["criteria"];
  REQUIRE(criteria.size() == 3);
  CHECK(criteria[1]["id"] == "clean_1");
  CHECK(criteria[1]["label"]["en"] == "Clean");
  CHECK(criteria[2]["id"] == "warm");
  REQUIRE(document.run(PasteParts{"/scorecards/0/criteria/0", parts}).ok());
  CHECK(document.json()["scorecards"][0]["criteria"][1]["label"]["en"] == "Clean");
}

TEST_CASE("a stage brings its option, a workflow its stage field") {
  Document document(small_app());
  const Json stage = copied(document.json(), {"/workflows/0/stages/1"});
  REQUIRE(document.run(PasteParts{"/workflows/0/stages/1", stage}).ok());
  CHECK(document.json()["workflows"][0]["stages"][2]["id"] == "won_1");
  CHECK(document.json()["entities"][0]["fields"][2]["options"][2]["id"] == "won_1");
  CHECK_FALSE(has_errors(check_document(document.json())));
}

TEST_CASE("a section brings the fields of another app") {
  const Json parts = copied(small_app(), {"/forms/0/sections/0"});
  Document document(other_app());
  REQUIRE(document.run(PasteParts{"/forms/0/sections/0", parts}).ok());
  CHECK(document.json()["forms"][0]["sections"][1]["id"] == "main");
  CHECK(document.json()["entities"][0]["fields"].size() == 3);
  CHECK_FALSE(has_errors(check_document(document.json())));
}

TEST_CASE("other texts are no parts of an app, and parts without a place are refused in words") {
  CHECK_FALSE(pasted_parts("客户\n门店"));
  CHECK_FALSE(pasted_parts("{\"tollgate\": \"parts/1\"}"));
  CHECK_FALSE(pasted_parts(R"({"tollgate": "parts/1", "kind": "widget", "items": [1]})"));
  CHECK_FALSE(pasted_parts(std::string(size_t{5} << 20, '{')));
  CHECK_FALSE(copied_parts(small_app(), {"/label"}));
  CHECK_FALSE(copied_parts(small_app(), {"/entities/0", "/forms/0"}));
  Document document(small_app());
  const Json parts =
      Json::parse(R"({"tollgate": "parts/1", "kind": "no_such", "items": [{"id": "x"}]})");
  const Status refused = document.run(PasteParts{"/forms/0", parts});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().front().code == "designer.no_place_to_paste");
}

}  // namespace
}  // namespace tollgate::designer
