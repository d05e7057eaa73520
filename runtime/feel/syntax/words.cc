#include "tollgate/feel/words.h"

namespace tollgate::feel {
namespace words {
namespace {

constexpr size_t kLongestQuote = 60;

std::string cut(std::string_view text) {
  if (text.size() <= kLongestQuote) return std::string(text);
  size_t end = kLongestQuote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string fill_one(std::string_view pattern, std::initializer_list<LocalizedText> arguments,
                     std::string LocalizedText::* language) {
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                       pattern[i + 1] >= '0' && size_t(pattern[i + 1] - '0') < arguments.size();
    if (!place) {
      out += pattern[i];
      continue;
    }
    out += (arguments.begin()[pattern[i + 1] - '0']).*language;
    i += 2;
  }
  return out;
}

}  // namespace

LocalizedText in_quotes(std::string_view text) {
  const std::string shown = cut(text);
  return {"“" + shown + "”", "'" + shown + "'"};
}

LocalizedText both(std::string_view text) { return {std::string(text), std::string(text)}; }

LocalizedText fill(std::string_view zh, std::string_view en,
                   std::initializer_list<LocalizedText> arguments) {
  return {fill_one(zh, arguments, &LocalizedText::zh), fill_one(en, arguments, &LocalizedText::en)};
}

LocalizedText doing(Operator op) {
  switch (op) {
    case Operator::kAdd:
      return {"相加", "be added"};
    case Operator::kSubtract:
      return {"相减", "be subtracted"};
    case Operator::kMultiply:
      return {"相乘", "be multiplied"};
    case Operator::kDivide:
      return {"相除", "be divided"};
    case Operator::kPower:
      return {"做乘方", "be raised to a power"};
    case Operator::kEqual:
    case Operator::kNotEqual:
      return {"比较是否相等", "be compared for equality"};
    case Operator::kLess:
    case Operator::kLessEqual:
    case Operator::kGreater:
    case Operator::kGreaterEqual:
      return {"比较大小", "be compared by size"};
    case Operator::kAnd:
    case Operator::kOr:
      return {"用 and、or 连接", "be joined by and, or"};
    case Operator::kNone:
      break;
  }
  return {"一起使用", "be used together"};
}

namespace {

// What is meant by a number beside `kind`.
LocalizedText instead_of_number(Operator op, TypeKind kind) {
  const bool moves = op == Operator::kAdd || op == Operator::kSubtract;
  if (moves && is_day(kind)) {
    return {"；天数要写成时长，如 @\"P30D\"", "; write days as a duration, such as @\"P30D\""};
  }
  if (moves && kind == TypeKind::kTime) {
    return {"；分钟要写成时长，如 @\"PT30M\"", "; write minutes as a duration, such as @\"PT30M\""};
  }
  if (moves || is_comparison(op)) {
    if (kind == TypeKind::kDaysTimeDuration) {
      return {"；请与时长比较，如 @\"P30D\"，或用 .days 取天数",
              "; use a duration, such as @\"P30D\", or take its days by .days"};
    }
    if (kind == TypeKind::kYearsMonthsDuration) {
      return {"；请与时长比较，如 @\"P1Y\"，或用 .years、.months 取年数、月数",
              "; use a duration, such as @\"P1Y\", or take its parts by .years and .months"};
    }
  }
  return {};
}

}  // namespace

LocalizedText mending_hint(Operator op, TypeKind left, TypeKind right) {
  if (op == Operator::kAdd && (left == TypeKind::kString || right == TypeKind::kString)) {
    return {"；要拼成文字，请用 string(…)", "; to join them as text use string(…)"};
  }
  if (right == TypeKind::kNumber) return instead_of_number(op, left);
  if (left == TypeKind::kNumber) return instead_of_number(op, right);
  if (is_comparison(op) && is_day(left) && is_day(right) && left != right) {
    return {"；请用 date(…) 只比日期", "; compare the days alone with date(…)"};
  }
  if (is_comparison(op) && ((is_day(left) && right == TypeKind::kString) ||
                            (left == TypeKind::kString && is_day(right)))) {
    return {"；文字要先用 date(…) 读成日期", "; read the text as a date with date(…)"};
  }
  return {};
}

std::string_view example_of(std::string_view function) {
  struct Example {
    std::string_view function;
    std::string_view text;
  };
  static constexpr Example kExamples[] = {
      {"date", "2026-01-31"},       {"time", "09:30:00"}, {"date and time", "2026-01-31T09:30:00"},
      {"duration", "P30D, P1DT2H"}, {"number", "1234.5"}, {"range", "[1..10]"},
  };
  for (const Example& example : kExamples) {
    if (example.function == function) return example.text;
  }
  return {};
}

LocalizedText no_such_day(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() < kForm.size()) return {};
  if (text.size() > kForm.size() && text[kForm.size()] != 'T') return {};
  for (size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return {};
  }
  return {"没有这一天、这个时刻或时区", "there is no such day, time or time zone"};
}

}  // namespace words

LocalizedText type_in_words(const Type& type) {
  switch (type.kind()) {
    case TypeKind::kAny:
      return {"任意值", "any value"};
    case TypeKind::kNull:
      return {"空值", "nothing (null)"};
    case TypeKind::kBoolean:
      return {"是/否", "yes or no (true or false)"};
    case TypeKind::kNumber:
      return {"数字", "a number"};
    case TypeKind::kString:
      return {"文字", "a text"};
    case TypeKind::kDate:
      return {"日期", "a date"};
    case TypeKind::kTime:
      return {"时刻", "a time of day"};
    case TypeKind::kDateTime:
      return {"日期时间", "a date with time"};
    case TypeKind::kYearsMonthsDuration:
      return {"年月时长", "a duration in years and months"};
    case TypeKind::kDaysTimeDuration:
      return {"天时分秒时长", "a duration in days and time"};
    case TypeKind::kList:
      return {"列表", "a list"};
    case TypeKind::kContext:
      return {"一组字段", "a group of fields"};
    case TypeKind::kRange:
      return {"区间", "a range"};
    case TypeKind::kFunction:
      return {"函数", "a function"};
    case TypeKind::kUnknown:
      return words::in_quotes(type.name());
  }
  return {};
}

}  // namespace tollgate::feel
