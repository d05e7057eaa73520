// The short ways of the evaluator: numbers in a machine word, compared and computed in place.
#pragma once

#include "tollgate/feel/operations.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

inline bool both_small(const Value& a, const Value& b) {
  return ((a.head() ^ uint64_t(Tag::kNumber)) & 0xff) == 0 &&
         ((b.head() ^ uint64_t(Tag::kNumber)) & 0xff) == 0;
}

// Brings two small numbers to one exponent; false when a word is too short for that.
inline bool align(const Value& a, const Value& b, int64_t& x, int64_t& y, uint64_t& head) {
  x = a.word();
  y = b.word();
  head = a.head();
  if (a.head() == b.head()) return true;
  const int gap = a.small_exponent() - b.small_exponent();
  if (gap > 0) {
    if (gap > 18) return false;
    head = b.head();
    return !__builtin_mul_overflow(x, static_cast<int64_t>(kPowersOf10[gap]), &x);
  }
  if (gap < -18) return false;
  return !__builtin_mul_overflow(y, static_cast<int64_t>(kPowersOf10[-gap]), &y);
}

inline bool fast_add(const Value& a, const Value& b, Value& out) {
  int64_t x, y, sum;
  uint64_t head;
  if (!both_small(a, b) || !align(a, b, x, y, head) || __builtin_add_overflow(x, y, &sum)) {
    return false;
  }
  out = Value::raw_scalar(head, sum);
  return true;
}

// Two date-times, both local or both with a fixed offset: their UTC seconds (or local ones).
inline bool plain_date_times(const Value& a, const Value& b, int64_t& x, int64_t& y) {
  if (a.tag() != Tag::kDateTime || b.tag() != Tag::kDateTime) return false;
  const ZoneRef za = a.as_date_time().zone;
  const ZoneRef zb = b.as_date_time().zone;
  if (za.is_named() || zb.is_named() || za.is_none() != zb.is_none()) return false;
  x = a.word();
  y = b.word();
  if (!za.is_none()) {
    x -= za.offset_seconds();
    y -= zb.offset_seconds();
  }
  return true;
}

inline bool fast_subtract(const Value& a, const Value& b, Value& out) {
  int64_t x, y, difference;
  uint64_t head;
  if (plain_date_times(a, b, x, y)) {
    // Both lie within the years that dates have: no overflow.
    int64_t nanoseconds = int64_t(a.head() >> 32) - int64_t(b.head() >> 32);
    int64_t seconds = x - y;
    if (nanoseconds < 0) {
      nanoseconds += kNanosecondsPerSecond;
      --seconds;
    }
    out = Value::days_time_duration({seconds, static_cast<uint32_t>(nanoseconds)});
    return true;
  }
  if (!both_small(a, b) || !align(a, b, x, y, head) || __builtin_sub_overflow(x, y, &difference)) {
    return false;
  }
  out = Value::raw_scalar(head, difference);
  return true;
}

inline bool fast_multiply(const Value& a, const Value& b, Value& out) {
  int64_t product;
  if (!both_small(a, b) || __builtin_mul_overflow(a.word(), b.word(), &product)) return false;
  const int exponent = a.small_exponent() + b.small_exponent();
  if (exponent < -Value::kSmallExponent || exponent > Value::kSmallExponent) return false;
  out = Value::small_number(product, exponent);
  return true;
}

// Exact quotients of small numbers.
inline bool fast_divide(const Value& a, const Value& b, Value& out) {
  if (!both_small(a, b) || b.word() == 0 || b.word() == -1) return false;
  if (a.word() % b.word() != 0) return false;
  const int exponent = a.small_exponent() - b.small_exponent();
  if (exponent < -Value::kSmallExponent || exponent > Value::kSmallExponent) return false;
  out = Value::small_number(a.word() / b.word(), exponent);
  return true;
}

// The order of two small numbers, durations, dates or plain date-times.
inline bool fast_order(const Value& a, const Value& b, Order& order) {
  int64_t x, y;
  uint64_t head;
  if (!both_small(a, b)) {
    const Tag tag = a.tag();
    if (tag != b.tag()) return false;
    if (tag == Tag::kDate || tag == Tag::kDaysTimeDuration || tag == Tag::kYearsMonthsDuration) {
      x = a.word();
      y = b.word();
    } else if (!plain_date_times(a, b, x, y)) {
      return false;
    }
    if (x == y) {  // nanoseconds, where the kind has them
      x = static_cast<int64_t>(a.head() >> 32);
      y = static_cast<int64_t>(b.head() >> 32);
    }
  } else if (!align(a, b, x, y, head)) {
    return false;
  }
  order = x < y ? Order::kLess : x > y ? Order::kGreater : Order::kEqual;
  return true;
}

inline std::optional<bool> fast_equals(const Value& a, const Value& b) {
  if (both_small(a, b)) {
    int64_t x, y;
    uint64_t head;
    if (align(a, b, x, y, head)) return x == y;
  } else if (a.is_string() && b.is_string()) {
    if (a.rep() == b.rep()) return true;
    if (a.as_string().size() != b.as_string().size()) return false;
  }
  return equals(a, b);
}

}  // namespace tollgate::feel
