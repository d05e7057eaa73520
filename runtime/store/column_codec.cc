#include "column_codec.h"

#include <nlohmann/json.hpp>

#include "packed_cell.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"

namespace tollgate::store {
namespace {

// Sorts before every character that can follow in a key, so that "…:00" comes before "…:00.5".
constexpr char kKeyEnd = ' ';
constexpr size_t kDateSize = 10;
constexpr size_t kDateTimeSize = 19;  // without fraction and offset
constexpr size_t kDurationDigits = 20;
// Added to durations in nanoseconds' place of sorting, so that negative ones sort as text too.
constexpr int64_t kDurationBias = int64_t{1} << 60;
constexpr int64_t kSecondsPerMonth = 2'629'746;  // a year of 365.2425 days by twelve

std::string padded(int64_t number, size_t digits) {
  std::string text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string date_time_key(std::string_view text, std::string_view time_zone) {
  auto parsed = parse_date_time(text);
  if (!parsed) return {};
  if (parsed->zone.is_none()) {
    if (auto zone = find_time_zone(time_zone)) parsed->zone = ZoneRef::named(*zone);
  }
  DateTime utc = date_time_at(parsed->utc_seconds(), 0, ZoneRef::none());
  std::string key = to_text(utc);
  if (key.size() != kDateTimeSize || key[0] == '-') return {};
  if (parsed->nanoseconds > 0) key += "." + padded(parsed->nanoseconds, 9);
  return key;
}

std::string duration_key(std::string_view text) {
  if (auto d = parse_days_time_duration(text)) {
    if (d->seconds > kDurationBias || d->seconds < -kDurationBias) return {};
    return padded(d->seconds + kDurationBias, kDurationDigits) + "." + padded(d->nanoseconds, 9);
  }
  if (auto d = parse_years_months_duration(text)) {
    if (d->months > 1'000'000'000 || d->months < -1'000'000'000) return {};
    return padded(d->months * kSecondsPerMonth + kDurationBias, kDurationDigits);
  }
  return {};
}

// "2026-07-13T02:00:00" and "+08:00" or "Z": the time as it is written there; "" for anything else.
std::string written_at(std::string_view key, std::string_view offset) {
  if (offset == "Z") return std::string(key) + "Z";
  if (offset.size() != 6 || (offset[0] != '+' && offset[0] != '-')) return {};
  std::optional<DateTime> utc = parse_date_time(std::string(key) + "Z");
  const std::optional<DateTime> shown = parse_date_time(std::string(key) + std::string(offset));
  if (!utc || !shown) return {};
  // As written there, the key would be so much earlier in UTC.
  const int64_t seconds = shown->utc_seconds() - utc->utc_seconds();
  const DateTime local = date_time_at(utc->utc_seconds() - seconds, 0, ZoneRef::none());
  return to_text(local) + std::string(offset);
}

// Of a date-time the key says all but the offset, mostly.
std::string behind_key(ColumnKind kind, std::string_view key, const std::string& text) {
  if (kind != ColumnKind::kDateTime) return text;
  for (const size_t size : {size_t{6}, size_t{1}}) {
    if (text.size() != kDateTimeSize + size) continue;
    std::string offset = text.substr(kDateTimeSize);
    if (written_at(key, offset) == text) return offset;
  }
  return text;
}

// The text that was kept under a key.
std::string text_behind_key(ColumnKind kind, std::string_view cell) {
  const size_t end = std::min(cell.size(), cell.find(kKeyEnd));
  const std::string_view rest = cell.substr(std::min(cell.size(), end + 1));
  if (kind == ColumnKind::kDateTime && rest.size() <= 6) {
    std::string text = written_at(cell.substr(0, end), rest);
    if (!text.empty()) return text;
  }
  return std::string(rest);
}

bool is_canonical_decimal(const std::string& text) {
  auto decimal = Decimal::parse(text);
  return decimal && decimal->to_text() == text;
}

bool is_canonical_date(const std::string& text) {
  return text.size() == kDateSize && text[0] != '-' && parse_date(text).has_value();
}

}  // namespace

std::string sort_key(ColumnKind kind, std::string_view text, std::string_view time_zone) {
  if (kind == ColumnKind::kDateTime) return date_time_key(text, time_zone);
  if (kind == ColumnKind::kDuration) return duration_key(text);
  return std::string(text);
}

std::optional<CellValue> encode_cell(ColumnKind kind, const Json& value,
                                     std::string_view time_zone) {
  if (kind == ColumnKind::kJson) {
    std::string json = write_json(value);
    std::string packed = pack_cell(json);
    if (!packed.empty()) return PackedCell{std::move(packed)};
    return json;
  }
  if (kind == ColumnKind::kBoolean) {
    if (!value.is_boolean()) return std::nullopt;
    return int64_t{value.get<bool>()};
  }
  if (!value.is_string()) return std::nullopt;
  const std::string& text = value.get_ref<const std::string&>();
  switch (kind) {
    case ColumnKind::kDecimal:
      if (!is_canonical_decimal(text)) return std::nullopt;
      return text;
    case ColumnKind::kDate:
      if (!is_canonical_date(text)) return std::nullopt;
      return text;
    case ColumnKind::kDateTime:
    case ColumnKind::kDuration: {
      std::string key = sort_key(kind, text, time_zone);
      if (key.empty()) return std::nullopt;
      return key + kKeyEnd + behind_key(kind, key, text);
    }
    default:
      return text;
  }
}

Json decode_cell(ColumnKind kind, const Query& row, int column) {
  if (row.is_null(column)) return nullptr;
  std::string_view text = row.text(column);
  switch (kind) {
    case ColumnKind::kBoolean:
      return row.integer(column) != 0;
    case ColumnKind::kJson:
      return row.is_text(column) ? stored_json(text) : stored_json(unpack_cell(text).value_or(""));
    case ColumnKind::kDateTime:
    case ColumnKind::kDuration:
      return text_behind_key(kind, text);
    default:
      return std::string(text);
  }
}

std::string plain_cell(ColumnKind kind, const Query& row, int column) {
  const std::string_view text = row.text(column);
  if (kind == ColumnKind::kJson && !row.is_text(column)) {
    // What can't be unpacked differs from whatever it should be.
    return unpack_cell(text).value_or(std::string(text));
  }
  if (kind != ColumnKind::kDateTime) return std::string(text);
  return std::string(text.substr(0, text.find(kKeyEnd))) + kKeyEnd + text_behind_key(kind, text);
}

}  // namespace tollgate::store
