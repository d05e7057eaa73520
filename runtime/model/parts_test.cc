#include <catch_amalgamated.hpp>
#include <string>

#include "tollgate/base/limits.h"
#include "tollgate/model/app.h"
#include "tollgate/model/ids.h"

namespace tollgate::model {
namespace {

TEST_CASE("every enumerator has its word") {
  CHECK(name_of(FieldType::kText) == "text");
  CHECK(name_of(FieldType::kMultiChoice) == "multi_choice");
  CHECK(name_of(FieldType::kAudio) == "audio");
  CHECK(field_type_of("long_text") == FieldType::kLongText);
  CHECK_FALSE(field_type_of("texxt"));
  CHECK(name_of(TriggerEvent::kPoolEntered) == "pool_entered");
  CHECK(name_of(Aggregate::kRatio) == "ratio");
  CHECK(name_of(MenuItemType::kQuickFilter) == "quick_filter");
  CHECK(name_of(Level::kRisk) == "risk");
  CHECK(is_evidence(FieldType::kSignature));
  CHECK_FALSE(is_evidence(FieldType::kLocation));
}

TEST_CASE("a text falls back by language, then to the first locale") {
  const Text text{{{"en", "Visit"}, {"zh-CN", "拜访"}}};
  CHECK(text.in("zh-CN") == "拜访");
  CHECK(text.in("zh-TW") == "拜访");
  CHECK(text.in("en-US", "zh-CN") == "Visit");
  CHECK(text.in("fr", "zh-CN") == "拜访");
  CHECK(text.in("fr") == "Visit");
  CHECK(Text{}.in("en").empty());
  CHECK(text.has("en"));
  CHECK_FALSE(text.has("fr"));
}

TEST_CASE("a message is cut at its expressions") {
  const auto parts = split_message("a {{ b }} c {{ {x: {y: \"}}\"}} }}");
  REQUIRE(parts.size() == 4);
  CHECK(parts[0].text == "a ");
  CHECK(parts[1].is_expression);
  CHECK(parts[1].text == " b ");
  CHECK(parts[1].offset == 4);
  CHECK(parts[3].text == " {x: {y: \"}}\"}} ");
  CHECK(split_message("").empty());
  CHECK(split_message("a {{ b").size() == 1);
  CHECK_FALSE(split_message("a {{ b")[0].is_expression);
  CHECK(split_message("}}{{}}").size() == 2);
  CHECK(split_message(R"({{ "\"}}" }})").size() == 1);
}

TEST_CASE("suggested ids are valid, free and readable") {
  const std::vector<std::string> none;
  CHECK(suggest_id("Visit date (planned)", "field", none) == "visit_date_planned");
  CHECK(suggest_id("  --2nd Try", "field", none) == "nd_try");
  CHECK(suggest_id("到达时间", "field", none) == "field_1");
  CHECK(suggest_id("到达时间", "field", {"field_1", "field_2"}) == "field_3");
  CHECK(suggest_id("city", "field", {"city"}) == "city_2");
  CHECK(suggest_id("Score", "field", none) == "score_2");
  CHECK(suggest_id("", "", none) == "item_1");
  const std::string longest = suggest_id(std::string(300, 'x'), "field", none);
  CHECK(longest.size() == limits::kIdCharacters);
  CHECK(suggest_id(std::string(300, 'x'), "field", {longest}).size() == limits::kIdCharacters);
  CHECK(is_valid_id("a1_b"));
  for (const char* bad : {"", "1a", "A", "a-b", "_a", "a b", "é"}) CHECK_FALSE(is_valid_id(bad));
  for (const std::string& name : reserved_names()) CHECK(is_reserved_name(name));
}

}  // namespace
}  // namespace tollgate::model
