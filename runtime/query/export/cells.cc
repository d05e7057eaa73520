#include "export/cells.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/temporal.h"
#include "tollgate/record/display.h"
#include "tollgate/record/values.h"

namespace tollgate::query {
namespace {

constexpr int64_t kSecondsOfHour = 3600;

std::string two_digits(int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string clock_text(int64_t seconds) {
  return two_digits(seconds / kSecondsOfHour) + ":" + two_digits(seconds / 60 % 60) + ":" +
         two_digits(seconds % 60);
}

// What a person typed is told in full; a choice and a reference by their labels.
bool is_told_as_typed(const model::Field& field, const feel::Value& value) {
  return value.is_string() && !model::is_choice(field.type) && !model::is_reference(field.type);
}

}  // namespace

std::optional<std::string> machine_text(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::kNumber:
      return value.as_number().to_text();
    case feel::Kind::kDate:
      return to_text(value.as_date());
    case feel::Kind::kTime:
      return clock_text(value.as_time().nanoseconds / 1'000'000'000);
    case feel::Kind::kDateTime: {
      const int64_t local = value.as_date_time().local_seconds;
      return to_text(Date{floor_divide(local, 86'400)}) + " " +
             clock_text(floor_modulo(local, 86'400));
    }
    case feel::Kind::kDaysTimeDuration: {
      const int64_t seconds = value.as_days_time_duration().seconds;
      if (seconds < 0) return "-" + clock_text(-seconds);
      return clock_text(seconds);
    }
    default:
      return std::nullopt;
  }
}

ExportCells::ExportCells(const Context& context, const model::Entity& entity,
                         const std::vector<model::Column>& columns)
    : context_(context),
      entity_(entity),
      texts_(context.texts()),
      time_zone_(record::zone_of(context.model())) {
  for (const model::Column& column : columns) {
    if (!column.value && context.sight->hides(entity.id, column.field)) continue;
    columns_.push_back(column);
    if (column.value) context_.app.records->add_reads(*column.value, entity_, reads_);
  }
}

std::vector<std::string> ExportCells::heads() const {
  std::vector<std::string> heads;
  for (const model::Column& column : columns_) {
    const model::Field* field = entity_.find_field(column.field);
    std::string head = !column.label.empty() ? texts_.of(column.label)
                       : field               ? texts_.of(field->label)
                                             : column.id;
    // Its cells are numbers alone.
    const std::string& unit = field ? texts_.of(field->unit) : head;
    if (field && !unit.empty()) head += " (" + unit + ")";
    if (field && !field->currency.empty()) head += " (" + field->currency + ")";
    heads.push_back(std::move(head));
  }
  return heads;
}

std::vector<ExportCell> ExportCells::of(const store::StoredRecord& record) const {
  record::RecordView view;
  if (!reads_.empty()) view = context_.sight->view(record.state, reads_);
  const Json values = context_.sight->seen_values(record.state);
  std::vector<ExportCell> cells;
  cells.reserve(columns_.size());
  for (const model::Column& column : columns_) cells.push_back(cell(column, values, view));
  return cells;
}

ExportCell ExportCells::cell(const model::Column& column, const Json& values,
                             const record::RecordView& view) const {
  if (column.value) {
    const record::Rule* rule = context_.app.records->rule(*column.value, *view.names);
    if (!rule) return {};
    ExportCell cell{record::run(*rule, view.slots, context_.rules()).value, ""};
    if (cell.value.kind() == feel::Kind::kDateTime) {
      const DateTime at = cell.value.as_date_time();
      if (!at.zone.is_none()) {
        cell.value =
            feel::Value::date_time(date_time_at(at.utc_seconds(), at.nanoseconds, time_zone_));
      }
    }
    cell.text = machine_text(cell.value).value_or("");
    if (cell.text.empty()) cell.text = record::display_text(cell.value, texts_.locale());
    return cell;
  }
  const Json value = values.value(column.field, Json());
  const model::Field* field = entity_.find_field(column.field);
  if (!field) return {feel::Value(), texts_.of_any(value)};
  const record::ValueContext context{.app = &context_.model(), .time_zone = time_zone_};
  const std::optional<feel::Value> read = record::read_value(*field, value, context);
  if (!read) return {feel::Value(), texts_.of_any(value)};
  if (auto text = machine_text(*read)) return {*read, std::move(*text)};
  if (is_told_as_typed(*field, *read)) return {*read, std::string(read->as_string())};
  return {*read, texts_.of(*field, value)};
}

}  // namespace tollgate::query
