#include "narrowed_days.h"

#include "tollgate/base/civil.h"
#include "tollgate/base/temporal.h"

namespace tollgate::query {
namespace {

using metrics::DayRange;
using model::WindowPeriod;

constexpr int64_t kDefaultDays = 30;
constexpr int64_t kMaxDays = 3660;

Diagnostic wrong_days(const char* member, LocalizedText why) {
  return make_error("query.days_wrong", std::move(why),
                    {.pointer = std::string("/params/days/") + member});
}

std::optional<WindowPeriod> calendar_period(std::string_view name) {
  if (name.ends_with("week")) return WindowPeriod::kWeek;
  if (name.ends_with("month")) return WindowPeriod::kMonth;
  if (name.ends_with("quarter")) return WindowPeriod::kQuarter;
  if (name.ends_with("year")) return WindowPeriod::kYear;
  return std::nullopt;
}

Result<int64_t> day_named(const std::string& text, const char* member) {
  const std::optional<Date> date = parse_date(text);
  if (!date || date->days < days_from_civil(1, 1, 1) ||
      date->days >= days_from_civil(9999, 12, 31)) {
    return wrong_days(member,
                      {"应当是日期，例如 2026-03-01", "this should be a day such as 2026-03-01"});
  }
  return date->days;
}

}  // namespace

Result<std::optional<NarrowedDays>> narrowed_days(const std::optional<messages::DaySpan>& span,
                                                  int64_t today) {
  if (!span) return std::optional<NarrowedDays>();
  if (span->period) {
    const std::string& name = *span->period;
    if (const std::optional<WindowPeriod> period = calendar_period(name)) {
      const model::Window window{
          .field = "", .days = 1, .period = period, .before = name.starts_with("last_")};
      return std::optional(NarrowedDays{metrics::days_of(window, today), period});
    }
    if (name == "yesterday") {
      return std::optional(NarrowedDays{DayRange{today - 1, today - 1}, std::nullopt});
    }
    const int64_t days = name == "today" ? 1 : span->days.value_or(kDefaultDays);
    if (days < 1 || days > kMaxDays) {
      return wrong_days("days", {"天数应当是 1 到 3660", "the days are 1 to 3660"});
    }
    return std::optional(NarrowedDays{DayRange{today - days + 1, today}, std::nullopt});
  }
  if (!span->from || !span->to) {
    return wrong_days(
        span->from ? "to" : "from",
        {"请给出起止两天，或者一个时段", "give both days, from and to, or a period instead"});
  }
  const Result<int64_t> from = day_named(*span->from, "from");
  if (!from) return Result<int64_t>(from).error();
  const Result<int64_t> to = day_named(*span->to, "to");
  if (!to) return Result<int64_t>(to).error();
  if (*to < *from || *to - *from >= kMaxDays) {
    return wrong_days("to", {"结束日应当不早于开始日，最多 3660 天",
                             "the last day should not be before the first, at most 3660 days"});
  }
  return std::optional(NarrowedDays{DayRange{*from, *to}, std::nullopt});
}

}  // namespace tollgate::query
