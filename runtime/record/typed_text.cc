#include "typed_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/decimal.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Value;
using model::FieldType;

constexpr size_t kMaxTypedBytes = 200;  // longer texts are no number and no time

// "1,234,567.5" without its commas; a comma anywhere else is left in place (and refused later).
std::string without_group_commas(const std::string& text) {
  if (text.find(',') == std::string::npos) return text;
  const size_t start = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const size_t end = std::min(text.find('.'), text.size());
  std::string plain = text.substr(0, start);
  size_t since_comma = 0;
  bool any_comma = false;
  for (size_t i = start; i < end; ++i) {
    if (text[i] == ',') {
      if (since_comma == 0 || since_comma > 3 || (any_comma && since_comma != 3)) return text;
      any_comma = true;
      since_comma = 0;
    } else {
      plain += text[i];
      ++since_comma;
    }
  }
  if (any_comma && since_comma != 3) return text;
  return plain + text.substr(end);
}

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

}  // namespace

std::string plain_text(std::string_view typed) {
  std::string text;
  for (size_t i = 0; i < typed.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(typed[i]);
    // U+FF01..U+FF5E are the full-width forms of ! to ~; U+3000 is the ideographic space.
    if (c == 0xEF && i + 2 < typed.size()) {
      const unsigned char b = static_cast<unsigned char>(typed[i + 1]);
      const unsigned char d = static_cast<unsigned char>(typed[i + 2]);
      const unsigned code = 0xF000u | (b & 0x3Fu) << 6 | (d & 0x3Fu);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        text += static_cast<char>(code - 0xFF01 + '!');
        i += 2;
        continue;
      }
    }
    if (c == 0xE3 && typed.substr(i, 3) == "\xE3\x80\x80") {
      text += ' ';
      i += 2;
      continue;
    }
    text += typed[i];
  }
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<Value> read_number(const Json& wire) {
  std::string text;
  if (wire.is_number()) {
    text = number_text(wire);
  } else if (wire.is_string()) {
    const std::string& typed = wire.get_ref<const std::string&>();
    if (typed.size() > kMaxTypedBytes) return std::nullopt;
    text = without_group_commas(plain_text(typed));
  } else {
    return std::nullopt;
  }
  const std::optional<Decimal> number = Decimal::parse(text);
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

std::optional<Value> read_temporal(FieldType type, std::string_view typed, ZoneRef time_zone) {
  if (typed.size() > kMaxTypedBytes) return std::nullopt;
  const std::string text = plain_text(typed);
  switch (type) {
    case FieldType::kDate:
      if (const std::optional<Date> date = parse_date(text)) return Value::date(*date);
      return std::nullopt;
    case FieldType::kTime:
      if (const std::optional<TimeOfDay> time = parse_time(with_seconds(text))) {
        return Value::time(*time);
      }
      return std::nullopt;
    case FieldType::kDateTime:
      if (const std::optional<DateTime> at = parse_date_time(with_seconds(text))) {
        return Value::date_time(in_zone(*at, time_zone));
      }
      return std::nullopt;
    case FieldType::kDuration:
      if (const std::optional<DaysTimeDuration> d = parse_days_time_duration(text)) {
        return Value::days_time_duration(*d);
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
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
