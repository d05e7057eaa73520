// A search over the whole app, and where a part is used.
#include "tollgate/designer/document/search.h"

#include <algorithm>

#include "document_test_support.h"

namespace tollgate::designer {
namespace {

std::vector<std::string> things(const char* query, const char* locale = "en") {
  std::vector<std::string> found;
  for (const Found& one : search_document(small_app(), query, locale, 100)) {
    found.push_back(one.thing);
  }
  return found;
}

TEST_CASE("labels and ids are found in either case, names first, each thing once") {
  CHECK(things("AMOUNT").front() == "/entities/0/fields/1");
  const auto found = things("amount");
  CHECK(std::count(found.begin(), found.end(), "/workflows/0/stages/1/requires/0") == 1);
  CHECK(things("金额", "zh-CN").front() == "/entities/0/fields/1");
  CHECK(things("赢单").size() == 2);  // the option and the stage
  CHECK(things("nowhere").empty());
  CHECK(things("  ").empty());
}

TEST_CASE("formulas are found by the labels that they are written in") {
  const auto found = search_document(small_app(), "金额 >", "zh-CN", 10);
  REQUIRE(found.size() == 1);
  CHECK(found[0].thing == "/workflows/0/stages/1/requires/0");
  CHECK(found[0].place == "/workflows/0/stages/1/requires/0/test");
  CHECK(found[0].text.find("金额") != std::string::npos);
  CHECK(search_document(small_app(), "a", "en", 2).size() == 2);
}

TEST_CASE("where a field is used") {
  const auto uses = uses_of(small_app(), "/entities/0/fields/1");
  const auto is_used = [&](const char* place) {
    return std::any_of(uses.begin(), uses.end(),
                       [&](const std::string& use) { return use.starts_with(place); });
  };
  CHECK(is_used("/forms/0/sections/0/fields/1"));
  CHECK(is_used("/forms/1/sections/0/fields/0"));
  CHECK(is_used("/workflows/0/stages/1/requires/0/test"));
  CHECK(uses_of(small_app(), "/entities/0/fields/3").empty());
}

TEST_CASE("a use behind the element in its own list is told where it stands now") {
  Json app = small_app();
  app["entities"][0]["fields"].push_back(Json::parse(
      R"({"id": "double", "type": "number", "label": {"en": "Double"}, "computed": "amount * 2"})"));
  const auto uses = uses_of(app, "/entities/0/fields/1");
  CHECK(std::any_of(uses.begin(), uses.end(), [](const std::string& use) {
    return use.starts_with("/entities/0/fields/4/computed");
  }));
}

}  // namespace
}  // namespace tollgate::designer
