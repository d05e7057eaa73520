#include "tollgate/designer/document/entity_diagram.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"

namespace tollgate::designer {
namespace {

TEST_CASE("entities stand above what they refer to, also where they refer in a circle") {
  Json document = Json::parse(R"({"locales": ["en"], "entities": [
    {"id": "person", "label": {"en": "Person"}, "fields": [
      {"id": "boss", "type": "reference", "entity": "person", "label": {"en": "Boss"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "second", "type": "reference", "entity": "person", "label": {"en": "Second"}},
      {"id": "items", "type": "list", "label": {"en": "Items"}, "fields": [
        {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer"}}]}]},
    {"id": "customer", "label": {"en": "Customer"}, "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}}]}]})");
  EntityDiagram picture = entity_diagram(document, "en", 4);
  REQUIRE(picture.entities.size() == 3);
  CHECK(picture.entities[1].row == 0);
  CHECK(picture.entities[2].row == 1);
  CHECK(picture.entities[0].row == 2);
  CHECK(picture.rows == 3);
  REQUIRE(picture.references.size() == 4);
  CHECK(picture.references[1].labels == std::vector<std::string>{"Rep", "Second"});

  document["entities"][2]["fields"].push_back(Json::parse(
      R"({"id": "visit", "type": "reference", "entity": "visit", "label": {"en": "Visit"}})"));
  picture = entity_diagram(document, "en", 1);
  CHECK(picture.rows == 3);
  CHECK(picture.references.size() == 5);
}

}  // namespace
}  // namespace tollgate::designer
