#include "tollgate/query/texts.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/temporal.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/record/number_text.h"
#include "tollgate/store/store.h"

namespace tollgate::query {
namespace {

constexpr size_t kMinutesEnd = 16;  // of "2026-03-01T09:30"

std::string text_member(const Json& object, const char* name) {
  auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string location_text(const Json& value) {
  if (!value.is_object()) return {};
  std::string latitude = text_member(value, "latitude");
  std::string longitude = text_member(value, "longitude");
  if (latitude.empty() || longitude.empty()) return {};
  std::string accuracy = text_member(value, "accuracy_m");
  return latitude + ", " + longitude + (accuracy.empty() ? "" : " (±" + accuracy + " m)");
}

}  // namespace

Texts::Texts(const model::App& app, store::Store& store, std::string_view locale)
    : app_(app),
      store_(store),
      locale_(locale.empty() ? app.locales.front() : std::string(locale)),
      language_(language_of(locale_)) {}

Texts texts_for(const Source& source, const Viewer& viewer) {
  return Texts(*source.app->model, *source.store, viewer.locale);
}

std::string Texts::title(std::string_view entity, std::string_view record) const {
  std::optional<std::string> title = store_.title(entity, record);
  return title && !title->empty() ? *title : std::string(record);
}

std::string Texts::date_time_text(const std::string& iso) const {
  std::optional<DateTime> at = parse_date_time(iso);
  if (!at) return iso;
  std::string local = iso;
  if (auto zone = find_time_zone(app_.time_zone); zone && !at->zone.is_none()) {
    local = to_text(date_time_at(at->utc_seconds(), 0, ZoneRef::named(*zone)));
  }
  if (local.size() < kMinutesEnd) return iso;
  local[local.find('T')] = ' ';
  return local.substr(0, kMinutesEnd);
}

std::string Texts::date_time(int64_t milliseconds) const {
  auto zone = find_time_zone(app_.time_zone);
  int64_t seconds = floor_divide(milliseconds, 1000);
  DateTime at = date_time_at(seconds, 0, zone ? ZoneRef::named(*zone) : ZoneRef::offset(0));
  std::string text = to_text(at);
  text[text.find('T')] = ' ';
  return text.substr(0, kMinutesEnd);
}

std::string Texts::instant(int64_t milliseconds) const {
  const int64_t seconds = floor_divide(milliseconds, 1000);
  const auto nanoseconds = uint32_t(floor_modulo(milliseconds, 1000) * 1'000'000);
  const auto zone = find_time_zone(app_.time_zone);
  const int32_t offset = zone ? utc_offset_at(*zone, seconds) : 0;
  return to_text(date_time_at(seconds, nanoseconds, ZoneRef::offset(offset)));
}

std::string Texts::duration_text(int64_t seconds) const {
  bool negative = seconds < 0;
  int64_t minutes = (negative ? -seconds : seconds) / 60;
  bool zh = language_ == Language::kChinese;
  std::string text = negative ? "-" : "";
  if (minutes >= 60) text += std::to_string(minutes / 60) + (zh ? " 小时" : " h");
  if (minutes < 60 || minutes % 60 != 0) {
    if (minutes >= 60) text += " ";
    text += std::to_string(minutes % 60) + (zh ? " 分钟" : " min");
  }
  return text;
}

std::string Texts::choices(const model::Field& field, const Json& value) const {
  auto label = [&](const Json& id) -> std::string {
    if (!id.is_string()) return {};
    const model::Option* option = field.find_option(id.get_ref<const std::string&>());
    return option ? of(option->label) : id.get<std::string>();
  };
  if (!value.is_array()) return label(value);
  std::string text;
  for (const Json& id : value) {
    if (!text.empty()) text += language_ == Language::kChinese ? "、" : ", ";
    text += label(id);
  }
  return text;
}

std::string Texts::single(const model::Field& field, const Json& value) const {
  using enum model::FieldType;
  bool zh = language_ == Language::kChinese;
  switch (field.type) {
    case kBoolean:
      if (!value.is_boolean()) return {};
      return value.get<bool>() ? (zh ? "是" : "Yes") : (zh ? "否" : "No");
    case kNumber: {
      const auto number =
          value.is_string() ? Decimal::parse(value.get_ref<const std::string&>()) : std::nullopt;
      return number ? record::quantity_text(*number, of(field.unit)) : of_any(value);
    }
    case kDateTime:
      return value.is_string() ? date_time_text(value.get<std::string>()) : std::string();
    case kDuration: {
      auto duration = value.is_string() ? parse_days_time_duration(value.get<std::string>())
                                        : std::optional<DaysTimeDuration>();
      return duration ? duration_text(duration->seconds) : of_any(value);
    }
    case kChoice:
    case kMultiChoice:
      return choices(field, value);
    case kReference:
      return value.is_string() ? title(field.entity, value.get<std::string>()) : std::string();
    case kLocation:
      return location_text(value);
    case kPhoto:
    case kFile:
    case kSignature:
    case kAudio:
      return value.is_object() ? text_member(value, "name") : std::string();
    default:
      return of_any(value);
  }
}

std::string Texts::of(const model::Field& field, const Json& value) const {
  if (value.is_null()) return {};
  if (value.is_array() && field.type != model::FieldType::kMultiChoice) {
    bool zh = language_ == Language::kChinese;
    std::string count = std::to_string(value.size());
    if (field.type == model::FieldType::kList) {
      return zh ? count + " 项" : count + (value.size() == 1 ? " item" : " items");
    }
    std::string text;
    for (const Json& item : value) text += (text.empty() ? "" : ", ") + single(field, item);
    return text;
  }
  return single(field, value);
}

std::string Texts::of_any(const Json& value) const {
  bool zh = language_ == Language::kChinese;
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? (zh ? "是" : "Yes") : (zh ? "否" : "No");
  return write_json(value);
}

std::string Texts::unit_of(const model::Metric& metric) const {
  using enum model::Aggregate;
  const bool measured = metric.aggregate == kSum || metric.aggregate == kAverage ||
                        metric.aggregate == kMinimum || metric.aggregate == kMaximum;
  const model::Entity* entity = app_.find_entity(metric.entity);
  if (!measured || !metric.value || !entity) return {};
  const model::Field* field = entity->find_field(metric.value->text);
  return field ? of(field->unit) : std::string();
}

std::string Texts::metric(const model::Metric& metric, const std::optional<Decimal>& value) const {
  if (!value) return "–";
  switch (metric.format) {
    case model::NumberFormat::kPercent: {
      auto hundred = multiply(*value, Decimal(100));
      return hundred ? record::grouped_text(*hundred, metric.decimals.value_or(0)) + "%" : "–";
    }
    case model::NumberFormat::kDuration: {
      auto seconds = value->to_int64_truncated();
      return seconds ? duration_text(*seconds) : "–";
    }
    case model::NumberFormat::kCurrency:
      return record::with_unit(record::grouped_text(*value, metric.decimals.value_or(2)),
                               unit_of(metric));
    case model::NumberFormat::kNumber:
      break;
  }
  return record::with_unit(record::grouped_text(*value, metric.decimals), unit_of(metric));
}

}  // namespace tollgate::query
