#include "tollgate/designer/document/title_parts.h"

#include <nlohmann/json.hpp>

#include "document_test_support.h"

namespace tollgate::designer {
namespace {

using Parts = std::vector<TitlePart>;

TEST_CASE("a title is read as fields and words") {
  CHECK(read_title("") == Parts{});
  CHECK(read_title("place") == Parts{{"place", ""}});
  CHECK(read_title("place + \" · \" + string(amount)") ==
        Parts{{"place", ""}, {"", " · "}, {"amount", ""}});
  CHECK(read_title("\"a + \\\"b\\\"\" + customer.name") ==
        Parts{{"", "a + \"b\""}, {"customer.name", ""}});
}

TEST_CASE("what is more than that stays a formula") {
  for (const char* text :
       {"if amount > 3 then \"a\" else \"b\"", "place + ", "upper case(place)", "amount * 2",
        "(place", "\"open", "(if place = null then \"\" else amount)"}) {
    CHECK_FALSE(read_title(text).has_value());
  }
}

TEST_CASE("what is written is read again, and empty fields empty nothing else") {
  const Json app = small_app();
  const std::vector<ConditionField> fields = title_fields(app, "/entities/0", "en");
  REQUIRE(fields.size() == 3);  // no options, whose ids would show
  const Parts parts = {{"place", ""}, {"", " – \"x\" + "}, {"amount", ""}, {"spare", ""}};
  const std::string text = title_text(parts, fields);
  CHECK(read_title(text) == parts);
  CHECK(text.starts_with("(if place = null then \"\" else place) + "));
  CHECK(title_text(Parts{{"place", ""}}, fields) == "place");
  CHECK(title_text(Parts{{"amount", ""}}, fields) == "string(amount)");
  CHECK(title_text(Parts{}, fields).empty());
}

}  // namespace
}  // namespace tollgate::designer
