// The words of both languages that mean something in what people write of numbers, times and
// conditions: in a question and in a formula. Texts are as phrase_text gives them: lower case, half
// width; one space stands for any.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace tollgate::wording {

enum class Comparison : uint8_t { kLess, kAtMost, kEqual, kUnequal, kAtLeast, kMore };
// As FEEL writes it.
std::string_view feel_text(Comparison comparison);
// As people write it: "≤".
std::string_view sign_of(Comparison comparison);

// What a number's unit says that it measures.
enum class NumberUnit : uint8_t { kNone, kPercent, kMoney, kThousands };

enum class Join : uint8_t { kAnd, kOr, kNot, kOpen, kClose };

enum class Period : uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

struct CompareWord {
  const char32_t* text;
  Comparison comparison;
  bool is_sign = false;       // it compares also where no number follows (yet)
  bool after_number = false;  // it stands behind its number
};
inline constexpr CompareWord kCompareWords[] = {
    {U"大于或等于", Comparison::kAtLeast},
    {U"小于或等于", Comparison::kAtMost},
    {U"大于等于", Comparison::kAtLeast},
    {U"小于等于", Comparison::kAtMost},
    {U"不少于", Comparison::kAtLeast},
    {U"不低于", Comparison::kAtLeast},
    {U"不小于", Comparison::kAtLeast},
    {U"至少", Comparison::kAtLeast},
    {U"最少", Comparison::kAtLeast},
    {U"达到", Comparison::kAtLeast},
    {U"不超过", Comparison::kAtMost},
    {U"不大于", Comparison::kAtMost},
    {U"不多于", Comparison::kAtMost},
    {U"不高于", Comparison::kAtMost},
    {U"至多", Comparison::kAtMost},
    {U"最多", Comparison::kAtMost},
    {U"不等于", Comparison::kUnequal},
    {U"不是", Comparison::kUnequal},
    {U"大于", Comparison::kMore},
    {U"超过", Comparison::kMore},
    {U"多于", Comparison::kMore},
    {U"高于", Comparison::kMore},
    {U"小于", Comparison::kLess},
    {U"少于", Comparison::kLess},
    {U"低于", Comparison::kLess},
    {U"不足", Comparison::kLess},
    {U"不到", Comparison::kLess},
    {U"不满", Comparison::kLess},
    {U"等于", Comparison::kEqual},
    {U"为", Comparison::kEqual},
    {U"是", Comparison::kEqual},
    {U"以上", Comparison::kAtLeast, false, true},
    {U"以下", Comparison::kAtMost, false, true},
    {U"以内", Comparison::kAtMost, false, true},
    {U"greater than or equal to", Comparison::kAtLeast},
    {U"less than or equal to", Comparison::kAtMost},
    {U"is greater than", Comparison::kMore},
    {U"is less than", Comparison::kLess},
    {U"is at least", Comparison::kAtLeast},
    {U"is at most", Comparison::kAtMost},
    {U"is not", Comparison::kUnequal},
    {U"greater than", Comparison::kMore},
    {U"more than", Comparison::kMore},
    {U"less than", Comparison::kLess},
    {U"fewer than", Comparison::kLess},
    {U"not less than", Comparison::kAtLeast},
    {U"no less than", Comparison::kAtLeast},
    {U"not more than", Comparison::kAtMost},
    {U"no more than", Comparison::kAtMost},
    {U"at least", Comparison::kAtLeast},
    {U"at most", Comparison::kAtMost},
    {U"up to", Comparison::kAtMost},
    {U"above", Comparison::kMore},
    {U"over", Comparison::kMore},
    {U"below", Comparison::kLess},
    {U"under", Comparison::kLess},
    {U"equals", Comparison::kEqual},
    {U"is", Comparison::kEqual},
    {U"or more", Comparison::kAtLeast, false, true},
    {U"or less", Comparison::kAtMost, false, true},
    {U"or fewer", Comparison::kAtMost, false, true},
    {U">=", Comparison::kAtLeast, true},
    {U"=>", Comparison::kAtLeast, true},
    {U"<=", Comparison::kAtMost, true},
    {U"=<", Comparison::kAtMost, true},
    {U"≥", Comparison::kAtLeast, true},
    {U"≧", Comparison::kAtLeast, true},
    {U"≤", Comparison::kAtMost, true},
    {U"≦", Comparison::kAtMost, true},
    {U"<>", Comparison::kUnequal, true},
    {U"!=", Comparison::kUnequal, true},
    {U"≠", Comparison::kUnequal, true},
    {U"==", Comparison::kEqual, true},
    {U">", Comparison::kMore, true},
    {U"<", Comparison::kLess, true},
    {U"=", Comparison::kEqual, true},
};

struct JoinWord {
  const char32_t* text;
  Join join;
};
inline constexpr JoinWord kJoinWords[] = {
    {U"并且", Join::kAnd}, {U"而且", Join::kAnd}, {U"同时", Join::kAnd},   {U"且", Join::kAnd},
    {U"或者", Join::kOr},  {U"或", Join::kOr},    {U"不满足", Join::kNot}, {U"非", Join::kNot},
    {U"and", Join::kAnd},  {U"but", Join::kAnd},  {U"or", Join::kOr},      {U"not", Join::kNot},
    {U"&&", Join::kAnd},   {U"&", Join::kAnd},    {U"||", Join::kOr},      {U"|", Join::kOr},
    {U"!", Join::kNot},    {U",", Join::kAnd},    {U"，", Join::kAnd},     {U"、", Join::kAnd},
    {U";", Join::kAnd},    {U"；", Join::kAnd},   {U"(", Join::kOpen},     {U")", Join::kClose},
};

// Words before a range, and between its numbers.
inline constexpr const char32_t* kBetweenWords[] = {U"介于", U"在", U"is between", U"between"};
inline constexpr const char32_t* kToWords[] = {U"到", U"至", U"~", U"-", U"–", U"—", U"and", U"to"};
inline constexpr const char32_t* kRangeEnds[] = {U"之间"};

// Before what groups are made by, at the beginning or after a comma.
inline constexpr const char32_t* kByWords[] = {U"按", U"grouped by", U"by"};

struct UnitWord {
  const char32_t* text;
  const char* factor;
  NumberUnit unit;
};
inline constexpr UnitWord kUnitWords[] = {
    {U"百万", "1000000", NumberUnit::kThousands},  {U"千万", "10000000", NumberUnit::kThousands},
    {U"万", "10000", NumberUnit::kThousands},      {U"亿", "100000000", NumberUnit::kThousands},
    {U"千", "1000", NumberUnit::kThousands},       {U"million", "1000000", NumberUnit::kThousands},
    {U"thousand", "1000", NumberUnit::kThousands}, {U"bn", "1000000000", NumberUnit::kThousands},
    {U"k", "1000", NumberUnit::kThousands},        {U"w", "10000", NumberUnit::kThousands},
    {U"m", "1000000", NumberUnit::kThousands},     {U"%", "0.01", NumberUnit::kPercent},
    {U"percent", "0.01", NumberUnit::kPercent},    {U"成", "0.1", NumberUnit::kPercent},
};

// What may follow a number and its unit, and says nothing more than what is counted or paid in.
struct MeasureWord {
  const char32_t* text;
  NumberUnit unit;
};
inline constexpr MeasureWord kMeasureWords[] = {
    {U"人民币", NumberUnit::kMoney}, {U"元", NumberUnit::kMoney},  {U"块", NumberUnit::kMoney},
    {U"rmb", NumberUnit::kMoney},    {U"cny", NumberUnit::kMoney}, {U"yuan", NumberUnit::kMoney},
    {U"usd", NumberUnit::kMoney},    {U"eur", NumberUnit::kMoney}, {U"个", NumberUnit::kNone},
    {U"次", NumberUnit::kNone},      {U"家", NumberUnit::kNone},   {U"条", NumberUnit::kNone},
    {U"单", NumberUnit::kNone},      {U"笔", NumberUnit::kNone},   {U"分", NumberUnit::kNone},
    {U"天", NumberUnit::kNone},      {U"days", NumberUnit::kNone}, {U"times", NumberUnit::kNone},
};
inline constexpr char32_t kMoneySigns[] = {U'¥', U'￥', U'$', U'€'};
inline bool is_money_sign(char32_t c) {
  return std::find(std::begin(kMoneySigns), std::end(kMoneySigns), c) != std::end(kMoneySigns);
}

struct SpanWord {
  const char32_t* text;
  int64_t days;
};
inline constexpr SpanWord kSpanWords[] = {
    {U"个工作日", 1}, {U"天", 1},     {U"日", 1},        {U"个星期", 7},   {U"星期", 7},
    {U"周", 7},       {U"个月", 30},  {U"月", 30},       {U"个季度", 90},  {U"季度", 90},
    {U"年", 365},     {U"days", 1},   {U"day", 1},       {U"weeks", 7},    {U"week", 7},
    {U"months", 30},  {U"month", 30}, {U"quarters", 90}, {U"quarter", 90}, {U"years", 365},
    {U"year", 365},   {U"d", 1},
};
// Before a number of days.
inline constexpr const char32_t* kLastWords[] = {U"最近的",
                                                 U"最近",
                                                 U"过去的",
                                                 U"过去",
                                                 U"近",
                                                 U"前",
                                                 U"in the last",
                                                 U"in the past",
                                                 U"over the last",
                                                 U"over the past",
                                                 U"during the last",
                                                 U"within the last",
                                                 U"for the last",
                                                 U"of the last",
                                                 U"the last",
                                                 U"the past",
                                                 U"last",
                                                 U"past",
                                                 U"within",
                                                 U"in"};
// After a number of days: "30天内".
inline constexpr const char32_t* kInsideWords[] = {U"之内", U"以内", U"内", U"里", U"来"};

struct PeriodWord {
  const char32_t* text;
  Period period;
  bool before = false;  // the one that is over
};
inline constexpr PeriodWord kPeriodWords[] = {
    {U"今天", Period::kDay},
    {U"今日", Period::kDay},
    {U"本周", Period::kWeek},
    {U"这周", Period::kWeek},
    {U"这个星期", Period::kWeek},
    {U"上周", Period::kWeek, true},
    {U"上个星期", Period::kWeek, true},
    {U"本月", Period::kMonth},
    {U"当月", Period::kMonth},
    {U"这个月", Period::kMonth},
    {U"上个月", Period::kMonth, true},
    {U"上月", Period::kMonth, true},
    {U"本季度", Period::kQuarter},
    {U"这个季度", Period::kQuarter},
    {U"本季", Period::kQuarter},
    {U"上个季度", Period::kQuarter, true},
    {U"上季度", Period::kQuarter, true},
    {U"今年", Period::kYear},
    {U"本年", Period::kYear},
    {U"去年", Period::kYear, true},
    {U"today", Period::kDay},
    {U"in this week", Period::kWeek},
    {U"this week", Period::kWeek},
    {U"in last week", Period::kWeek, true},
    {U"last week", Period::kWeek, true},
    {U"in this month", Period::kMonth},
    {U"this month", Period::kMonth},
    {U"in last month", Period::kMonth, true},
    {U"last month", Period::kMonth, true},
    {U"this quarter", Period::kQuarter},
    {U"last quarter", Period::kQuarter, true},
    {U"this year", Period::kYear},
    {U"last year", Period::kYear, true},
};

}  // namespace tollgate::wording
