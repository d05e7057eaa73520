// Expressions as people read them, by labels.
#include "tollgate/designer/document/expression_in_labels.h"

#include <catch_amalgamated.hpp>

namespace tollgate::designer {
namespace {

const std::vector<ConditionField> kChinese = {
    {"stage", "阶段", "choice", ValueKind::kChoice, {{"won", "赢单"}, {"lost", "丢单"}}},
    {"amount", "金额", "number", ValueKind::kNumber, {}},
    {"customer", "客户", "reference", ValueKind::kPresence, {}},
    {"customer.city", "客户 › 城市", "text", ValueKind::kText, {}}};

TEST_CASE("an expression is read by labels of fields and options") {
  const struct {
    const char* feel;
    const char* shown;
  } cases[] = {
      {"stage = \"won\" and amount > 5", "阶段 = “赢单” 且 金额 > 5"},
      {"stage in (\"won\", \"lost\") or amount<5", "阶段 in (“赢单”, “丢单”) 或 金额<5"},
      {"customer.city = null", "客户 › 城市 为空"},
      {"customer != null and customer.city = \"won\"", "客户 不为空 且 客户 › 城市 = \"won\""},
      {"stage = \"other\"", "阶段 = \"other\""},
      // Names of its own, members and functions are no fields.
      {"some amount in rows satisfies amount > 5", ""},
      {"x.amount > amount", "x.amount > 金额"},
      {"amount(1)", ""},
      // What is not finished, and what says nothing new.
      {"amount >", "金额 >"},
      {"customer. ", "客户. "},
      {"\"stage", ""},
      {"1 + 2", ""},
      {"", ""},
  };
  for (const auto& test : cases) {
    INFO(test.feel);
    CHECK(expression_in_labels(test.feel, kChinese, Language::kChinese) == test.shown);
  }
}

TEST_CASE("in English, operators stay as they are") {
  const std::vector<ConditionField> fields = {
      {"stage", "Stage", "choice", ValueKind::kChoice, {{"won", "Won"}}}};
  CHECK(expression_in_labels("stage = \"won\" and true", fields, Language::kEnglish) ==
        "Stage = \"Won\" and true");
  CHECK(expression_in_labels("stage != null", fields, Language::kEnglish) == "Stage is not empty");
}

TEST_CASE("what nobody reads is not shown") {
  std::string text = "amount";
  for (int i = 0; i < 500; ++i) text += " + amount";
  CHECK(expression_in_labels(text, kChinese, Language::kChinese).empty());
}

}  // namespace
}  // namespace tollgate::designer
