// minimum and maximum are values of the field's type, in order.
#include "rules.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/temporal.h"

namespace tollgate::lint {
namespace {

using model::Field;
using model::FieldType;

bool is_value(FieldType type, const std::string& text) {
  switch (type) {
    case FieldType::kNumber:
      return Decimal::parse(text).has_value();
    case FieldType::kDate:
      return parse_date(text).has_value();
    case FieldType::kTime:
      return parse_time(text).has_value();
    case FieldType::kDateTime:
      return parse_date_time(text).has_value();
    case FieldType::kDuration:
      return parse_days_time_duration(text).has_value();
    default:
      return true;  // field_members says that there is no bound here
  }
}

const char* example(FieldType type) {
  switch (type) {
    case FieldType::kDate:
      return "2026-03-01";
    case FieldType::kTime:
      return "09:30:00";
    case FieldType::kDateTime:
      return "2026-03-01T09:30:00+08:00";
    case FieldType::kDuration:
      return "PT90M";
    default:
      return "12.5";
  }
}

void check_bound(Findings& findings, const Field& field, const std::string& bound,
                 const char* member) {
  if (bound.empty() || is_value(field.type, bound)) return;
  const std::string type(model::name_of(field.type));
  findings.error("bad_bound",
                 std::string(member) + " “" + bound + "”不是 " + type + " 类型的值；例如 " +
                     example(field.type),
                 std::string(member) + " '" + bound + "' is no value of type " + type +
                     "; it should look like " + example(field.type),
                 pointer_child(field.pointer, member), {example(field.type)});
}

void check_all(Findings& findings, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    check_bound(findings, field, field.minimum, "minimum");
    check_bound(findings, field, field.maximum, "maximum");
    if (field.type == FieldType::kNumber && !field.minimum.empty() && !field.maximum.empty()) {
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
