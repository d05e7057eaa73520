// 10.3.2.13: equality, identity and order.
#include <algorithm>

#include "tollgate/feel/operations.h"

#include "tollgate/feel/memory.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {
namespace {

Order from_sign(int sign) {
  return sign < 0 ? Order::kLess : sign > 0 ? Order::kGreater : Order::kEqual;
}

// Long texts take time to compare, and it is counted.
int compare_texts(const Value& a, const Value& b) {
  if (a.rep() == b.rep()) return 0;
  const std::string_view x = a.as_string(), y = b.as_string();
  const size_t shorter = x.size() < y.size() ? x.size() : y.size();
  spend_work(work::compared(shorter));
  return x.compare(y);
}

template <typename T>
Order order_of(const T& a, const T& b) {
  return a < b ? Order::kLess : b < a ? Order::kGreater : Order::kEqual;
}

// Two values that both carry a zone compare as instants, two without as they read. One without
// takes the zone of the other (table 54).
Order order_date_times(DateTime a, DateTime b) {
  if (a.zone.is_none()) a.zone = b.zone;
  if (b.zone.is_none()) b.zone = a.zone;
  if (a.zone.is_named() || b.zone.is_named()) spend_work(2 * work::kZone);
  const bool as_read = a.zone == b.zone && !a.zone.is_named();
  const int64_t sa = as_read ? a.local_seconds : a.utc_seconds();
  const int64_t sb = as_read ? b.local_seconds : b.utc_seconds();
  if (sa != sb) return order_of(sa, sb);
  return order_of(a.nanoseconds, b.nanoseconds);
}

int64_t utc_nanoseconds(const TimeOfDay& time) {
  const ZoneRef zone = time.zone;
  const int32_t offset = zone.is_named()    ? standard_offset(zone.zone())
                         : zone.is_offset() ? zone.offset_seconds()
                                            : 0;
  return time.nanoseconds - offset * kNanosecondsPerSecond;
}

Order order_times(const TimeOfDay& a, const TimeOfDay& b) {
  const bool as_read = a.zone == b.zone || a.zone.is_none() || b.zone.is_none();
  if (as_read) return order_of(a.nanoseconds, b.nanoseconds);
  return order_of(utc_nanoseconds(a), utc_nanoseconds(b));
}

// Equality does not borrow the other's zone: with and without one are two values.
template <typename T>
bool both_zoned_or_none(const T& a, const T& b) {
  return a.zone.is_none() == b.zone.is_none();
}

// Lists, contexts and ranges are the same, or identical, when what is in them is.
using Equality = bool (*)(const Value&, const Value&);

bool equal_lists(std::span<const Value> a, std::span<const Value> b, Equality equality) {
  if (a.size() != b.size()) return false;
  spend_work(a.size() * work::kItem * 2);
  return std::equal(a.begin(), a.end(), b.begin(), equality);
}

bool equal_contexts(const ContextRep& a, const ContextRep& b, Equality equality) {
  if (a.size() != b.size()) return false;
  spend_work(a.size() * work::kItem * 2);
  if (a.shape.identity() == b.shape.identity()) {
    return std::equal(a.data(), a.data() + a.size(), b.data(), equality);
  }
  size_t key_bytes = 0;
  for (size_t i = 0; i < a.size(); ++i) key_bytes += a.key(i).size();
  const uint64_t levels = work::levels(a.size());
  spend_work(levels * (a.size() * work::kItem * 2 + work::compared(key_bytes)));
  for (size_t i = 0; i < a.size(); ++i) {
    const Value* const other = b.find(a.key(i));
    if (other == nullptr || !equality(a.value(i), *other)) return false;
  }
  return true;
}

bool equal_ranges(const RangeRep& a, const RangeRep& b, Equality equality) {
  spend_work(2 * work::kItem);
  return a.start_included == b.start_included && a.end_included == b.end_included &&
         a.negated == b.negated && equality(a.start, b.start) && equality(a.end, b.end);
}

}  // namespace

std::optional<bool> equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBoolean:
      return a.as_boolean() == b.as_boolean();
    case Kind::kNumber:
      if (a.tag() == Tag::kNumber && a.head() == b.head()) return a.word() == b.word();
      spend_work(work::kWideCompare);
      return compare(a.as_number(), b.as_number()) == 0;
    case Kind::kString:
      return compare_texts(a, b) == 0;
    case Kind::kDate:
    case Kind::kYearsMonthsDuration:
      return a.word() == b.word();
    case Kind::kDaysTimeDuration:
      return a.as_days_time_duration() == b.as_days_time_duration();
    case Kind::kTime:
      return both_zoned_or_none(a.as_time(), b.as_time()) &&
             order_times(a.as_time(), b.as_time()) == Order::kEqual;
    case Kind::kDateTime:
      return both_zoned_or_none(a.as_date_time(), b.as_date_time()) &&
             order_date_times(a.as_date_time(), b.as_date_time()) == Order::kEqual;
    case Kind::kList:
      return equal_lists(a.as_list(), b.as_list(), same);
    case Kind::kContext:
      return equal_contexts(a.as_context(), b.as_context(), same);
    case Kind::kRange:
      return equal_ranges(a.as_range(), b.as_range(), same);
    case Kind::kFunction:
      return a.rep() == b.rep() || a.as_function().equals(b.as_function());
  }
  return std::nullopt;
}

Order order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return Order::kNone;
  switch (a.kind()) {
    case Kind::kNumber:
      if (a.tag() == Tag::kNumber && a.head() == b.head()) return order_of(a.word(), b.word());
      spend_work(work::kWideCompare);
      return from_sign(compare(a.as_number(), b.as_number()));
    case Kind::kString:
      return from_sign(compare_texts(a, b));
    case Kind::kDate:
    case Kind::kYearsMonthsDuration:
      return order_of(a.word(), b.word());
    case Kind::kDaysTimeDuration:
      return order_of(a.as_days_time_duration(), b.as_days_time_duration());
    case Kind::kTime:
      return order_times(a.as_time(), b.as_time());
    case Kind::kDateTime:
      return order_date_times(a.as_date_time(), b.as_date_time());
    default:
      return Order::kNone;
  }
}

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kTime:
      return a.as_time() == b.as_time();
    case Kind::kDateTime:
      return a.as_date_time() == b.as_date_time();
    case Kind::kList:
      return equal_lists(a.as_list(), b.as_list(), identical);
    case Kind::kContext:
      return equal_contexts(a.as_context(), b.as_context(), identical);
    case Kind::kRange:
      return equal_ranges(a.as_range(), b.as_range(), identical);
    default:
      return same(a, b);
  }
}

Value in_range(const Value& value, const RangeRep& range) {
  if (range.negated) {
    const std::optional<bool> equal = equals(value, range.start);
    return equal ? Value::boolean(!*equal)
                 : null_because(NullCode::kOperandTypes, value, range.start);
  }
  // `= x` also holds for kinds that have no order.
  if (range.start_included && range.end_included && !range.start.is_null() &&
      identical(range.start, range.end)) {
    const std::optional<bool> equal = equals(value, range.start);
    return equal ? Value::boolean(*equal)
                 : null_because(NullCode::kOperandTypes, value, range.start);
  }
  bool inside = true;
  if (!range.start.is_null()) {
    const Order o = order(range.start, value);
    if (o == Order::kNone) return null_because(NullCode::kOperandTypes, value, range.start);
    inside = o == Order::kLess || (o == Order::kEqual && range.start_included);
  }
  if (!range.end.is_null()) {
    const Order o = order(value, range.end);
    if (o == Order::kNone) return null_because(NullCode::kOperandTypes, value, range.end);
    inside = inside && (o == Order::kLess || (o == Order::kEqual && range.end_included));
  }
  return Value::boolean(inside);
}

}  // namespace tollgate::feel
