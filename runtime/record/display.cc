#include "tollgate/record/display.h"

#include <functional>
#include <utility>

#include "tollgate/base/temporal.h"
#include "tollgate/base/utf8.h"
#include "tollgate/record/number_text.h"
#include "tollgate/record/values.h"

namespace tollgate::record {
namespace {

using feel::Kind;
using feel::Value;
using model::FieldType;

constexpr size_t kMaxCodePoints = 1000;

std::string two_digits(int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string minutes_text(int64_t seconds_of_day) {
  return two_digits(seconds_of_day / 3600) + ":" + two_digits(seconds_of_day / 60 % 60);
}

// "2 天 3 小时 5 分钟" / "2 d 3 h 5 min"
std::string duration_text(const DaysTimeDuration& duration, bool chinese) {
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

std::string location_text(const Value& value, bool chinese) {
  const Value* latitude = value.find("latitude");
  const Value* longitude = value.find("longitude");
  const Value* accuracy = value.find("accuracy_m");
  if (latitude == nullptr || longitude == nullptr) return {};
  std::string text = feel::to_text(*latitude) + ", " + feel::to_text(*longitude);
  if (accuracy != nullptr && accuracy->is_number()) {
    text += chinese ? "（±" + feel::to_text(*accuracy) + " 米）"
                    : " (±" + feel::to_text(*accuracy) + " m)";
  }
  return text;
}

std::string file_text(const Value& value) {
  const Value* name = value.find("name");
  if (name != nullptr && name->is_string()) return std::string(name->as_string());
  const Value* hash = value.find("sha256");
  return hash != nullptr && hash->is_string() ? std::string(hash->as_string().substr(0, 12)) : "";
}

std::string joined(std::span<const Value> items, bool chinese,
                   const std::function<std::string(const Value&)>& one) {
  std::string text;
  for (const Value& item : items) {
    if (!text.empty()) text += chinese ? "、" : ", ";
    text += one(item);
    if (text.size() > kMaxCodePoints * 4) break;
  }
  return text;
}

}  // namespace

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
      return duration_text(value.as_days_time_duration(), chinese);
    case Kind::kList:
      return joined(value.as_list(), chinese,
                    [&](const Value& item) { return display_text(item, locale); });
    default:
      return std::string(prefix_of_code_points(feel::to_text(value), kMaxCodePoints));
  }
}

std::string display_text(const model::App& app, const model::Field& field, const Value& value,
                         std::string_view locale, const Titles* titles) {
  if (value.is_null()) return {};
  const bool chinese = language_of(locale) == Language::kChinese;
  const auto option_label = [&](const Value& id) {
    if (!id.is_string()) return display_text(id, locale);
    const model::Option* option = field.find_option(id.as_string());
    return option == nullptr ? std::string(id.as_string()) : app.text_for(option->label, locale);
  };
  std::string text;
  switch (field.type) {
    case FieldType::kChoice:
      text = option_label(value);
      break;
    case FieldType::kMultiChoice:
      text = value.is_list() ? joined(value.as_list(), chinese, option_label) : option_label(value);
      break;
    case FieldType::kNumber:
      text = value.is_number() ? quantity_text(value.as_number(), app.text_for(field.unit, locale))
                               : display_text(value, locale);
      break;
    case FieldType::kReference:
      text = titles == nullptr ? std::string(reference_id(value)) : titles->of(field.entity, value);
      break;
    case FieldType::kLocation:
      text = location_text(value, chinese);
      break;
    case FieldType::kPhoto:
    case FieldType::kFile:
    case FieldType::kSignature:
    case FieldType::kAudio:
      text = value.is_list() ? joined(value.as_list(), chinese, file_text) : file_text(value);
      break;
    case FieldType::kList: {
      const size_t count = value.is_list() ? value.as_list().size() : 1;
      text = std::to_string(count) + (chinese ? " 项" : count == 1 ? " item" : " items");
      break;
    }
    default:
      text = display_text(value, locale);
  }
  return std::string(prefix_of_code_points(text, kMaxCodePoints));
}

LocalizedText display_text(const model::App& app, const model::Field& field, const Value& value,
                           const Titles* titles) {
  return {display_text(app, field, value, "zh-CN", titles),
          display_text(app, field, value, "en", titles)};
}

}  // namespace tollgate::record
