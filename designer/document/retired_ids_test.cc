// Records keep the values of what was deleted: nothing new may take the id.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/checks.h"
#include "tollgate/designer/document/document.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

void run_all(Document& document, const std::vector<Command>& commands) {
  for (const Command& command : commands) REQUIRE(document.run(command).ok());
}

std::string id_at(const Document& document, const std::string& pointer) {
  const Json* value = find_pointer(document.json(), pointer + "/id");
  REQUIRE(value != nullptr);
  return value->get<std::string>();
}

TEST_CASE("a deleted field's id is not given again, also after saving and loading") {
  Document document(small_app());
  run_all(document, {AddField{"/forms/0/sections/0", 0, "number"}});
  CHECK(id_at(document, "/entities/0/fields/4") == "number_1");
  run_all(document, {DeleteField{"/entities/0/fields/4"}});
  Document reopened(Json::parse(document.text()));
  run_all(reopened, {AddField{"/forms/0/sections/0", 0, "number"}});
  CHECK(id_at(reopened, "/entities/0/fields/4") == "number_2");
  run_all(reopened,
          {DeleteField{"/entities/0/fields/4"}, DuplicateField{"/forms/0/sections/0/fields/1"}});
  CHECK(id_at(reopened, "/entities/0/fields/2") == "number_3");
  CHECK(reopened.json()["retired_ids"] ==
        Json::parse(R"({"entities/visit/fields": ["number_1", "number_2"]})"));
}

TEST_CASE("no deletion leaves anything behind that the product itself does not know") {
  const auto unknown_members = [](const Json& app) {
    std::vector<std::string> places;
    for (const Diagnostic& finding : check_document(app)) {
      if (finding.code == "model.unknown_member") places.push_back(finding.place.pointer);
    }
    return places;
  };
  const std::vector<std::string> own = unknown_members(small_app());
  Document document(small_app());
  run_all(document,
          {AddField{"/forms/0/sections/0", 0, "choice"}, AddItem{"/entities/0/fields/4/options"},
           RemoveItem{"/entities/0/fields/4/options/2"}, DeleteField{"/entities/0/fields/4"},
           AddStage{"/workflows/0", 2}, RemoveStage{"/workflows/0/stages/2"}, AddItem{"/entities"},
           RemoveItem{"/entities/2"}, AddItem{"/workflows/0/stages/0/requires"},
           RemoveItem{"/workflows/0/stages/0/requires/0"}, AddItem{"/scorecards"},
           RemoveItem{"/scorecards/0"}});
  CHECK(document.json()["retired_ids"].size() >= 5);
  CHECK(unknown_members(document.json()) == own);
}

TEST_CASE("undoing the deletion gives the id back, exactly") {
  Document document(small_app());
  run_all(document, {AddField{"/forms/0/sections/0", 0, "number"}});
  const Json before = document.json();
  run_all(document, {DeleteField{"/entities/0/fields/4"}});
  CHECK(document.undo());
  CHECK(document.json() == before);
}

TEST_CASE("options, stages and things of the app are not named like those before them") {
  Document document(small_app());
  const std::string options = "/entities/0/fields/2/options";
  run_all(document, {AddItem{options}, RemoveItem{options + "/2"}, AddItem{options}});
  CHECK(id_at(document, options + "/2") == "option_2");

  run_all(document, {AddStage{"/workflows/0", 2}, RemoveStage{"/workflows/0/stages/2"},
                     AddStage{"/workflows/0", 2}});
  CHECK(id_at(document, "/workflows/0/stages/2") == "stage_2");

  run_all(document, {AddItem{"/entities"}, RemoveItem{"/entities/2"}, AddItem{"/entities"}});
  CHECK(id_at(document, "/entities/2") == "entity_2");
  // What no record names may be named again.
  run_all(document, {AddItem{"/forms"}, RemoveItem{"/forms/2"}, AddItem{"/forms"}});
  CHECK(id_at(document, "/forms/2") == "form_1");
}

TEST_CASE("a type that drops its options begins with others when it comes back") {
  Document document(small_app());
  run_all(document, {AddField{"/forms/0/sections/0", 0, "choice"}});
  const std::string field = "/entities/0/fields/4";
  run_all(document, {ChangeType{field, "text"}, ChangeType{field, "choice"}});
  CHECK(id_at(document, field + "/options/0") == "option_3");
  CHECK(id_at(document, field + "/options/1") == "option_4");
}

TEST_CASE("a list of retired ids that somebody broke is made anew") {
  Json odd = small_app();
  odd["retired_ids"] = Json::parse(R"(["number_1"])");
  Document document(odd);
  run_all(document, {DeleteField{"/entities/0/fields/1"}});
  CHECK(document.json()["retired_ids"] == Json::parse(R"({"entities/visit/fields": ["amount"]})"));
}

TEST_CASE("a path of ids means the same thing after others moved") {
  const Json app = small_app();
  CHECK(path_of_ids(app, "/entities/0/fields/1/visible") == "entities/visit/fields/amount/visible");
  CHECK(path_of_ids(app, "/forms/0/sections/0/fields/1") == "forms/visit/sections/main/fields/1");
  CHECK(path_of_ids(app, "").empty());
}

TEST_CASE("the version of a save is no change of the person's") {
  Document document(small_app());
  run_all(document, {AddField{"/forms/0/sections/0", 0, "number"}});
  document.mark_saved();
  document.set_version(8);
  CHECK(document.is_saved());
  CHECK(document.json()["version"] == 8);
  CHECK(document.undo());
  CHECK_FALSE(document.can_undo());
  CHECK(document.json()["version"] == 8);
}

}  // namespace
}  // namespace tollgate::designer
