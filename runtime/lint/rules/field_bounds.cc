// minimum and maximum are values of the field's type, in order.
#include "rules.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/temporal.h"

namespace tollgate::lint {
namespace {

using model::ColumnKind;
using model::Field;

bool is_value(ColumnKind kind, const std::string& text) {
  switch (kind) {
    case ColumnKind::kDecimal:
      return Decimal::parse(text).has_value();
    case ColumnKind::kDate:
      return parse_date(text).has_value();
    case ColumnKind::kTime:
      return parse_time(text).has_value();
    case ColumnKind::kDateTime:
      return parse_date_time(text).has_value();
    case ColumnKind::kDuration:
      return parse_days_time_duration(text).has_value();
    default:
      return true;  // field_members says that there is no bound here
  }
}

const char* example(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kDate:
      return "2026-03-01";
    case ColumnKind::kTime:
      return "09:30:00";
    case ColumnKind::kDateTime:
      return "2026-03-01T09:30:00+08:00";
    case ColumnKind::kDuration:
      return "PT90M";
    default:
      return "12.5";
  }
}

void check_bound(Findings& findings, const Field& field, const std::string& bound,
                 const char* member) {
  const ColumnKind kind = model::info_of(field.type).column;
  if (bound.empty() || is_value(kind, bound)) return;
  const std::string type(model::name_of(field.type));
  findings.error(
      "bad_bound",
      std::string(member) + " “" + bound + "”不是 " + type + " 类型的值；例如 " + example(kind),
      std::string(member) + " '" + bound + "' is no value of type " + type +
          "; it should look like " + example(kind),
      pointer_child(field.pointer, member), {example(kind)});
}

// Of a type that knows how high its values may go, such as the stars of a rating.
void check_range(Findings& findings, const Field& field) {
  const model::FieldTypeInfo& info = model::info_of(field.type);
  const auto maximum = Decimal::parse(field.maximum);
  if (info.most_maximum == 0 || !maximum) return;
  const auto whole = maximum->to_int64();
  if (whole && *whole >= info.least_maximum && *whole <= info.most_maximum) return;
  const std::string least = std::to_string(info.least_maximum);
  const std::string most = std::to_string(info.most_maximum);
  findings.error(
      "bad_bound", "maximum “" + field.maximum + "”应是 " + least + " 到 " + most + " 的整数",
      "maximum '" + field.maximum + "' should be a whole number from " + least + " to " + most,
      pointer_child(field.pointer, "maximum"), {std::string(info.maximum)});
}

void check_all(Findings& findings, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    check_bound(findings, field, field.minimum, "minimum");
    check_bound(findings, field, field.maximum, "maximum");
    check_range(findings, field);
    if (model::info_of(field.type).column == ColumnKind::kDecimal && !field.minimum.empty() &&
        !field.maximum.empty()) {
      const auto low = Decimal::parse(field.minimum);
      const auto high = Decimal::parse(field.maximum);
      if (low && high && compare(*low, *high) > 0) {
        findings.error("empty_range", "minimum 大于 maximum", "minimum is greater than maximum",
                       pointer_child(field.pointer, "minimum"));
      }
    }
    check_all(findings, field.fields);
  }
}

}  // namespace

void field_bounds(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) check_all(findings, entity.fields);
}

}  // namespace tollgate::lint
