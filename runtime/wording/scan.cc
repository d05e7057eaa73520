#include "tollgate/wording/scan.h"

#include <algorithm>

namespace tollgate::wording {
namespace {

constexpr int64_t kMaxDays = 3660;
constexpr std::u32string_view kHanDigits = U"零一二三四五六七八九";

std::optional<int64_t> han_digit(char32_t c) {
  if (c == U'两') return 2;
  if (c == U'〇') return 0;
  const size_t at = kHanDigits.find(c);
  if (at == std::u32string_view::npos) return std::nullopt;
  return int64_t(at);
}

int64_t han_factor(char32_t c) {
  return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

}  // namespace

size_t Scan::digits(size_t from, Decimal& number) const {
  size_t i = from;
  std::string text;
  if (point(i) == U'-' && is_digit(point(i + 1))) {
    text = "-";
    ++i;
  }
  while (is_digit(point(i))) {
    text.push_back(char(point(i++)));
    const bool groups = point(i) == U',' && is_digit(point(i + 1)) && is_digit(point(i + 2)) &&
                        is_digit(point(i + 3)) && !is_digit(point(i + 4));
    if (groups) ++i;
  }
  if (!text.empty() && point(i) == U'.' && is_digit(point(i + 1))) {
    do {
      text.push_back(char(point(i++)));
    } while (is_digit(point(i)));
  }
  if (text.empty()) return han_number(from, number);
  const std::optional<Decimal> read = Decimal::parse(text);
  if (!read) return 0;
  number = *read;
  return i;
}

size_t Scan::han_number(size_t from, Decimal& number) const {
  int64_t sum = 0;
  int64_t digit = 0;
  bool has_digit = false;
  size_t i = from;
  for (; i < size(); ++i) {
    if (const auto read = han_digit(point(i))) {
      if (digit > 1000) return 0;
      digit = has_digit ? digit * 10 + *read : *read;
      has_digit = true;
    } else if (const int64_t factor = han_factor(point(i))) {
      sum += (has_digit ? digit : 1) * factor;
      digit = 0;
      has_digit = false;
    } else {
      break;
    }
  }
  if (i == from) return 0;
  number = Decimal(sum + digit);
  return i;
}

size_t Scan::amount(size_t from, Amount& read) const {
  size_t i = past_space(from);
  if (is_money_sign(point(i))) {
    read.unit = NumberUnit::kMoney;
    i = past_space(i + 1);
  }
  const size_t percent = match(U"百分之", i);
  if (percent != 0) i = percent;
  i = digits(i, read.number);
  if (i == 0) return 0;
  if (percent != 0) {
    read.unit = NumberUnit::kPercent;
    read.number = multiply(read.number, *Decimal::parse("0.01")).value_or(read.number);
    return i;
  }
  size_t end = 0;
  if (const UnitWord* unit = longest(kUnitWords, past_space(i), end)) {
    read.number = multiply(read.number, *Decimal::parse(unit->factor)).value_or(read.number);
    if (read.unit == NumberUnit::kNone) read.unit = unit->unit;
    i = end;
  }
  if (const MeasureWord* measure = longest(kMeasureWords, past_space(i), end)) {
    if (measure->unit != NumberUnit::kNone) read.unit = measure->unit;
    i = end;
  }
  return i;
}

size_t Scan::time_span(size_t from, TimeSpan& read) const {
  size_t end = 0;
  if (const PeriodWord* period = longest(kPeriodWords, from, end)) {
    read = {period->period, period->before, period->period == Period::kDay ? 1 : 0};
    return end;
  }
  size_t last = 0;
  (void)longest(kLastWords, from, last);
  const size_t first = past_space(last != 0 ? last : from);
  Decimal number(1);
  size_t i = match(U"半", first);
  const bool half = i != 0;
  if (!half) i = digits(first, number);
  const bool counted = i != 0;
  if (!counted) {
    if (last == 0) return 0;
    i = first;
  }
  const SpanWord* span = longest(kSpanWords, past_space(i), end);
  if (span == nullptr) return 0;
  size_t inside = 0;
  (void)longest(kInsideWords, past_space(end), inside);
  if (last == 0 && inside == 0) return 0;
  // "in days" and "前年" say no window.
  if (last != 0 && !counted && match(U"in", from) == last) return 0;
  const std::optional<int64_t> many = number.to_int64();
  if (!many || *many < 1 || *many > kMaxDays) return 0;
  const int64_t days = half ? (span->days + 1) / 2 : *many * span->days;
  read = {Period::kDay, false, std::clamp<int64_t>(days, 1, kMaxDays)};
  return std::max(end, inside);
}

std::string_view feel_text(Comparison comparison) {
  static constexpr std::string_view kTexts[] = {"<", "<=", "=", "!=", ">=", ">"};
  return kTexts[size_t(comparison)];
}

std::string_view sign_of(Comparison comparison) {
  static constexpr std::string_view kSigns[] = {"<", "≤", "=", "≠", "≥", ">"};
  return kSigns[size_t(comparison)];
}

}  // namespace tollgate::wording
