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

LocalizedText quoted(std::string_view text) {
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

LocalizedText mending_hint(Operator op, TypeKind left, TypeKind right) {
  if (op == Operator::kAdd && (left == TypeKind::kString || right == TypeKind::kString)) {
    return {"；要拼成文字，请用 string(…)", "; to join them as text use string(…)"};
  }
  const bool day_and_time = (left == TypeKind::kDate && right == TypeKind::kDateTime) ||
                            (left == TypeKind::kDateTime && right == TypeKind::kDate);
  if (day_and_time && op >= Operator::kEqual && op <= Operator::kGreaterEqual) {
    return {"；请用 date(…) 只比日期", "; compare the days alone with date(…)"};
  }
  return {};
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
      return words::quoted(type.name());
  }
  return {};
}

}  // namespace tollgate::feel
