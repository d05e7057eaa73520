// Each template's app document loads without a word and is stored in its canonical form.
#include <catch_amalgamated.hpp>

#include "template_files_test_support.h"
#include "tollgate/lint/lint.h"
#include "tollgate/model/app.h"
#include "tollgate/model/save.h"

namespace tollgate {
namespace {

TEST_CASE("each template's document has no finding and is canonical") {
  const auto name = GENERATE("medical-visit", "sales-management", "store-sales");
  INFO(name);
  const std::string text = read_template(std::string(name) + "/app.json");
  const lint::Checked checked = lint::check_document(text, {.source = "app.json"});
  for (const Diagnostic& finding : checked.findings) {
    FAIL_CHECK(finding.code << " " << finding.place.pointer << ": " << finding.message.en);
  }
  REQUIRE(checked.app);
  CHECK(model::save(*checked.app->raw) == text);
  CHECK(checked.app->locales == std::vector<std::string>{"zh-CN", "en"});
}

TEST_CASE("a visit is scored by twelve criteria of five points") {
  const lint::Checked checked = lint::check_document(read_template("medical-visit/app.json"), {});
  REQUIRE(checked.app);
  const model::Scorecard* card = checked.app->find_scorecard("visit_quality");
  REQUIRE(card != nullptr);
  CHECK(card->criteria.size() == 12);
  for (const model::Criterion& criterion : card->criteria) CHECK(criterion.points == "5");
}

}  // namespace
}  // namespace tollgate
