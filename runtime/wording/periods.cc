#include "periods.h"

#include <array>

#include "tollgate/feel/format.h"
#include "tollgate/feel/parse.h"

namespace tollgate::wording {
namespace {

constexpr std::string_view kMonday =
    "today() - duration(\"P1D\") * modulo((today() - date(\"1970-01-05\")).days, 7)";
constexpr std::string_view kMonth = "date(today().year, today().month, 1)";
constexpr std::string_view kQuarter =
    "date(today().year, 3 * floor((today().month - 1) / 3) + 1, 1)";

std::string range(std::string from, std::string to) { return "[" + from + ".." + to + ")"; }

std::string around(std::string_view start, std::string_view length, bool before) {
  const std::string first(start);
  const std::string step = "duration(\"" + std::string(length) + "\")";
  return before ? range(first + " - " + step, first) : range(first, first + " + " + step);
}

struct Written {
  std::string text;
  KnownRange range;
};

const std::vector<Written>& periods() {
  static const std::vector<Written> all = [] {
    std::vector<Written> made;
    for (const Period period : {Period::kWeek, Period::kMonth, Period::kQuarter, Period::kYear}) {
      for (const bool before : {false, true}) {
        const Result<feel::Ast> ast = feel::parse(period_range(period, before), feel::Scope());
        if (ast) made.push_back({feel::format(*ast), {period, before, 0}});
      }
    }
    return made;
  }();
  return all;
}

}  // namespace

std::string period_range(Period period, bool before) {
  switch (period) {
    case Period::kWeek:
      return around(kMonday, "P7D", before);
    case Period::kMonth:
      return around(kMonth, "P1M", before);
    case Period::kQuarter:
      return around(kQuarter, "P3M", before);
    case Period::kYear:
      return before ? range("date(today().year - 1, 1, 1)", "date(today().year, 1, 1)")
                    : range("date(today().year, 1, 1)", "date(today().year + 1, 1, 1)");
    case Period::kDay:
      break;
  }
  return {};
}

std::string last_days_range(int64_t days) {
  return "[today() - duration(\"P" + std::to_string(days - 1) + "D\")..today()]";
}

std::optional<KnownRange> known_range(std::string_view formatted) {
  for (const Written& known : periods()) {
    if (known.text == formatted) return known.range;
  }
  constexpr std::string_view kHead = "[today() - duration(\"P";
  constexpr std::string_view kTail = "D\")..today()]";
  if (!formatted.starts_with(kHead) || !formatted.ends_with(kTail)) return std::nullopt;
  const std::string_view digits =
      formatted.substr(kHead.size(), formatted.size() - kHead.size() - kTail.size());
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int64_t days = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    days = days * 10 + (c - '0');
  }
  if (days == 0 || std::to_string(days) != digits) return std::nullopt;
  return KnownRange{Period::kDay, false, days + 1};
}

std::string range_in_words(const KnownRange& range, Language language) {
  const bool zh = language == Language::kChinese;
  switch (range.period) {
    case Period::kWeek:
      return range.before ? (zh ? "上周" : "last week") : (zh ? "本周" : "this week");
    case Period::kMonth:
      return range.before ? (zh ? "上月" : "last month") : (zh ? "本月" : "this month");
    case Period::kQuarter:
      return range.before ? (zh ? "上季度" : "last quarter") : (zh ? "本季度" : "this quarter");
    case Period::kYear:
      return range.before ? (zh ? "去年" : "last year") : (zh ? "今年" : "this year");
    case Period::kDay:
      break;
  }
  const std::string days = std::to_string(range.days);
  return zh ? "近" + days + "天" : "the last " + days + " days";
}

}  // namespace tollgate::wording
