#include "tollgate/query/texts.h"

#include <nlohmann/json.hpp>

#include "sight.h"
#include "tollgate/base/temporal.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/record/display.h"
#include "tollgate/record/field_behavior.h"
#include "tollgate/record/money_text.h"
#include "tollgate/record/number_text.h"
#include "tollgate/record/values.h"

namespace tollgate::query {
namespace {

constexpr size_t kMinutesEnd = 16;  // of "2026-03-01T09:30"

class SeenTitles final : public record::TitleSource {
 public:
  explicit SeenTitles(Sight& sight) : sight_(sight) {}
  std::string of(std::string_view entity, const feel::Value& record) const override {
    const std::string_view id = record::reference_id(record);
    const std::optional<std::string> title = sight_.title(entity, id);
    return title && !title->empty() ? *title : std::string(id);
  }

 private:
  Sight& sight_;
};

}  // namespace

Texts::Texts(const model::App& app, std::shared_ptr<Sight> sight, std::string_view locale)
    : app_(app),
      sight_(std::move(sight)),
      locale_(locale.empty() ? app.locales.front() : std::string(locale)),
      language_(language_of(locale_)),
      time_zone_(record::zone_of(app)) {}

Texts texts_for(const Source& source, const Viewer& viewer) {
  return Texts(*source.app->model,
               std::make_shared<Sight>(*source.app, *source.store, *source.clock, viewer),
               viewer.locale);
}

std::string Texts::title(std::string_view entity, std::string_view record) const {
  std::optional<std::string> title = sight_->title(entity, record);
  return title && !title->empty() ? *title : std::string(record);
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

std::string Texts::of(const model::Field& field, const Json& value) const {
  return display(field, value, false);
}

std::string Texts::brief(const model::Field& field, const Json& value) const {
  return display(field, value, true);
}

std::string Texts::link(const model::Field& field, const Json& value) const {
  const feel::Value read = record::to_feel(field, value, {.app = &app_});
  return read.is_null() ? std::string() : record::behavior_of(field.type).link(read);
}

std::string Texts::display(const model::Field& field, const Json& value, bool brief) const {
  // References stay ids: their titles are asked for below.
  const record::ValueContext context{.app = &app_, .time_zone = time_zone_};
  const std::optional<feel::Value> read = record::read_value(field, value, context);
  if (!read) return of_any(value);
  const SeenTitles titles(*sight_);
  return record::display_text(field, *read, {app_, locale_, &titles, brief});
}

std::string Texts::of_any(const Json& value) const {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) {
    return record::display_text(feel::Value::boolean(value.get<bool>()), locale_);
  }
  return write_json(value);
}

const model::Field* Texts::field_of(const model::Metric& metric) const {
  using enum model::Aggregate;
  const bool measured = metric.aggregate == kSum || metric.aggregate == kAverage ||
                        metric.aggregate == kMedian || metric.aggregate == kMinimum ||
                        metric.aggregate == kMaximum;
  const model::Entity* entity = app_.find_entity(metric.entity);
  return measured && metric.value && entity ? entity->find_field(metric.value->text) : nullptr;
}

// An average has digits that no coin has.
std::string Texts::money(const model::Metric& metric, const model::Field& field,
                         const Decimal& value) const {
  const std::optional<int64_t> decimals = metric.decimals ? metric.decimals : field.decimals;
  const std::optional<Decimal> rounded = round_to(value, decimals.value_or(2), Rounding::kHalfUp);
  return record::money_text(rounded ? *rounded : value, field, locale_, true);
}

std::string Texts::metric(const model::Metric& metric, const std::optional<Decimal>& value) const {
  if (!value) return "–";
  const model::Field* field = field_of(metric);
  const std::string unit = field ? of(field->unit) : std::string();
  switch (metric.format) {
    case model::NumberFormat::kPercent: {
      auto hundred = multiply(*value, Decimal(100));
      return hundred ? record::grouped_text(*hundred, metric.decimals.value_or(0)) + "%" : "–";
    }
    case model::NumberFormat::kDuration: {
      // A number over many records: seconds would only be noise.
      const auto seconds = value->to_int64_truncated();
      if (!seconds) return "–";
      return record::duration_text({*seconds / 60 * 60}, locale_);
    }
    case model::NumberFormat::kCurrency:
      if (field && !field->currency.empty()) return money(metric, *field, *value);
      return record::with_unit(record::grouped_text(*value, metric.decimals.value_or(2)), unit);
    case model::NumberFormat::kNumber:
      if (field && !field->currency.empty()) return money(metric, *field, *value);
      break;
  }
  return record::with_unit(record::grouped_text(*value, metric.decimals), unit);
}

}  // namespace tollgate::query
