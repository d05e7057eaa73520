#include "typed_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/decimal.h"
#include "tollgate/base/typed_number.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Value;

constexpr size_t kMaxTypedBytes = 200;  // longer texts are no time

// "2026-03-01T09:30" and "09:30" as a picker gives them: the seconds are meant to be 0.
std::string with_seconds(std::string text) {
  const size_t time = text.find('T') == std::string::npos ? 0 : text.find('T') + 1;
  if (text.size() < time + 5 || text[time + 2] != ':') return text;
  if (text.size() == time + 5 || text[time + 5] == '+' || text[time + 5] == '-' ||
      text[time + 5] == 'Z' || text[time + 5] == '@') {
    text.insert(time + 5, ":00");
  }
  return text;
}

// The number that the units' languages make of the text: a unit that holds a scale, such as 万元,
// says what 万 behind the number means, and comes first.
std::optional<Decimal> read_in_unit(std::string_view typed, const model::Text& unit) {
  std::optional<Decimal> plain = read_typed_number(typed);
  for (const auto& [locale, words] : unit.by_locale) {
    const std::optional<Decimal> number = read_typed_number(typed, words);
    if (!number) continue;
    if (!plain) {
      plain = number;
    } else if (!(*number == *plain)) {
      return number;
    }
  }
  return plain;
}

}  // namespace

std::optional<Value> read_number(const Json& wire, const model::Text& unit) {
  std::optional<Decimal> number;
  if (wire.is_number()) {
    number = Decimal::parse(number_text(wire));
  } else if (wire.is_string()) {
    const std::string& typed = wire.get_ref<const std::string&>();
    if (plain_text(typed).empty()) return Value::null();
    number = read_in_unit(typed, unit);
  }
  if (!number) return std::nullopt;
  return Value::number(*number);
}

DateTime in_zone(const DateTime& value, ZoneRef time_zone) {
  DateTime absolute = value;
  if (absolute.zone.is_none()) absolute.zone = time_zone;
  const int64_t utc_seconds = absolute.utc_seconds();
  const int32_t offset = time_zone.offset_at(utc_seconds);
  return {utc_seconds + offset, absolute.nanoseconds, ZoneRef::offset(offset)};
}

std::optional<Value> read_date(std::string_view typed, ZoneRef) {
  if (typed.size() > kMaxTypedBytes) return std::nullopt;
  const std::string text = plain_text(typed);
  if (text.empty()) return Value::null();
  const std::optional<Date> date = parse_date(text);
  return date ? std::optional(Value::date(*date)) : std::nullopt;
}

std::optional<Value> read_time(std::string_view typed, ZoneRef) {
  if (typed.size() > kMaxTypedBytes) return std::nullopt;
  const std::string text = plain_text(typed);
  if (text.empty()) return Value::null();
  const std::optional<TimeOfDay> time = parse_time(with_seconds(text));
  return time ? std::optional(Value::time(*time)) : std::nullopt;
}

std::optional<Value> read_date_time(std::string_view typed, ZoneRef time_zone) {
  if (typed.size() > kMaxTypedBytes) return std::nullopt;
  const std::string text = plain_text(typed);
  if (text.empty()) return Value::null();
  const std::optional<DateTime> at = parse_date_time(with_seconds(text));
  return at ? std::optional(Value::date_time(in_zone(*at, time_zone))) : std::nullopt;
}

std::optional<Value> read_duration(std::string_view typed, ZoneRef) {
  if (typed.size() > kMaxTypedBytes) return std::nullopt;
  const std::string text = plain_text(typed);
  if (text.empty()) return Value::null();
  const std::optional<DaysTimeDuration> duration = parse_days_time_duration(text);
  return duration ? std::optional(Value::days_time_duration(*duration)) : std::nullopt;
}

Json write_scalar(const Value& value) {
  switch (value.kind()) {
    case Kind::kBoolean:
      return value.as_boolean();
    case Kind::kNumber:
      return value.as_number().to_text();
    case Kind::kDate:
      return to_text(value.as_date());
    case Kind::kTime:
      return to_text(value.as_time());
    case Kind::kDateTime: {
      DateTime at = value.as_date_time();
      // A named zone is written as its offset: every reader of ISO 8601 knows that.
      if (at.zone.is_named()) at.zone = ZoneRef::offset(at.offset_seconds());
      return to_text(at);
    }
    case Kind::kDaysTimeDuration:
      return to_text(value.as_days_time_duration());
    case Kind::kString:
      return std::string(value.as_string());
    default:
      return nullptr;
  }
}

}  // namespace tollgate::record
