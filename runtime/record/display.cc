#include "tollgate/record/display.h"

#include <utility>

#include "tollgate/base/temporal.h"
#include "tollgate/base/utf8.h"
#include "tollgate/record/field_behavior.h"
#include "tollgate/record/values.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Value;

constexpr size_t kMaxCodePoints = 1000;

std::string two_digits(int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string minutes_text(int64_t seconds_of_day) {
  return two_digits(seconds_of_day / 3600) + ":" + two_digits(seconds_of_day / 60 % 60);
}

}  // namespace

std::string duration_text(const DaysTimeDuration& duration, std::string_view locale) {
  const bool chinese = language_of(locale) == Language::kChinese;
  int64_t seconds = duration.seconds;
  std::string text = seconds < 0 ? "-" : "";
  const uint64_t size = seconds < 0 ? uint64_t(0) - uint64_t(seconds) : uint64_t(seconds);
  const std::pair<uint64_t, const char*> parts[] = {{size / 86400, chinese ? " 天" : " d"},
                                                    {size / 3600 % 24, chinese ? " 小时" : " h"},
                                                    {size / 60 % 60, chinese ? " 分钟" : " min"},
                                                    {size % 60, chinese ? " 秒" : " s"}};
  bool any = false;
  for (const auto& [amount, unit] : parts) {
    if (amount == 0) continue;
    if (any) text += ' ';
    text += std::to_string(amount) + unit;
    any = true;
  }
  return any ? text : std::string(chinese ? "0 分钟" : "0 min");
}

std::string joined_texts(std::span<const Value> items, std::string_view locale,
                         const std::function<std::string(const Value&)>& one) {
  const bool chinese = language_of(locale) == Language::kChinese;
  std::string text;
  for (const Value& item : items) {
    if (!text.empty()) text += chinese ? "、" : ", ";
    text += one(item);
    if (text.size() > kMaxCodePoints * 4) break;
  }
  return text;
}

Titles::Titles(const model::App& app, Diagnostics& problems) {
  for (const model::Entity& entity : app.entities) {
    Entry entry{entity.id, Names(app, entity), std::nullopt};
    if (entity.title) entry.rule = compile_rule(*entity.title, entry.names.scope(), problems);
    entries_.push_back(std::move(entry));
  }
}

std::string Titles::of(std::string_view entity, const Value& record) const {
  for (const Entry& entry : entries_) {
    if (entry.entity != entity || !entry.rule || !record.is_context()) continue;
    std::vector<Value> slots(entry.names.size());
    const std::vector<model::Field>& fields = entry.names.entity().fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      if (const Value* value = record.find(fields[i].id)) slots[i] = *value;
    }
    const Value title = run(*entry.rule, slots, {}).value;
    if (!title.is_null()) {
      std::string text = feel::to_text(title);
      if (!text.empty()) return std::string(prefix_of_code_points(text, kMaxCodePoints));
    }
  }
  return std::string(reference_id(record));
}

std::string display_text(const Value& value, std::string_view locale) {
  const bool chinese = language_of(locale) == Language::kChinese;
  switch (value.kind()) {
    case Kind::kNull:
      return {};
    case Kind::kBoolean:
      return value.as_boolean() ? (chinese ? "是" : "yes") : (chinese ? "否" : "no");
    case Kind::kTime:
      return minutes_text(value.as_time().nanoseconds / kNanosecondsPerSecond);
    case Kind::kDateTime: {
      const int64_t local = value.as_date_time().local_seconds;
      return to_text(Date{floor_divide(local, kSecondsPerDay)}) + " " +
             minutes_text(floor_modulo(local, kSecondsPerDay));
    }
    case Kind::kDaysTimeDuration:
      return duration_text(value.as_days_time_duration(), locale);
    case Kind::kList:
      return joined_texts(value.as_list(), locale,
                          [&](const Value& item) { return display_text(item, locale); });
    default:
      return std::string(prefix_of_code_points(feel::to_text(value), kMaxCodePoints));
  }
}

std::string display_text(const model::Field& field, const Value& value,
                         const DisplayContext& context) {
  if (value.is_null()) return {};
  const std::string text = behavior_of(field.type).display(field, value, context);
  return std::string(prefix_of_code_points(text, kMaxCodePoints));
}

std::string display_text(const model::App& app, const model::Field& field, const Value& value,
                         std::string_view locale, const TitleSource* titles) {
  return display_text(field, value, {app, locale, titles});
}

LocalizedText display_text(const model::App& app, const model::Field& field, const Value& value,
                           const TitleSource* titles) {
  return {display_text(app, field, value, "zh-CN", titles),
          display_text(app, field, value, "en", titles)};
}

}  // namespace tollgate::record
