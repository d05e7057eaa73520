// What may stand where somebody writes in a formula.
#include "tollgate/wording/complete.h"

#include <catch_amalgamated.hpp>

#include "formula_test_support.h"

namespace tollgate::wording {
namespace {

// The first offers for a text with the caret at "|", and what the first would make of it.
struct Offered {
  std::vector<std::string> texts;
  std::string taken;
};
Offered offered(const std::string& marked, bool chinese, size_t most) {
  const size_t caret = marked.find('|');
  const std::string text = marked.substr(0, caret) + marked.substr(caret + 1);
  const Completion made = complete_formula(text, uint32_t(caret), test_names(chinese),
                                           chinese ? Language::kChinese : Language::kEnglish);
  Offered out;
  for (const Offer& offer : made.offers) {
    if (out.texts.size() < most) out.texts.push_back(offer.text);
  }
  if (!made.offers.empty()) {
    out.taken = text;
    out.taken.replace(made.replace.begin, made.replace.end - made.replace.begin,
                      made.offers[0].text);
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST_CASE("names are offered by their labels, at any place") {
  CHECK(offered("客|", true, 2).texts == Texts{"客户数", "客户"});
  CHECK(offered("金额大于3且阶|", true, 1).taken == "金额大于3且阶段");
  CHECK(offered("客| > 3", true, 1).taken == "客户数 > 3");
  CHECK(offered("客户的|", true, 3).texts == Texts{"编号", "名称", "城市"});
  CHECK(offered("客户的城|", true, 1).taken == "客户的城市");
  CHECK(offered("计数(明细[单|", true, 1).taken == "计数(明细[单价");
  CHECK(offered("每个 x 属于 明细 满足 x的数|", true, 1).taken == "每个 x 属于 明细 满足 x的数量");
  CHECK(offered("amo|", true, 1).taken == "金额");
  CHECK(offered("Cust|", false, 2).texts == Texts{"Customers", "Customer"});
}

TEST_CASE("options are offered where a choice is compared") {
  CHECK(offered("阶段 = |", true, 2).texts == Texts{"“赢单”", "“丢单”"});
  CHECK(offered("阶段 = 丢|", true, 1).taken == "阶段 = “丢单”");
  CHECK(offered("阶段 属于 (“赢单”, |", true, 2).texts == Texts{"“赢单”", "“丢单”"});
  CHECK(offered("Stage = \"W|", false, 1).taken == "Stage = \"Won\"");
  CHECK(offered("标签 包含 |", true, 2).texts == Texts{"“重点客户”", "“新客户”"});
}

TEST_CASE("operators that fit are offered behind a value") {
  CHECK(offered("金额 |", true, 3).texts == Texts{">", "<", "≥"});
  CHECK(offered("阶段 |", true, 3).texts == Texts{"=", "≠", "属于"});
  CHECK(offered("拜访日期 |", true, 6).texts ==
        Texts{"<", ">", "=", "在 本月", "在 近30天", "在 本周"});
  CHECK(offered("客户的名称 |", true, 3).texts == Texts{"=", "≠", "包含"});
}

TEST_CASE("functions are found by what they are called in either language") {
  CHECK(offered("求|", true, 1).taken == "求和(");
  CHECK(offered("sum|", true, 1).taken == "求和(");
  CHECK(offered("sum|", false, 1).taken == "sum(");
  size_t functions = 0;
  for (const FunctionGroup& group : functions_by_purpose(Language::kChinese)) {
    CHECK_FALSE(group.label.empty());
    functions += group.functions.size();
  }
  CHECK(functions > 80);
}

}  // namespace
}  // namespace tollgate::wording
