#include <algorithm>

#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"

namespace tollgate {
namespace {

// A cursor over the text; every reader leaves it alone when it fails.
struct Reader {
  std::string_view text;
  size_t at = 0;

  bool done() const { return at == text.size(); }
  bool peek(char c) const { return at < text.size() && text[at] == c; }
  bool take(char c) {
    if (!peek(c)) return false;
    ++at;
    return true;
  }
  size_t count_digits() const {
    size_t n = 0;
    while (at + n < text.size() && text[at + n] >= '0' && text[at + n] <= '9') ++n;
    return n;
  }
  // Exactly `digits` digits.
  std::optional<int> fixed(size_t digits) {
    if (count_digits() < digits) return std::nullopt;
    int value = 0;
    for (size_t i = 0; i < digits; ++i) value = value * 10 + (text[at++] - '0');
    return value;
  }
  // One or more digits, below 10^18.
  std::optional<int64_t> number() {
    const size_t digits = count_digits();
    if (digits == 0 || digits > 18) return std::nullopt;
    int64_t value = 0;
    for (size_t i = 0; i < digits; ++i) value = value * 10 + (text[at++] - '0');
    return value;
  }
  // ".5" as nanoseconds; further digits are cut off. Not there: 0.
  std::optional<uint32_t> fraction(bool digits_required) {
    if (!take('.')) return 0;
    const size_t digits = count_digits();
    if (digits == 0 && digits_required) return std::nullopt;
    uint32_t value = 0;
    for (size_t i = 0; i < 9; ++i) {
      value = value * 10 + (i < digits ? static_cast<uint32_t>(text[at + i] - '0') : 0);
    }
    at += digits;
    return value;
  }
};

std::optional<Date> read_date(Reader& in) {
  const bool negative = in.take('-');
  const size_t digits = in.count_digits();
  if (digits < 4 || digits > 9 || (digits > 4 && in.peek('0'))) return std::nullopt;
  int64_t year = *in.number();
  if (negative) year = -year;
  if (!in.take('-')) return std::nullopt;
  const std::optional<int> month = in.fixed(2);
  if (!month || !in.take('-')) return std::nullopt;
  const std::optional<int> day = in.fixed(2);
  if (!day || !is_valid_date(year, *month, *day)) return std::nullopt;
  return Date{days_from_civil(year, *month, *day)};
}

// Nanoseconds since midnight; 24:00:00 is the end of the day (XML Schema 1.1 part 2, 3.3.8).
std::optional<int64_t> read_clock(Reader& in) {
  const std::optional<int> hour = in.fixed(2);
  if (!hour || !in.take(':')) return std::nullopt;
  const std::optional<int> minute = in.fixed(2);
  if (!minute || !in.take(':')) return std::nullopt;
  const std::optional<int> second = in.fixed(2);
  if (!second) return std::nullopt;
  const std::optional<uint32_t> fraction = in.fraction(true);
  if (!fraction || *hour > 24 || *minute > 59 || *second > 59) return std::nullopt;
  const int64_t seconds = (*hour * 60 + *minute) * 60 + *second;
  const int64_t nanoseconds = seconds * kNanosecondsPerSecond + *fraction;
  if (nanoseconds > kSecondsPerDay * kNanosecondsPerSecond) return std::nullopt;
  return nanoseconds;
}

std::string padded(int64_t value, size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

void append_fraction(std::string& out, uint32_t nanoseconds) {
  if (nanoseconds == 0) return;
  std::string digits = padded(nanoseconds, 9);
  while (digits.back() == '0') digits.pop_back();
  out += '.';
  out += digits;
}

void append_clock(std::string& out, int64_t seconds, uint32_t nanoseconds) {
  out += padded(seconds / 3600, 2);
  out += ':';
  out += padded(seconds / 60 % 60, 2);
  out += ':';
  out += padded(seconds % 60, 2);
  append_fraction(out, nanoseconds);
}

void append_zone(std::string& out, ZoneRef zone) {
  if (zone.is_offset()) out += offset_text(zone.offset_seconds());
  if (zone.is_named()) {
    out += '@';
    out += time_zone_name(zone.zone());
  }
}

}  // namespace

std::optional<ZoneRef> parse_zone(std::string_view text) {
  if (text == "Z" || text == "z") return ZoneRef::offset(0);
  if (text.starts_with('@')) {
    const std::optional<uint32_t> zone = find_time_zone(text.substr(1));
    if (!zone) return std::nullopt;
    return ZoneRef::named(*zone);
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  Reader in{text, 1};
  const std::optional<int> hours = in.fixed(2);
  if (!hours || !in.take(':')) return std::nullopt;
  const std::optional<int> minutes = in.fixed(2);
  if (!minutes) return std::nullopt;
  int seconds = 0;
  if (in.take(':')) {
    const std::optional<int> read = in.fixed(2);
    if (!read) return std::nullopt;
    seconds = *read;
  }
  if (!in.done() || *minutes > 59 || seconds > 59) return std::nullopt;
  const int32_t offset = (*hours * 60 + *minutes) * 60 + seconds;
  if (offset > kLargestOffsetSeconds) return std::nullopt;
  return ZoneRef::offset(text[0] == '-' ? -offset : offset);
}

std::optional<Date> parse_date(std::string_view text) {
  Reader in{text};
  const std::optional<Date> date = read_date(in);
  if (!date || !in.done()) return std::nullopt;
  return date;
}

std::optional<TimeOfDay> parse_time(std::string_view text) {
  Reader in{text};
  const std::optional<int64_t> clock = read_clock(in);
  if (!clock) return std::nullopt;
  const int64_t nanoseconds = *clock % (kSecondsPerDay * kNanosecondsPerSecond);
  if (in.done()) return TimeOfDay{nanoseconds, {}};
  const std::optional<ZoneRef> zone = parse_zone(text.substr(in.at));
  if (!zone) return std::nullopt;
  return TimeOfDay{nanoseconds, *zone};
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  Reader in{text};
  const std::optional<Date> date = read_date(in);
  if (!date || !in.take('T')) return std::nullopt;
  const std::optional<int64_t> clock = read_clock(in);
  if (!clock) return std::nullopt;
  DateTime result;
  result.local_seconds = date->days * kSecondsPerDay + *clock / kNanosecondsPerSecond;
  result.nanoseconds = static_cast<uint32_t>(*clock % kNanosecondsPerSecond);
  if (floor_divide(result.local_seconds, kSecondsPerDay) > kLastDay) return std::nullopt;
  if (in.done()) return result;
  const std::optional<ZoneRef> zone = parse_zone(text.substr(in.at));
  if (!zone) return std::nullopt;
  result.zone = *zone;
  return result;
}

std::optional<YearsMonthsDuration> parse_years_months_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  int64_t months = 0;
  bool any = false;
  std::optional<int64_t> number = in.number();
  if (number && in.take('Y')) {
    if (*number > INT64_MAX / 24) return std::nullopt;
    months = *number * 12;
    any = true;
    number = in.number();
  }
  if (number) {
    if (!in.take('M')) return std::nullopt;
    months += *number;
    any = true;
  }
  if (!any || !in.done()) return std::nullopt;
  return YearsMonthsDuration{negative ? -months : months};
}

std::optional<DaysTimeDuration> parse_days_time_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  int128 seconds = 0;
  uint32_t nanoseconds = 0;
  bool any = false;
  if (const std::optional<int64_t> days = in.number()) {
    if (!in.take('D')) return std::nullopt;
    seconds = int128(*days) * kSecondsPerDay;
    any = true;
  }
  if (in.take('T')) {
    struct Unit {
      char letter;
      int64_t seconds;
    };
    bool any_time = false;
    size_t next = 0;
    constexpr Unit kUnits[3] = {{'H', 3600}, {'M', 60}, {'S', 1}};
    while (!in.done()) {
      const std::optional<int64_t> number = in.number();
      if (!number) return std::nullopt;
      const bool has_fraction = in.peek('.');
      const std::optional<uint32_t> fraction = in.fraction(false);
      while (next < 3 && !in.peek(kUnits[next].letter)) ++next;
      if (next == 3 || !fraction || (has_fraction && next != 2)) return std::nullopt;
      in.take(kUnits[next].letter);
      seconds += int128(*number) * kUnits[next].seconds;
      nanoseconds = *fraction;
      ++next;
      any_time = true;
    }
    if (!any_time) return std::nullopt;
    any = true;
  }
  constexpr int64_t kMaxSeconds = INT64_MAX / 4;
  if (!any || !in.done() || seconds > kMaxSeconds) return std::nullopt;
  int64_t total = static_cast<int64_t>(seconds);
  if (negative) {
    total = -total;
    if (nanoseconds != 0) {
      --total;
      nanoseconds = static_cast<uint32_t>(kNanosecondsPerSecond - nanoseconds);
    }
  }
  return DaysTimeDuration{total, nanoseconds};
}

std::string offset_text(int32_t seconds) {
  if (seconds == 0) return "Z";
  const int32_t magnitude = seconds < 0 ? -seconds : seconds;
  std::string out = seconds < 0 ? "-" : "+";
  out += padded(magnitude / 3600, 2) + ":" + padded(magnitude / 60 % 60, 2);
  if (magnitude % 60 != 0) out += ":" + padded(magnitude % 60, 2);
  return out;
}

std::string to_text(const Date& value) {
  const CivilDate date = civil_from_days(value.days);
  std::string out = date.year < 0 ? "-" : "";
  out += padded(date.year < 0 ? -date.year : date.year, 4);
  return out + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string to_text(const TimeOfDay& value) {
  std::string out;
  append_clock(out, value.nanoseconds / kNanosecondsPerSecond,
               static_cast<uint32_t>(value.nanoseconds % kNanosecondsPerSecond));
  append_zone(out, value.zone);
  return out;
}

std::string to_text(const DateTime& value) {
  std::string out = to_text(Date{floor_divide(value.local_seconds, kSecondsPerDay)});
  out += 'T';
  append_clock(out, floor_modulo(value.local_seconds, kSecondsPerDay), value.nanoseconds);
  append_zone(out, value.zone);
  return out;
}

std::string to_text(const YearsMonthsDuration& value) {
  if (value.months == 0) return "P0M";
  const uint64_t months =
      value.months < 0 ? uint64_t(0) - uint64_t(value.months) : uint64_t(value.months);
  std::string out = value.months < 0 ? "-P" : "P";
  if (months / 12 != 0) out += std::to_string(months / 12) + "Y";
  if (months % 12 != 0) out += std::to_string(months % 12) + "M";
  return out;
}

std::string to_text(const DaysTimeDuration& value) {
  int64_t seconds = value.seconds;
  uint32_t nanoseconds = value.nanoseconds;
  const bool negative = seconds < 0;
  if (negative) {  // seconds stay within a quarter of int64
    seconds = -seconds;
    if (nanoseconds != 0) {
      --seconds;
      nanoseconds = static_cast<uint32_t>(kNanosecondsPerSecond - nanoseconds);
    }
  }
  if (seconds == 0 && nanoseconds == 0) return "PT0S";
  std::string out = negative ? "-P" : "P";
  if (seconds / kSecondsPerDay != 0) out += std::to_string(seconds / kSecondsPerDay) + "D";
  const int64_t rest = seconds % kSecondsPerDay;
  if (rest != 0 || nanoseconds != 0) {
    out += 'T';
    if (rest / 3600 != 0) out += std::to_string(rest / 3600) + "H";
    if (rest / 60 % 60 != 0) out += std::to_string(rest / 60 % 60) + "M";
    if (rest % 60 != 0 || nanoseconds != 0) {
      out += std::to_string(rest % 60);
      append_fraction(out, nanoseconds);
      out += 'S';
    }
  }
  return out;
}

DateTime date_time_at(int64_t utc_seconds, uint32_t nanoseconds, ZoneRef zone) {
  const int32_t offset = zone.offset_at(utc_seconds);
  const int64_t local_seconds = utc_seconds + offset;
  const bool repeated = zone.is_named() && zone.offset_at_local(local_seconds) != offset;
  return {local_seconds, nanoseconds, zone, repeated};
}

}  // namespace tollgate
