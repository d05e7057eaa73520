// A finding's fix mends the document: after it the finding is gone.
#include "tollgate/designer/document/fixes.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "document_test_support.h"
#include "tollgate/designer/document/checks.h"
#include "tollgate/designer/document/document.h"

namespace tollgate::designer {
namespace {

Json app_with_total(const char* computed) {
  Json app = small_app();
  app["entities"][0]["fields"].push_back(Json::parse(R"({
    "id": "rows", "type": "list", "label": {"zh-CN": "行", "en": "Rows"}, "fields": [
      {"id": "z", "type": "number", "label": {"zh-CN": "数", "en": "Z"}}]})"));
  app["entities"][0]["fields"].push_back({{"id", "total"},
                                          {"type", "number"},
                                          {"label", {{"zh-CN", "合计"}, {"en", "Total"}}},
                                          {"computed", computed}});
  return app;
}

const Diagnostic* find(const Diagnostics& findings, std::string_view code) {
  for (const Diagnostic& finding : findings) {
    if (finding.code == code) return &finding;
  }
  return nullptr;
}

void check_mended(const char* before, const char* after, std::string_view code) {
  INFO(before);
  Document document(app_with_total(before));
  const Diagnostics findings = check_document(document.json());
  const Diagnostic* finding = find(findings, code);
  REQUIRE(finding != nullptr);
  const std::optional<Fix> fix = fix_of(document.json(), *finding);
  REQUIRE(fix);
  CHECK(fix->text == after);
  REQUIRE(document.run(SetProperty{fix->pointer, fix->text, false}).ok());
  CHECK(find(check_document(document.json()), code) == nullptr);
}

TEST_CASE("a total over a column with blanks leaves them out") {
  check_mended("1 + sum(rows.z) * 2", "1 + sum(rows.z[item != null]) * 2",
               "feel.check.blanks_in_column");
}

TEST_CASE("a misspelt function is put right") {
  check_mended("summ(rows.z[item != null])", "sum(rows.z[item != null])",
               "feel.check.unknown_function");
}

TEST_CASE("what has moved on, or has no mechanical way out, is left to people") {
  const Json app = app_with_total("1");
  Diagnostic finding =
      make_warning("feel.check.blanks_in_column", {"x", "x"},
                   {.pointer = "/entities/0/fields/5/computed", .span = Span{4, 9}}, {"y"});
  CHECK_FALSE(fix_of(app, finding));
  finding.place.pointer = "/entities/9";
  CHECK_FALSE(fix_of(app, finding));
  finding.place.pointer = "/entities/0/fields/5/computed";
  finding.place.span = Span{0, 1};
  CHECK(fix_of(app, finding));
  finding.code = "lint.unknown_field";
  CHECK_FALSE(fix_of(app, finding));
}

TEST_CASE("a default by an option's label becomes the option") {
  Json app = small_app();
  app["entities"][0]["fields"].push_back(Json::parse(R"({
    "id": "level", "type": "choice", "label": {"zh-CN": "级别", "en": "Level"}, "default": "\"重点\"",
    "options": [{"id": "key", "label": {"zh-CN": "重点", "en": "Key"}}]})"));
  Document document(app);
  const Diagnostics findings = check_document(document.json());
  const Diagnostic* finding = find(findings, "lint.default_no_option");
  REQUIRE(finding != nullptr);
  const std::optional<Fix> fix = fix_of(document.json(), *finding);
  REQUIRE(fix);
  CHECK(fix->text == "\"key\"");
  REQUIRE(document.run(SetProperty{fix->pointer, fix->text, false}).ok());
  CHECK(find(check_document(document.json()), "lint.default_no_option") == nullptr);
}

}  // namespace
}  // namespace tollgate::designer
