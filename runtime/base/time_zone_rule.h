// A POSIX rule for the years after the table's last transition: "CET-1CEST,M3.5.0,M10.5.0/3".
// Source: POSIX.1-2024, 8.3 (TZ), with the hours beyond a day of RFC 9636.
#pragma once

#include <cstdint>
#include <string_view>

namespace tollgate {

class TimeZoneRule {
 public:
  // Not known() when the text is empty or has another form.
  static TimeZoneRule parse(std::string_view text);

  bool known() const { return known_; }
  int32_t standard_offset() const { return standard_; }
  int32_t offset_at(int64_t utc_seconds) const;

 private:
  // The day and local time of a change.
  struct Change {
    enum class Form : uint8_t { kMonthWeekDay, kDayWithoutLeap, kDay };
    Form form = Form::kMonthWeekDay;
    int month = 0;
    int week = 0;
    int day = 0;
    int32_t seconds = 7200;

    // Seconds since 1970-01-01 local time.
    int64_t in_year(int64_t year) const;
    bool read(std::string_view text, size_t& at);
  };

  bool known_ = false;
  bool has_summer_ = false;
  int32_t standard_ = 0;
  int32_t summer_ = 0;
  Change start_;  // of summer time
  Change end_;
};

}  // namespace tollgate
