// People and their roles; a workflow that is about another entity.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

TEST_CASE("people are added in one step, and a role is an option of theirs") {
  Json app = small_app();
  app.erase("users");
  app.erase("roles");
  Document document(app);
  REQUIRE(document.run(AddPeople{}));
  const auto options = [&] { return document.json()["entities"].back()["fields"][1]["options"]; };
  CHECK(document.json()["users"] ==
        Json::parse(R"({"entity": "person_1", "role": "role", "manager": "manager"})"));
  REQUIRE(document.json()["roles"].size() == 1);
  CHECK(options()[0]["id"] == document.json()["roles"][0]["id"]);

  REQUIRE(document.run(AddItem{"/roles"}));
  REQUIRE(document.run(SetText{"/roles/1/label", "zh-CN", "巡检员"}));
  REQUIRE(options().size() == 2);
  CHECK(options()[1]["id"] == document.json()["roles"][1]["id"]);
  CHECK(options()[1]["label"]["zh-CN"] == "巡检员");

  REQUIRE(document.run(RemoveItem{"/roles/1"}));
  CHECK(options().size() == 1);
  REQUIRE(document.undo());
  CHECK(options().size() == 2);
  while (document.can_undo()) REQUIRE(document.undo());
  CHECK(document.json() == app);
}

TEST_CASE("a workflow's stage field goes with it to another entity") {
  Json app = small_app();
  app["entities"].push_back(Json::parse(R"({"id": "repair", "label": {"en": "Repair"}, "fields": [
    {"id": "what", "type": "text", "label": {"en": "What"}}]})"));
  Document document(app);
  REQUIRE(document.run(AddItem{"/workflows"}));
  const std::string workflow = document.selection();
  const std::string other = pointer_child("/entities", app["entities"].size() - 1);
  REQUIRE(document.run(SetProperty{workflow + "/entity", "repair", false}));
  const Json& made = *find_pointer(document.json(), workflow);
  const Json& field = find_pointer(document.json(), other)->at("fields").back();
  CHECK(field["id"] == made["stage_field"]);
  CHECK(field["options"][0]["id"] == made["stages"][0]["id"]);
  CHECK(document.json()["entities"][0] == app["entities"][0]);
}

}  // namespace
}  // namespace tollgate::designer
