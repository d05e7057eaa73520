// Several parts selected, changed, moved and taken away as one step.
#include "tollgate/designer/document/part_group.h"

#include "document_test_support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

const std::string kPlaceField = "/forms/0/sections/0/fields/0";
const std::string kAmountField = "/forms/0/sections/0/fields/1";
const std::string kStageField = "/forms/0/sections/1/fields/0";

using Pointers = std::vector<std::string>;

std::string fields_of(const Document& document, size_t section) {
  std::string ids;
  for (const Json& place :
       document.json()["forms"][0]["sections"][section].value("fields", Json::array())) {
    ids += place["field"].get<std::string>() + " ";
  }
  return ids;
}

TEST_CASE("places of one form belong together across its sections, other parts by their list") {
  const Json app = small_app();
  CHECK(group_of(app, kAmountField) == Pointers{kPlaceField, kAmountField, kStageField});
  CHECK(group_of(app, "/forms/0/sections/1") ==
        Pointers{"/forms/0/sections/0", "/forms/0/sections/1"});
  CHECK(group_of(app, "/workflows/0/stages/0").size() == 2);
  CHECK(group_of(app, "").empty());
  CHECK(group_of(app, "/forms/9").empty());
}

TEST_CASE("parts are selected one by one, by a range, and all") {
  Document document(small_app());
  document.select(kStageField);
  document.toggle_selected(kPlaceField);
  CHECK(document.selected() == Pointers{kPlaceField, kStageField});
  CHECK(document.selection() == kPlaceField);
  document.toggle_selected(kStageField);
  CHECK(document.selected() == Pointers{kPlaceField});
  document.toggle_selected(kPlaceField);  // something stays selected
  CHECK(document.selected() == Pointers{kPlaceField});
  document.extend_selection(kStageField);
  CHECK(document.selected() == Pointers{kPlaceField, kAmountField, kStageField});
  document.extend_selection(kAmountField);  // from where it began
  CHECK(document.selected() == Pointers{kPlaceField, kAmountField});
  document.select(kStageField);
  document.extend_selection(kAmountField);
  CHECK(document.selected() == Pointers{kAmountField, kStageField});
  CHECK(document.selection() == kAmountField);
  CHECK(document.select_group());
  CHECK(document.selected().size() == 3);
  // Another kind of part is selected alone.
  document.toggle_selected("/workflows/0/stages/1");
  CHECK(document.selected() == Pointers{"/workflows/0/stages/1"});
  document.extend_selection("/forms/0/sections/0");
  CHECK(document.selected() == Pointers{"/forms/0/sections/0"});
}

TEST_CASE("several parts go as one step, and come back selected") {
  Document document(small_app());
  document.select_several({kPlaceField, kStageField});
  REQUIRE(document.run(RemoveParts{document.selected()}).ok());
  CHECK(fields_of(document, 0) == "amount ");
  CHECK(fields_of(document, 1).empty());
  CHECK(document.undo_title()->en == "Remove from form: 2 fields");
  CHECK(document.undo_title()->zh == "从表单移除 2 个字段");
  REQUIRE(document.undo());
  CHECK(document.json() == small_app());
  CHECK(document.selected() == Pointers{kPlaceField, kStageField});
  CHECK_FALSE(document.can_undo());
  REQUIRE(document.redo());
  CHECK(fields_of(document, 0) == "amount ");
}

TEST_CASE("several stages go with their options and moves; the last one stays") {
  Document document(small_app());
  CHECK_FALSE(document.run(RemoveParts{{"/workflows/0/stages/0", "/workflows/0/stages/1"}}).ok());
  CHECK(document.json() == small_app());
  REQUIRE(document.run(AddStage{"/workflows/0", 2}).ok());
  REQUIRE(document.run(RemoveParts{{"/workflows/0/stages/1", "/workflows/0/stages/0"}}).ok());
  CHECK(document.json()["workflows"][0]["stages"].size() == 1);
  CHECK(document.json()["workflows"][0]["transitions"].empty());
  CHECK(document.json()["entities"][0]["fields"][2]["options"].size() == 1);
}

TEST_CASE("fields of an entity go with their places") {
  Document document(small_app());
  REQUIRE(document.run(RemoveParts{{"/entities/0/fields/0", "/entities/0/fields/1"}}).ok());
  CHECK(document.json()["entities"][0]["fields"].size() == 2);
  CHECK(fields_of(document, 0).empty());
  CHECK(document.json()["forms"][1]["sections"][0]["fields"].empty());
  REQUIRE(document.undo());
  CHECK(document.json() == small_app());
}

TEST_CASE("several parts move behind each other, into another section, too") {
  Document document(small_app());
  REQUIRE(
      document.run(MoveParts{{kPlaceField, kStageField}, "/forms/0/sections/0/fields", 2}).ok());
  CHECK(fields_of(document, 0) == "amount place stage ");
  CHECK(fields_of(document, 1).empty());
  CHECK(document.selected() ==
        Pointers{"/forms/0/sections/0/fields/1", "/forms/0/sections/0/fields/2"});
  REQUIRE(document.undo());
  CHECK(document.json() == small_app());
  REQUIRE(
      document.run(MoveParts{{kPlaceField, kAmountField}, "/forms/0/sections/1/fields", 1}).ok());
  CHECK(fields_of(document, 1) == "stage place amount ");
  // Where they stand already is no step.
  const uint64_t before = document.revision();
  REQUIRE(document.run(MoveParts{document.selected(), "/forms/0/sections/1/fields", 3}).ok());
  CHECK(document.revision() == before);
  // Another form's entity may not have the field.
  CHECK_FALSE(
      document.run(MoveParts{{"/forms/0/sections/1/fields/0"}, "/forms/1/sections/0/fields", 0})
          .ok());
}

TEST_CASE("stages that move take their options along") {
  Document document(small_app());
  REQUIRE(document.run(AddStage{"/workflows/0", 2}).ok());
  REQUIRE(document
              .run(MoveParts{
                  {"/workflows/0/stages/0", "/workflows/0/stages/1"}, "/workflows/0/stages", 3})
              .ok());
  const auto ids = [](const Json& list) {
    std::string text;
    for (const Json& one : list) text += one["id"].get<std::string>() + " ";
    return text;
  };
  const Json& workflow = document.json()["workflows"][0];
  CHECK(ids(workflow["stages"]).ends_with(" lead won "));
  CHECK(ids(workflow["stages"]) == ids(document.json()["entities"][0]["fields"][2]["options"]));
}

TEST_CASE("a member is set on several, and taken away") {
  Document document(small_app());
  document.select_several({kPlaceField, kAmountField, kStageField});
  REQUIRE(document.run(SetOnParts{document.selected(), "width", "half"}).ok());
  CHECK(document.json()["forms"][0]["sections"][1]["fields"][0]["width"] == "half");
  CHECK(document.selected().size() == 3);
  CHECK(document.undo_title()->en == "Change 3 fields");
  REQUIRE(document.run(SetOnParts{document.selected(), "width", nullptr}).ok());
  CHECK_FALSE(document.json()["forms"][0]["sections"][0]["fields"][1].contains("width"));
  REQUIRE(document.undo());
  REQUIRE(document.undo());
  CHECK(document.json() == small_app());
}

TEST_CASE("a selection outlives what happens to others, and loses what is gone") {
  Document document(small_app());
  document.select_several({kPlaceField, kAmountField});
  REQUIRE(document.run(SetProperty{"/version", 4, false}).ok());
  CHECK(document.selected() == Pointers{kPlaceField, kAmountField});
  REQUIRE(document.run(RemoveFromForm{kAmountField}).ok());
  CHECK(document.selected().size() == 1);
}

}  // namespace
}  // namespace tollgate::designer
