// The words of both languages that mean something in a phrase about numbers. Texts are as
// phrase_text gives them: lower case, half width; one space stands for any.
#pragma once

#include <cstdint>
#include <optional>

#include "tollgate/insight/phrase.h"

namespace tollgate::insight {

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
  PhraseKind kind;
};
inline constexpr JoinWord kJoinWords[] = {
    {U"并且", PhraseKind::kAnd},   {U"而且", PhraseKind::kAnd}, {U"同时", PhraseKind::kAnd},
    {U"且", PhraseKind::kAnd},     {U"或者", PhraseKind::kOr},  {U"或", PhraseKind::kOr},
    {U"不满足", PhraseKind::kNot}, {U"非", PhraseKind::kNot},   {U"and", PhraseKind::kAnd},
    {U"but", PhraseKind::kAnd},    {U"or", PhraseKind::kOr},    {U"not", PhraseKind::kNot},
    {U"&&", PhraseKind::kAnd},     {U"&", PhraseKind::kAnd},    {U"||", PhraseKind::kOr},
    {U"|", PhraseKind::kOr},       {U"!", PhraseKind::kNot},    {U",", PhraseKind::kAnd},
    {U"，", PhraseKind::kAnd},     {U"、", PhraseKind::kAnd},   {U";", PhraseKind::kAnd},
    {U"；", PhraseKind::kAnd},     {U"(", PhraseKind::kOpen},   {U")", PhraseKind::kClose},
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
  std::optional<model::WindowPeriod> period;  // nullopt: a day
  bool before = false;
};
inline constexpr PeriodWord kPeriodWords[] = {
    {U"今天", std::nullopt},
    {U"今日", std::nullopt},
    {U"本周", model::WindowPeriod::kWeek},
    {U"这周", model::WindowPeriod::kWeek},
    {U"这个星期", model::WindowPeriod::kWeek},
    {U"上周", model::WindowPeriod::kWeek, true},
    {U"上个星期", model::WindowPeriod::kWeek, true},
    {U"本月", model::WindowPeriod::kMonth},
    {U"当月", model::WindowPeriod::kMonth},
    {U"这个月", model::WindowPeriod::kMonth},
    {U"上个月", model::WindowPeriod::kMonth, true},
    {U"上月", model::WindowPeriod::kMonth, true},
    {U"本季度", model::WindowPeriod::kQuarter},
    {U"这个季度", model::WindowPeriod::kQuarter},
    {U"本季", model::WindowPeriod::kQuarter},
    {U"上个季度", model::WindowPeriod::kQuarter, true},
    {U"上季度", model::WindowPeriod::kQuarter, true},
    {U"今年", model::WindowPeriod::kYear},
    {U"本年", model::WindowPeriod::kYear},
    {U"去年", model::WindowPeriod::kYear, true},
    {U"today", std::nullopt},
    {U"in this week", model::WindowPeriod::kWeek},
    {U"this week", model::WindowPeriod::kWeek},
    {U"in last week", model::WindowPeriod::kWeek, true},
    {U"last week", model::WindowPeriod::kWeek, true},
    {U"in this month", model::WindowPeriod::kMonth},
    {U"this month", model::WindowPeriod::kMonth},
    {U"in last month", model::WindowPeriod::kMonth, true},
    {U"last month", model::WindowPeriod::kMonth, true},
    {U"this quarter", model::WindowPeriod::kQuarter},
    {U"last quarter", model::WindowPeriod::kQuarter, true},
    {U"this year", model::WindowPeriod::kYear},
    {U"last year", model::WindowPeriod::kYear, true},
};

}  // namespace tollgate::insight
