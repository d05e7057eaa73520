// Each template's app document loads without a word and is stored in its canonical form.
#include <catch_amalgamated.hpp>

#include "template_files_test_support.h"
#include "tollgate/model/app.h"
#include "tollgate/model/save.h"

namespace tollgate {
namespace {

TEST_CASE("the visit template's document loads and is canonical") {
  const std::string text = read_template("medical-visit/app.json");
  auto app = model::load(text, {.source = "app.json"});
  REQUIRE(app);
  CHECK((*app)->warnings.empty());
  CHECK(model::save(*(*app)->raw) == text);
  CHECK((*app)->locales == std::vector<std::string>{"zh-CN", "en"});
  const model::Scorecard* card = (*app)->find_scorecard("visit_quality");
  REQUIRE(card != nullptr);
  CHECK(card->criteria.size() == 12);
}

}  // namespace
}  // namespace tollgate
