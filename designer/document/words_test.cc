// The labels that new elements have, and what taking things away would break.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/breakage.h"
#include "tollgate/designer/document/document.h"
#include "tollgate/designer/document/words.h"

namespace tollgate::designer {
namespace {

const Json& label_of_field(const Document& document, size_t index) {
  const Json* label =
      find_pointer(document.json(), "/entities/0/fields/" + std::to_string(index) + "/label");
  REQUIRE(label != nullptr);
  return *label;
}

TEST_CASE("the first name of a new field is its only one: no other language keeps 'Number'") {
  Document document(small_app());
  REQUIRE(document.run(AddField{"/forms/0/sections/0", 0, "number"}).ok());
  const std::string label = "/entities/0/fields/4/label";
  REQUIRE(document.run(SetText{label, "en", "B"}).ok());
  REQUIRE(document.run(SetText{label, "en", "Beds"}).ok());
  CHECK(label_of_field(document, 4) == Json({{"en", "Beds"}}));
  REQUIRE(document.run(SetText{label, "zh-CN", "床位"}).ok());
  CHECK(label_of_field(document, 4) == Json({{"en", "Beds"}, {"zh-CN", "床位"}}));
  CHECK(document.undo());
  CHECK(document.undo());
  CHECK(label_of_field(document, 4) == Json({{"en", "Number"}, {"zh-CN", "数字"}}));
}

TEST_CASE("names that somebody has given stay when another language is changed") {
  Document document(small_app());
  REQUIRE(document.run(SetText{"/entities/0/fields/0/label", "en", "Spot"}).ok());
  CHECK(label_of_field(document, 0) == Json({{"en", "Spot"}, {"zh-CN", "地点"}}));
}

TEST_CASE("labels at birth are known by kind and language") {
  const Json photo = {{"type", "photo"}};
  CHECK(is_label_at_birth(photo, "field", "zh-CN", "照片"));
  CHECK_FALSE(is_label_at_birth(photo, "field", "zh-CN", "电梯间照片"));
  CHECK(is_label_at_birth({}, "option", "en", "Option 12"));
  CHECK_FALSE(is_label_at_birth({}, "option", "en", "Option "));
  CHECK(is_label_at_birth({}, "stage", "en", "New stage"));
}

TEST_CASE("what a removal would break is known before, and nothing is changed") {
  const Json before = small_app();
  const auto pointers = [&](const Command& command) {
    const Result<Breakage> breakage = breakage_of(before, command);
    REQUIRE(breakage.ok());
    std::vector<std::string> found;
    for (const Diagnostic& finding : breakage->findings) found.push_back(finding.place.pointer);
    return found;
  };
  const auto uses = pointers(DeleteField{"/entities/0/fields/1"});
  CHECK(std::count(uses.begin(), uses.end(), "/workflows/0/stages/1/requires/0/test") == 1);
  CHECK(pointers(DeleteField{"/entities/0/fields/3"}).empty());
  CHECK_FALSE(breakage_of(before, DeleteField{"/entities/9/fields/0"}).ok());
}

}  // namespace
}  // namespace tollgate::designer
