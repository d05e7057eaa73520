// Paths and positions. DMN 1.5, 10.3.2.5 (filters), 10.3.2.11 (properties, table 65).
#include "fast.h"
#include "machine.h"
#include "tollgate/feel/operations.h"

namespace tollgate::feel {
namespace {

struct PropertyName {
  std::string_view name;
  Property property;
};

constexpr PropertyName kProperties[] = {
    {"year", Property::kYear},
    {"month", Property::kMonth},
    {"day", Property::kDay},
    {"weekday", Property::kWeekday},
    {"hour", Property::kHour},
    {"minute", Property::kMinute},
    {"second", Property::kSecond},
    {"time offset", Property::kTimeOffset},
    {"timezone", Property::kTimezone},
    {"years", Property::kYears},
    {"months", Property::kMonths},
    {"days", Property::kDays},
    {"hours", Property::kHours},
    {"minutes", Property::kMinutes},
    {"seconds", Property::kSeconds},
    {"start", Property::kStart},
    {"end", Property::kEnd},
    {"start included", Property::kStartIncluded},
    {"end included", Property::kEndIncluded},
};

Value no_member(const Value& source) {
  return null_because(source.is_null() ? NullCode::kNullOperand : NullCode::kNoMember, source);
}

Value date_member(int64_t days, Property property) {
  const CivilDate date = civil_from_days(days);
  switch (property) {
    case Property::kYear:
      return Value::integer(date.year);
    case Property::kMonth:
      return Value::integer(date.month);
    case Property::kDay:
      return Value::integer(date.day);
    default:
      return Value::integer(weekday_from_days(days));
  }
}

// Seconds with their fraction.
Value seconds_value(int64_t seconds, uint32_t nanoseconds, bool negative) {
  if (nanoseconds == 0) return Value::integer(negative ? -seconds : seconds);
  const uint128 total = uint128(uint64_t(seconds)) * 1000000000u + nanoseconds;
  return Value::number(Decimal::make(negative, total, -9));
}

Value clock_member(int64_t second_of_day, uint32_t nanoseconds, Property property) {
  switch (property) {
    case Property::kHour:
      return Value::integer(second_of_day / 3600);
    case Property::kMinute:
      return Value::integer(second_of_day / 60 % 60);
    default:
      return seconds_value(second_of_day % 60, nanoseconds, false);
  }
}

Value zone_member(ZoneRef zone, int32_t offset, Property property) {
  if (property == Property::kTimezone) {
    return zone.is_named() ? Value::string(time_zone_name(zone.zone())) : Value();
  }
  return zone.is_none() ? Value() : Value::days_time_duration({offset, 0});
}

bool is_date_part(Property p) { return p >= Property::kYear && p <= Property::kWeekday; }
bool is_clock_part(Property p) { return p >= Property::kHour && p <= Property::kSecond; }
bool is_zone_part(Property p) { return p == Property::kTimeOffset || p == Property::kTimezone; }

Value date_time_member(const Value& source, Property property) {
  const DateTime t = source.as_date_time();
  if (is_date_part(property)) {
    return date_member(floor_divide(t.local_seconds, kSecondsPerDay), property);
  }
  if (is_clock_part(property)) {
    return clock_member(floor_modulo(t.local_seconds, kSecondsPerDay), t.nanoseconds, property);
  }
  if (!is_zone_part(property)) return no_member(source);
  if (t.zone.is_named()) spend_work(2 * work::kZone);
  return zone_member(t.zone, t.offset_seconds(), property);
}

Value time_member(const Value& source, Property property) {
  const TimeOfDay t = source.as_time();
  if (is_clock_part(property)) {
    return clock_member(t.nanoseconds / kNanosecondsPerSecond,
                        static_cast<uint32_t>(t.nanoseconds % kNanosecondsPerSecond), property);
  }
  if (!is_zone_part(property)) return no_member(source);
  const int32_t offset =
      t.zone.is_named() ? standard_offset(t.zone.zone()) : t.zone.offset_at_local(0);
  return zone_member(t.zone, offset, property);
}

Value days_time_member(const Value& source, Property property) {
  DaysTimeDuration d = source.as_days_time_duration();
  const bool negative = d.seconds < 0;
  if (negative) {
    d.seconds = -d.seconds;
    if (d.nanoseconds != 0) {
      --d.seconds;
      d.nanoseconds = static_cast<uint32_t>(kNanosecondsPerSecond - d.nanoseconds);
    }
  }
  const int64_t sign = negative ? -1 : 1;
  switch (property) {
    case Property::kDays:
      return Value::integer(sign * (d.seconds / kSecondsPerDay));
    case Property::kHours:
      return Value::integer(sign * (d.seconds / 3600 % 24));
    case Property::kMinutes:
      return Value::integer(sign * (d.seconds / 60 % 60));
    case Property::kSeconds:
      return seconds_value(d.seconds % 60, d.nanoseconds, negative);
    default:
      return no_member(source);
  }
}

Value range_member(const Value& source, Property property) {
  const RangeRep& range = source.as_range();
  switch (property) {
    case Property::kStart:
      return range.start;
    case Property::kEnd:
      return range.end;
    case Property::kStartIncluded:
      return Value::boolean(range.start_included);
    case Property::kEndIncluded:
      return Value::boolean(range.end_included);
    default:
      return no_member(source);
  }
}

}  // namespace

Property property_named(std::string_view name) {
  for (const PropertyName& entry : kProperties) {
    if (entry.name == name) return entry.property;
  }
  return Property::kNone;
}

Value member_of(const Value& source, const PathInfo& info) {
  const Property p = info.property;
  switch (source.kind()) {
    case Kind::kContext: {
      const ContextRep& context = source.as_context();
      const int32_t index = context.shape.find(info.name);
      if (index < 0) return no_member(source);
      info.shape = context.shape.identity();
      info.index = static_cast<uint32_t>(index);
      return context.value(info.index);
    }
    case Kind::kDate:
      return is_date_part(p) ? date_member(source.as_date().days, p) : no_member(source);
    case Kind::kDateTime:
      return date_time_member(source, p);
    case Kind::kTime:
      return time_member(source, p);
    case Kind::kYearsMonthsDuration:
      if (p == Property::kYears) return Value::integer(source.word() / 12);
      if (p == Property::kMonths) return Value::integer(source.word() % 12);
      return no_member(source);
    case Kind::kDaysTimeDuration:
      return days_time_member(source, p);
    case Kind::kRange:
      return range_member(source, p);
    default:
      return no_member(source);
  }
}

Value Machine::path(const Value& source, const PathInfo& info) {
  if (!source.is_list()) return member_of(source, info);
  // A path over a list is the list of the items' members.
  std::vector<Value> members;
  const std::span<const Value> items = source.as_list();
  make_room(items.size() * sizeof(Value));
  members.reserve(items.size());
  spend(work::kAllocation + items.size() * work::kItem * 3);
  for (const Value& item : items) members.push_back(path(item, info));
  return Value::list(std::move(members));
}

Value item_at(const Value& list, const Value& position) {
  if (list.is_null()) return null_because(NullCode::kNullOperand, list, position);
  const std::optional<int64_t> index = position.as_integer();
  const int64_t size = list.is_list() ? static_cast<int64_t>(list.as_list().size()) : 1;
  if (!index || *index == 0 || *index > size || *index < -size) {
    return null_because(NullCode::kIndexRange, list, position);
  }
  if (!list.is_list()) return list;
  return list.as_list()[static_cast<size_t>(*index > 0 ? *index - 1 : size + *index)];
}

void append_item(Value& list, Value item, Machine& machine) {
  auto* rep = static_cast<ListRep*>(list.rep());
  // Somebody holds the list as it was; with `for .. return partial` it is the item itself.
  if (rep->references != 1) {
    machine.spend(rep->items.size() * work::kItem);
    list = Value::list(rep->items);
    rep = static_cast<ListRep*>(list.rep());
  }
  if (rep->items.size() == rep->items.capacity()) {
    const size_t grown = std::max<size_t>(8, rep->items.size() * 2);
    const size_t bytes = (grown - rep->items.size()) * sizeof(Value);
    charge(bytes);
    spend_work(work::kAllocation + rep->items.size() * work::kItem);
    rep->bytes += static_cast<uint32_t>(bytes);
    rep->items.reserve(grown);
  }
  const bool container =
      item.is_shared() && item.tag() != Tag::kString && item.tag() != Tag::kBigNumber;
  if (container) {
    const uint16_t around = static_cast<uint16_t>(item.rep()->depth + 1);
    if (around > kLargestDepth) throw LimitExceeded{Limit::kDepth};
    rep->depth = std::max(rep->depth, around);
  }
  rep->weight = add_weight(rep->weight, weight_of(item));
  rep->items.push_back(std::move(item));
}

// 10.3.2.13 (table 55): e1 in e2.
Value is_in(const Value& value, const Value& test, Machine& machine) {
  if (test.is_range()) {
    if (value.is_null()) return null_because(NullCode::kNullOperand, value, test);
    if (value.is_range()) return Value::boolean(same(value, test));
    return in_range(value, test.as_range());
  }
  if (test.is_list()) {
    machine.spend(test.as_list().size() * work::kItem * 2);
    if (value.is_list() && same(value, test)) return Value::boolean(true);
    for (const Value& item : test.as_list()) {
      const bool in = item.is_range() && !value.is_range()
                          ? in_range(value, item.as_range()).is_true()
                          : fast_equals(value, item).value_or(false);
      if (in) return Value::boolean(true);
    }
    return Value::boolean(false);
  }
  if (test.is_null() && test.null_origin().code != 0) return test;
  const std::optional<bool> equal = fast_equals(value, test);
  return equal ? Value::boolean(*equal) : null_because(NullCode::kOperandTypes, value, test);
}

}  // namespace tollgate::feel
