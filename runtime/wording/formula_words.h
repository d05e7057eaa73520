// The words of formulas beyond those that questions have too.
#pragma once

#include <string_view>

#include "tollgate/wording/words.h"

namespace tollgate::wording {

enum class FormulaOperator : uint8_t {
  kContains,
  kNotContains,
  kStartsWith,
  kNotStartsWith,
  kEndsWith,
  kNotEndsWith,
  kEmpty,
  kNotEmpty,
  kIn,
  kNotIn,
  kBetween,
  kInstanceOf,
};
struct OperatorWord {
  const char32_t* text;
  FormulaOperator op;
};
// The first of each in a language is how it is written.
inline constexpr OperatorWord kOperatorWords[] = {
    {U"包含", FormulaOperator::kContains},
    {U"含有", FormulaOperator::kContains},
    {U"不包含", FormulaOperator::kNotContains},
    {U"不含", FormulaOperator::kNotContains},
    {U"开头是", FormulaOperator::kStartsWith},
    {U"开头不是", FormulaOperator::kNotStartsWith},
    {U"结尾是", FormulaOperator::kEndsWith},
    {U"结尾不是", FormulaOperator::kNotEndsWith},
    {U"为空", FormulaOperator::kEmpty},
    {U"是空", FormulaOperator::kEmpty},
    {U"是空的", FormulaOperator::kEmpty},
    {U"未填写", FormulaOperator::kEmpty},
    {U"没有填写", FormulaOperator::kEmpty},
    {U"不为空", FormulaOperator::kNotEmpty},
    {U"不是空", FormulaOperator::kNotEmpty},
    {U"非空", FormulaOperator::kNotEmpty},
    {U"已填写", FormulaOperator::kNotEmpty},
    {U"属于", FormulaOperator::kIn},
    {U"在", FormulaOperator::kIn},
    {U"是其中之一", FormulaOperator::kIn},
    {U"不属于", FormulaOperator::kNotIn},
    {U"不在", FormulaOperator::kNotIn},
    {U"介于", FormulaOperator::kBetween},
    {U"contains", FormulaOperator::kContains},
    {U"does not contain", FormulaOperator::kNotContains},
    {U"starts with", FormulaOperator::kStartsWith},
    {U"begins with", FormulaOperator::kStartsWith},
    {U"does not start with", FormulaOperator::kNotStartsWith},
    {U"ends with", FormulaOperator::kEndsWith},
    {U"does not end with", FormulaOperator::kNotEndsWith},
    {U"is empty", FormulaOperator::kEmpty},
    {U"is blank", FormulaOperator::kEmpty},
    {U"is not empty", FormulaOperator::kNotEmpty},
    {U"is not blank", FormulaOperator::kNotEmpty},
    {U"in", FormulaOperator::kIn},
    {U"is in", FormulaOperator::kIn},
    {U"is one of", FormulaOperator::kIn},
    {U"not in", FormulaOperator::kNotIn},
    {U"is not in", FormulaOperator::kNotIn},
    {U"is not one of", FormulaOperator::kNotIn},
    {U"between", FormulaOperator::kBetween},
    {U"is between", FormulaOperator::kBetween},
    {U"instance of", FormulaOperator::kInstanceOf},
};

// Between the ends of a range; "和" joins nothing else.
inline constexpr const char32_t* kBetweenEnds[] = {U"到", U"至", U"和", U"与", U"and", U"to"};

// Words that FEEL has a keyword or a call for, where a value may stand.
enum class FormulaKeyword : uint8_t {
  kIf,
  kThen,
  kElse,
  kFor,
  kReturn,
  kSome,
  kEvery,
  kSatisfies,
  kFunction,
  kTrue,
  kFalse,
  kNull,
  kToday,
  kNow,
  kYesterday,
  kTomorrow,
};
struct KeywordWord {
  const char32_t* text;
  FormulaKeyword keyword;
};
inline constexpr KeywordWord kKeywordWords[] = {
    {U"如果", FormulaKeyword::kIf},
    {U"若", FormulaKeyword::kIf},
    {U"那么", FormulaKeyword::kThen},
    {U"则", FormulaKeyword::kThen},
    {U"就", FormulaKeyword::kThen},
    {U"否则", FormulaKeyword::kElse},
    {U"逐个", FormulaKeyword::kFor},
    {U"得到", FormulaKeyword::kReturn},
    {U"存在", FormulaKeyword::kSome},
    {U"每个", FormulaKeyword::kEvery},
    {U"满足", FormulaKeyword::kSatisfies},
    {U"是", FormulaKeyword::kTrue},
    {U"真", FormulaKeyword::kTrue},
    {U"否", FormulaKeyword::kFalse},
    {U"假", FormulaKeyword::kFalse},
    {U"空", FormulaKeyword::kNull},
    {U"空值", FormulaKeyword::kNull},
    {U"今天", FormulaKeyword::kToday},
    {U"今日", FormulaKeyword::kToday},
    {U"现在", FormulaKeyword::kNow},
    {U"昨天", FormulaKeyword::kYesterday},
    {U"明天", FormulaKeyword::kTomorrow},
    {U"if", FormulaKeyword::kIf},
    {U"then", FormulaKeyword::kThen},
    {U"else", FormulaKeyword::kElse},
    {U"otherwise", FormulaKeyword::kElse},
    {U"for", FormulaKeyword::kFor},
    {U"return", FormulaKeyword::kReturn},
    {U"some", FormulaKeyword::kSome},
    {U"every", FormulaKeyword::kEvery},
    {U"satisfies", FormulaKeyword::kSatisfies},
    {U"function", FormulaKeyword::kFunction},
    {U"true", FormulaKeyword::kTrue},
    {U"yes", FormulaKeyword::kTrue},
    {U"false", FormulaKeyword::kFalse},
    {U"no", FormulaKeyword::kFalse},
    {U"null", FormulaKeyword::kNull},
    {U"today", FormulaKeyword::kToday},
    {U"now", FormulaKeyword::kNow},
    {U"yesterday", FormulaKeyword::kYesterday},
    {U"tomorrow", FormulaKeyword::kTomorrow},
};

// Lengths of time, with what a duration's text has around the number.
struct LengthWord {
  const char32_t* text;
  const char* before;
  const char* after;
  int64_t times;
};
inline constexpr LengthWord kLengthWords[] = {
    {U"天", "P", "D", 1},       {U"日", "P", "D", 1},       {U"周", "P", "D", 7},
    {U"个星期", "P", "D", 7},   {U"星期", "P", "D", 7},     {U"个月", "P", "M", 1},
    {U"个季度", "P", "M", 3},   {U"年", "P", "Y", 1},       {U"小时", "PT", "H", 1},
    {U"个小时", "PT", "H", 1},  {U"分钟", "PT", "M", 1},    {U"秒", "PT", "S", 1},
    {U"days", "P", "D", 1},     {U"day", "P", "D", 1},      {U"weeks", "P", "D", 7},
    {U"week", "P", "D", 7},     {U"months", "P", "M", 1},   {U"month", "P", "M", 1},
    {U"years", "P", "Y", 1},    {U"year", "P", "Y", 1},     {U"hours", "PT", "H", 1},
    {U"hour", "PT", "H", 1},    {U"minutes", "PT", "M", 1}, {U"minute", "PT", "M", 1},
    {U"seconds", "PT", "S", 1}, {U"second", "PT", "S", 1},
};

// Members of dates, times and lengths of time.
struct MemberWord {
  const char32_t* text;
  std::string_view member;
};
inline constexpr MemberWord kMemberWords[] = {
    {U"年", "year"},      {U"月", "month"},  {U"日", "day"},       {U"星期", "weekday"},
    {U"时", "hour"},      {U"分", "minute"}, {U"秒", "second"},    {U"年数", "years"},
    {U"月数", "months"},  {U"天数", "days"}, {U"小时数", "hours"}, {U"分钟数", "minutes"},
    {U"秒数", "seconds"},
};

}  // namespace tollgate::wording
