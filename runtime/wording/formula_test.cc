// What people write in formulas, the FEEL of it, and how it is shown again.
#include "tollgate/wording/formula.h"

#include <catch_amalgamated.hpp>

#include "formula_test_support.h"

namespace tollgate::wording {
namespace {

struct Written {
  const char* text;
  const char* feel;
  const char* shown = nullptr;  // where it is shown in another way than it was written
};

void check_all(const Names& names, Language language, const std::vector<Written>& cases) {
  for (const Written& test : cases) {
    INFO(test.text);
    const Reading read = read_formula(test.text, names);
    CHECK(read.feel == test.feel);
    if (!read.diagnostics.empty()) INFO(read.diagnostics[0].message.en);
    CHECK(read.diagnostics.empty());
    const std::string shown = test.shown != nullptr ? test.shown : test.text;
    CHECK(write_formula(test.feel, names, language).value_or("?") == shown);
  }
}

TEST_CASE("Chinese formulas are read, and shown as they were written") {
  check_all(
      test_names(true), Language::kChinese,
      {
          {"客户数 > 15 且 近30天签约额 < 5万", "customers > 15 and signed_30d < 50000"},
          {"客户数大于15且近30天签约额小于5万", "customers > 15 and signed_30d < 50000",
           "客户数 > 15 且 近30天签约额 < 5万"},
          {"（客户数 不少于 3 或 金额 不超过 1.5亿）并且 阶段 是 赢单",
           "(customers >= 3 or amount <= 150000000) and stage = \"won\"",
           "(客户数 ≥ 3 或 金额 ≤ 1.5亿) 且 阶段 = “赢单”"},
          {"阶段 ≠ “丢单”", "stage != \"lost\""},
          {"阶段 属于 赢单、丢单", "stage in (\"won\", \"lost\")", "阶段 属于 (“赢单”, “丢单”)"},
          {"阶段 不属于 (“赢单”, “丢单”)", "not(stage in (\"won\", \"lost\"))"},
          {"标签 包含 “重点客户”", "list contains(tags, \"vip\")"},
          {"标签 不包含 新客户", "not(list contains(tags, \"new\"))", "标签 不包含 “新客户”"},
          {"客户的名称 包含 \"医院\"", "contains(customer.name, \"医院\")"},
          {"客户的名称 开头是 \"上海\"", "starts with(customer.name, \"上海\")"},
          {"客户 为空 或 客户的城市 = “北京”", "customer = null or customer.city = \"bj\""},
          {"金额 不为空", "amount != null"},
          {"非 金额 > 5", "not(amount > 5)", "非(金额 > 5)"},
          {"非(金额 > 5 且 是否到店 = 是)", "not(amount > 5 and on_site = true)"},
          {"金额 介于 3 和 5", "amount between 3 and 5"},
          {"金额 在 3 到 5 之间", "amount between 3 and 5", "金额 介于 3 和 5"},
          {"金额 属于 [3..5)", "amount in [3..5)"},
          {"金额 15 以上", "amount >= 15", "金额 ≥ 15"},
          {"金额 >= 80%", "amount >= 0.8", "金额 ≥ 0.8"},
          {"金额 > 1,000", "amount > 1000", "金额 > 1000"},
          {"求和(明细的单价) > 100", "sum(rows.price) > 100"},
          {"计数(明细[单价 > 3 且 内容 不为空]) ≥ 2",
           "count(rows[price > 3 and what != null]) >= 2"},
          {"每个 x 属于 明细 满足 x的单价 > 3", "every x in rows satisfies x.price > 3"},
          {"存在 x 属于 明细 满足 字数(x的内容) < 4",
           "some x in rows satisfies string length(x.what) < 4"},
          {"逐个 x 属于 明细 得到 x的单价 * x的数量", "for x in rows return x.price * x.count"},
          {"如果 金额 > 5 那么 \"高\" 否则 空", "if amount > 5 then \"高\" else null"},
          {"拜访日期 = 今天", "visit_date = today()"},
          {"拜访日期 < 今天 - 7天", "visit_date < today() - duration(\"P7D\")"},
          {"拜访日期 ≥ 2026-01-31", "visit_date >= date(\"2026-01-31\")"},
          {"拜访日期 是 2026年1月3日", "visit_date = date(\"2026-01-03\")",
           "拜访日期 = 2026-01-03"},
          {"拜访日期 在 近30天内", "visit_date in [today() - duration(\"P29D\")..today()]",
           "拜访日期 在 近30天"},
          {"拜访日期 在 本月",
           "visit_date in [date(today().year, today().month, 1)..date(today().year, "
           "today().month, 1) + duration(\"P1M\"))"},
          {"拜访日期 不在 去年",
           "not(visit_date in [date(today().year - 1, 1, 1)..date(today().year, 1, 1)))"},
          {"到店时间 < 今天", "date(arrived) < today()"},
          {"到店时间 在 近7天", "date(arrived) in [today() - duration(\"P6D\")..today()]"},
          {"现在 - 到店时间 > 2小时", "now() - arrived > duration(\"PT2H\")"},
          {"今天的年 = 2026", "today().year = 2026"},
          {"且慢 为空 且 是否到店", "and_so = null and on_site"},
          {"A/B 率 (%) > 0.5", "rate > 0.5"},
          {"「A/B 率 (%)」 > 0.5", "rate > 0.5", "A/B 率 (%) > 0.5"},
          {"备注 (note_2) 为空", "note_2 = null"},
          {"四舍五入(金额 / 3, 2)", "round half up(amount / 3, 2)"},
          {"-金额 ** 2", "-amount ** 2"},
          {"[金额, 客户数][item > 3]", "[amount, customers][item > 3]"},
          {"amount > 5 and stage = \"won\"", "amount > 5 and stage = \"won\"",
           "金额 > 5 且 阶段 = “赢单”"},
          {"", "", "?"},
      });
}

TEST_CASE("English formulas are read, and shown as they were written") {
  check_all(test_names(false), Language::kEnglish,
            {
                {"Customers > 15 and Signed, last 30 days < 50000",
                 "customers > 15 and signed_30d < 50000"},
                {"customers is at least 3 or Amount at most 15k",
                 "customers >= 3 or amount <= 15000", "Customers ≥ 3 or Amount ≤ 15000"},
                {"Stage = \"Won\"", "stage = \"won\""},
                {"Stage is not Lost", "stage != \"lost\"", "Stage ≠ \"Lost\""},
                {"Stage not in (\"Won\", \"Lost\")", "not(stage in (\"won\", \"lost\"))"},
                {"Tags contains \"Key account\"", "list contains(tags, \"vip\")"},
                {"Customer.Name does not contain \"x\"", "not(contains(customer.name, \"x\"))"},
                {"Customer is empty or Customer.City = \"Beijing\"",
                 "customer = null or customer.city = \"bj\""},
                {"Amount between 3 and 5", "amount between 3 and 5"},
                {"sum(Lines.Price) > 100", "sum(rows.price) > 100"},
                {"Visit date in the last 30 days",
                 "visit_date in [today() - duration(\"P29D\")..today()]"},
                {"Visit date in this year",
                 "visit_date in [date(today().year, 1, 1)..date(today().year + 1, 1, 1))"},
                {"Visit date < today - 1 day", "visit_date < today() - duration(\"P1D\")"},
                {"Arrived at ≥ today", "date(arrived) >= today()"},
                {"Is on site = yes", "on_site = true", "Is on site = true"},
                {"every x in Lines satisfies x.Price > 3", "every x in rows satisfies x.price > 3"},
                {"if Amount > 5 then \"high\" else null", "if amount > 5 then \"high\" else null"},
                {"阶段 = “Won”", "stage = \"won\"", "Stage = \"Won\""},
                {"'A/B rate (%)' > 0.5", "rate > 0.5", "A/B rate (%) > 0.5"},
            });
}

TEST_CASE("what is not understood stays, and is asked about") {
  const struct {
    const char* text;
    const char* feel;
    const char* code;
    const char* at;
    std::vector<std::string> candidates;
  } cases[] = {
      {"客户量 > 15", "客户量 > 15", "formula.unknown_name", "客户量", {"客户", "客户数"}},
      {"备注 为空",
       "备注 = null",
       "formula.ambiguous_name",
       "备注",
       {"备注 (note)", "备注 (note_2)"}},
      {"金额 15", "amount 15", "formula.no_comparison", "15", {"≥ 15", "< 15", "= 15"}},
      {"本月 且 金额 > 3",
       "本月 and amount > 3",
       "formula.period_without_date",
       "本月",
       {"拜访日期 在 本月"}},
      {"最大值(1,000)", "max(1,000)", "formula.ambiguous_number", "1,000", {"1000", "1, 000"}},
      {"客户的电话 为空", "customer.电话 = null", "formula.unknown_name", "电话", {}},
  };
  const Names names = test_names(true);
  for (const auto& test : cases) {
    INFO(test.text);
    const Reading read = read_formula(test.text, names);
    CHECK(read.feel == test.feel);
    REQUIRE(read.diagnostics.size() == 1);
    const Diagnostic& found = read.diagnostics[0];
    CHECK(found.code == test.code);
    const Span span = *found.place.span;
    CHECK(std::string(test.text).substr(span.begin, span.end - span.begin) == test.at);
    CHECK(found.candidates == test.candidates);
  }
}

TEST_CASE("places of the FEEL are found in what was written") {
  const Names names = test_names(true);
  const std::string text = "客户数 大于 “三” 且 标签 包含 新客户";
  const Reading read = read_formula(text, names);
  const auto written = [&](std::string_view feel) {
    const uint32_t at = uint32_t(read.feel.find(feel));
    const Span span = read.source_of({at, at + uint32_t(feel.size())});
    return text.substr(span.begin, span.end - span.begin);
  };
  CHECK(written("customers") == "客户数");
  CHECK(written("\"三\"") == "“三”");
  CHECK(written("list contains") == "包含");
  CHECK(written("tags, \"new\"") == "标签 包含 新客户");
}

TEST_CASE("renaming a label changes what is shown and nothing else") {
  Names names = test_names(true);
  const Reading read = read_formula("金额 > 5", names);
  names.roots[2].label = "合同金额";
  CHECK(write_formula(read.feel, names, Language::kChinese) == "合同金额 > 5");
  CHECK(write_formula(read.feel, test_names(false), Language::kEnglish) == "Amount > 5");
}

TEST_CASE("text that is unfinished, wrong or hostile loses nothing and ends") {
  const Names names = test_names(true);
  for (const char* text :
       {"金额 >", "金额 在",     "客户的",   "客户.",       "(((",       "]]]",        "“赢",
        "'",      "「",          "如果",     "每个 x 属于", "not",       "非",         "1..",
        "@",      "{a",          "{a: 1, b", "金额 介于 3", "金额 包含", "function(x", "\xff\xfe",
        "，。；", "instance of", "x的的的",  "1e",          "-",         "阶段 = 、、"}) {
    INFO(text);
    const Reading read = read_formula(text, names);
    (void)write_formula(read.feel, names, Language::kChinese);
  }
  const std::string deep(5000, '(');
  CHECK(read_formula(deep, names).feel.size() >= deep.size());
  const std::string large(1 << 20, 'x');
  CHECK(read_formula(large, names).feel == large);
  CHECK(read_formula(large, names).diagnostics[0].code == "formula.too_long");
  CHECK_FALSE(write_formula(large, names, Language::kChinese));
}

TEST_CASE("what labels cannot say is shown as FEEL") {
  const Names names = test_names(true);
  CHECK_FALSE(write_formula("amount > 5 // enough", names, Language::kChinese));
  CHECK_FALSE(write_formula("amount >", names, Language::kChinese));
  Names twice = names;
  twice.roots[10].options = {{"a", "同"}, {"b", "同"}};
  CHECK_FALSE(write_formula("stage = \"a\"", twice, Language::kChinese));
}

}  // namespace
}  // namespace tollgate::wording
