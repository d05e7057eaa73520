// date, time, date_time, duration.
#include <nlohmann/json.hpp>

#include "tollgate/base/temporal.h"
#include "typed_text.h"
#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Value;
using model::Field;

using ReadText = std::optional<Value> (*)(std::string_view text, ZoneRef time_zone);

template <ReadText kRead>
std::optional<Value> read_text_as(const Field&, const Json& wire, const ValueContext& context) {
  if (!wire.is_string()) return std::nullopt;
  return kRead(wire.get_ref<const std::string&>(), context.time_zone);
}

template <Kind kKind>
std::optional<Value> fit_kind(const Field&, const Value& value, const ValueContext&) {
  if (value.kind() != kKind) return std::nullopt;
  return value;
}

std::optional<Value> fit_date_time(const Field&, const Value& value, const ValueContext& context) {
  if (value.kind() != Kind::kDateTime) return std::nullopt;
  return Value::date_time(in_zone(value.as_date_time(), context.time_zone));
}

// Of something that has happened, and has not come yet.
void check_past(const FieldCheck& check, const Value& value) {
  const bool is_refused = check.field.past.value_or(false);
  const bool is_captured = check.field.capture && value.kind() == Kind::kDateTime;
  const bool is_told = is_refused || is_captured || check.field.asked_by_gate;
  if (!check.now || !is_told || !is_in_future(value, *check.now)) return;
  if (!is_refused && !is_captured) {
    check.findings.push_back(
        field_finding("form.in_future", zh_name(check.label) + "还没有到；请核对日期是否写对。",
                      en_name(check.label) + " lies in the future; please see that it is right.",
                      Severity::kWarning));
    return;
  }
  // What a device took is its clock's fault, and nobody can type it right.
  const Severity severity = is_refused ? Severity::kError : Severity::kWarning;
  check.findings.push_back(
      field_finding("form.in_future", zh_name(check.label) + "是已经发生的事，不能晚于现在。",
                    en_name(check.label) + " is about what has happened; it cannot be in the "
                                           "future.",
                    severity));
}

void check_time(const FieldCheck& check, const Value& value) {
  check_bounds(check, value, true);
  check_past(check, value);
}

Expected expected_date(const FieldCheck&) {
  return {"form.not_a_date", {"日期，例如 2026-03-01", "a date such as 2026-03-01"}};
}
Expected expected_time(const FieldCheck&) {
  return {"form.not_a_time", {"时间，例如 09:30", "a time such as 09:30"}};
}
Expected expected_date_time(const FieldCheck&) {
  return {"form.not_a_date_time",
          {"日期和时间，例如 2026-03-01T09:30", "a date and time such as 2026-03-01T09:30"}};
}
Expected expected_duration(const FieldCheck&) {
  return {
      "form.not_a_duration",
      {"时长，例如 PT1H30M（1 小时 30 分钟）", "a duration such as PT1H30M (1 hour 30 minutes)"}};
}

void shift_day(const Field&, Json& value, int64_t days) {
  if (value.is_string()) value = shifted_text(value.get<std::string>(), days);
}

constexpr FieldBehavior kTime = {.read = read_text_as<read_time>,
                                 .write = write_plain,
                                 .fit = fit_kind<Kind::kTime>,
                                 .display = display_plain,
                                 .check = check_time,
                                 .expected = expected_time,
                                 .request = "请填写",
                                 .shift_days = no_days,
                                 .link = no_link};

constexpr FieldBehavior make(decltype(FieldBehavior::read) read, decltype(FieldBehavior::fit) fit,
                             decltype(FieldBehavior::expected) expected,
                             decltype(FieldBehavior::shift_days) shift) {
  FieldBehavior made = kTime;
  made.read = read;
  made.fit = fit;
  made.expected = expected;
  made.shift_days = shift;
  return made;
}

constexpr FieldBehavior kDate =
    make(read_text_as<read_date>, fit_kind<Kind::kDate>, expected_date, shift_day);
constexpr FieldBehavior kDateTime =
    make(read_text_as<read_date_time>, fit_date_time, expected_date_time, shift_day);
constexpr FieldBehavior kDuration = make(
    read_text_as<read_duration>, fit_kind<Kind::kDaysTimeDuration>, expected_duration, no_days);

constexpr size_t kDateSize = 10;

}  // namespace

std::string shifted_text(const std::string& iso, int64_t days) {
  if (iso.size() < kDateSize) return iso;
  if (iso.size() > kDateSize && iso[kDateSize] != 'T') return iso;
  const std::optional<Date> date = parse_date(std::string_view(iso).substr(0, kDateSize));
  if (!date) return iso;
  return to_text(Date{date->days + days}) + iso.substr(kDateSize);
}

const FieldBehavior& temporal_behavior(model::FieldType type) {
  switch (model::info_of(type).shape) {
    case model::ValueShape::kDate:
      return kDate;
    case model::ValueShape::kDateTime:
      return kDateTime;
    case model::ValueShape::kDuration:
      return kDuration;
    default:
      return kTime;
  }
}

}  // namespace tollgate::record
