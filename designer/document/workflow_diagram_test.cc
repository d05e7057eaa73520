#include "tollgate/designer/document/workflow_diagram.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"

namespace tollgate::designer {
namespace {

Json document_with_stages() {
  return Json::parse(R"({"format": "tollgate.app/1", "id": "sales", "version": 1,
    "label": {"en": "Sales"}, "locales": ["en"], "entities": [],
    "workflows": [{"id": "funnel", "entity": "deal", "label": {"en": "Funnel"}, "stage_field": "stage",
      "stages": [{"id": "lead", "label": {"en": "Lead"}},
                 {"id": "demo", "label": {"en": "Demo"}, "requires": [{"id": "a"}, {"id": "b"}]},
                 {"id": "offer", "label": {"en": "Offer"}},
                 {"id": "won", "label": {"en": "Won"}, "kind": "won"},
                 {"id": "lost", "label": {"en": "Lost"}, "kind": "lost"}]}]})");
}

TEST_CASE("each lane has rows of its own, with as many boxes as fit") {
  const WorkflowDiagram picture = workflow_diagram(document_with_stages(), "/workflows/0", "en", 2);
  REQUIRE(picture.stages.size() == 5);
  CHECK(picture.stages[1].requirements == 2);
  CHECK(picture.stages[2].row == 1);
  CHECK(picture.stages[2].column == 0);
  CHECK(picture.stages[3].row == 2);
  CHECK(picture.stages[4].row == 3);
  CHECK(picture.rows == 4);
  REQUIRE(picture.lanes.size() == 3);
  CHECK(picture.lanes[0].rows == 2);
}

TEST_CASE("moves that are meant are drawn, and written out when one is added or taken away") {
  Json document = document_with_stages();
  WorkflowDiagram picture = workflow_diagram(document, "/workflows/0", "en", 4);
  CHECK(picture.moves.size() == 8);
  CHECK(picture.moves[0].pointer.empty());

  document["workflows"][0]["transitions"] = with_move(document, "/workflows/0", "lead", "lost");
  picture = workflow_diagram(document, "/workflows/0", "en", 4);
  REQUIRE(picture.moves.size() == 9);
  CHECK(picture.moves[8].from == 0);
  CHECK(picture.moves[8].to == 4);
  CHECK(picture.moves[8].pointer == "/workflows/0/transitions/8");
  // The same twice, or to itself, is none.
  CHECK(with_move(document, "/workflows/0", "lead", "lost").size() == 9);
  CHECK(with_move(document, "/workflows/0", "lead", "lead").size() == 9);
  CHECK(without_move(document, "/workflows/0", "lead", "lost").size() == 8);
}

}  // namespace
}  // namespace tollgate::designer
