// 10.3.2.9: type equivalence, conformance and implicit conversions.
#include "tollgate/feel/memory.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {
namespace {

bool matches(const Value& value, const Type& type, bool null_fits) {
  if (value.is_null()) return null_fits || type.kind() == TypeKind::kNull;
  switch (type.kind()) {
    case TypeKind::kAny:
      return true;
    case TypeKind::kNull:
      return false;
    case TypeKind::kBoolean:
      return value.kind() == Kind::kBoolean;
    case TypeKind::kNumber:
      return value.kind() == Kind::kNumber;
    case TypeKind::kString:
      return value.kind() == Kind::kString;
    case TypeKind::kDate:
      return value.kind() == Kind::kDate;
    case TypeKind::kTime:
      return value.kind() == Kind::kTime;
    case TypeKind::kDateTime:
      return value.kind() == Kind::kDateTime;
    case TypeKind::kYearsMonthsDuration:
      return value.kind() == Kind::kYearsMonthsDuration;
    case TypeKind::kDaysTimeDuration:
      return value.kind() == Kind::kDaysTimeDuration;
    case TypeKind::kList: {
      if (!value.is_list()) return false;
      if (type.element().is_any()) return true;
      spend_work(value.as_list().size() * work::kItem * 2);
      for (const Value& item : value.as_list()) {
        if (!matches(item, type.element(), true)) return false;
      }
      return true;
    }
    case TypeKind::kContext: {
      if (!value.is_context()) return false;
      spend_work(type.member_count() * work::kItem * 6);
      for (size_t i = 0; i < type.member_count(); ++i) {
        const Value* const entry = value.find(type.member_name(i));
        if (entry == nullptr || !matches(*entry, type.member_type(i), true)) return false;
      }
      return true;
    }
    case TypeKind::kRange: {
      if (!value.is_range()) return false;
      const RangeRep& range = value.as_range();
      return matches(range.start, type.element(), true) && matches(range.end, type.element(), true);
    }
    case TypeKind::kFunction:
      return value.is_function() && value.as_function().is_instance_of(type);
    case TypeKind::kUnknown:
      return false;
  }
  return false;
}

}  // namespace

bool is_instance(const Value& value, const Type& type) { return matches(value, type, false); }
bool conforms(const Value& value, const Type& type) { return matches(value, type, true); }

bool conforms(const Type& from, const Type& to) {
  if (to.is_any() || from.kind() == TypeKind::kNull) return true;
  if (from.kind() != to.kind()) return false;
  if (from.identity() != nullptr && from.identity() == to.identity()) return true;
  switch (to.kind()) {
    case TypeKind::kList:
    case TypeKind::kRange:
      return conforms(from.element(), to.element());
    case TypeKind::kContext:
      for (size_t i = 0; i < to.member_count(); ++i) {
        const Type* const member = from.member(to.member_name(i));
        if (member == nullptr || !conforms(*member, to.member_type(i))) return false;
      }
      return true;
    case TypeKind::kFunction: {
      if (from.parameters().size() != to.parameters().size()) return false;
      for (size_t i = 0; i < to.parameters().size(); ++i) {
        if (!conforms(to.parameters()[i], from.parameters()[i])) return false;
      }
      return conforms(from.result(), to.result());
    }
    case TypeKind::kUnknown:
      return from == to;
    default:
      return true;
  }
}

bool coerce(Value& value, const Type& type) {
  if (conforms(value, type)) return true;
  Value converted;
  if (type.kind() == TypeKind::kList && !value.is_list()) {
    if (!conforms(value, type.element())) return false;
    converted = Value::list({value});
  } else if (value.is_list() && type.kind() != TypeKind::kList) {
    if (value.as_list().size() != 1) return false;
    converted = value.as_list()[0];
  } else if (type.kind() == TypeKind::kDateTime && value.kind() == Kind::kDate) {
    // A date is the date and time of its midnight, UTC (10.3.2.3.5).
    converted = Value::date_time({value.as_date().days * kSecondsPerDay, 0, ZoneRef::offset(0)});
  } else {
    return false;
  }
  if (!conforms(converted, type)) return false;
  value = std::move(converted);
  return true;
}

}  // namespace tollgate::feel
