// The short ways of the evaluator: numbers in a machine word, compared and computed in place.
#pragma once

#include <array>

#include "tollgate/feel/ast.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

// The largest words that 10^0 .. 10^18 times them still fit.
constexpr auto kScaleBounds = [] {
  std::array<uint64_t, 19> bounds{};
  for (size_t i = 0; i < bounds.size(); ++i) bounds[i] = uint64_t(INT64_MAX) / kPowersOf10[i];
  return bounds;
}();

inline bool both_small(const Value& a, const Value& b) {
  return ((a.head() ^ uint64_t(Tag::kNumber)) & 0xff) == 0 &&
         ((b.head() ^ uint64_t(Tag::kNumber)) & 0xff) == 0;
}

// Where a small number's head has its exponent.
constexpr uint64_t kExponentBits = 0xffff0000;
inline int exponent_of(uint64_t head) { return int16_t(uint16_t(head >> 16)); }

// Multiplying by a power of ten whose result fits a word. Bounds instead of the processor's
// overflow flag: WebAssembly has none, and would multiply in 128 bits.
constexpr int kMaxDigits = 18;
inline bool can_scale(int64_t word, int digits) {
  const uint64_t bound = kScaleBounds[digits];
  return static_cast<uint64_t>(word) + bound <= 2 * bound;
}
// Garbage unless can_scale().
inline int64_t scaled(int64_t word, int digits) {
  return static_cast<int64_t>(static_cast<uint64_t>(word) * kPowersOf10[digits]);
}

// False when the product does not fit.
constexpr uint64_t kHalfWord = uint64_t(1) << 31;
inline bool multiply_words(int64_t x, int64_t y, int64_t& product) {
  const uint64_t a = static_cast<uint64_t>(x);
  const uint64_t b = static_cast<uint64_t>(y);
  if ((((a + kHalfWord) | (b + kHalfWord)) >> 32) != 0) {
    return !__builtin_mul_overflow(x, y, &product);
  }
  product = x * y;
  return true;
}

inline bool holds(Operator op, Order order) {
  switch (op) {
    case Operator::kLess:
      return order == Order::kLess;
    case Operator::kLessEqual:
      return order == Order::kLess || order == Order::kEqual;
    case Operator::kGreater:
      return order == Order::kGreater;
    case Operator::kGreaterEqual:
      return order == Order::kGreater || order == Order::kEqual;
    default:
      return false;
  }
}

// Brings two small numbers to one exponent; false when a word is too short for that.
inline bool align(const Value& a, const Value& b, int64_t& x, int64_t& y, uint64_t& head) {
  x = a.word();
  y = b.word();
  head = a.head();
  if (a.head() == b.head()) return true;
  const int digits = a.small_exponent() - b.small_exponent();
  if (digits > 0) {
    head = b.head();
    if (digits > kMaxDigits || !can_scale(x, digits)) return false;
    x = scaled(x, digits);
    return true;
  }
  if (-digits > kMaxDigits || !can_scale(y, -digits)) return false;
  y = scaled(y, -digits);
  return true;
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
  if (!both_small(a, b) || !multiply_words(a.word(), b.word(), product)) return false;
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

// Of two strings: short ones word by word, long ones so that the work is counted.
inline bool equal_strings(const Value& a, const Value& b) {
  constexpr size_t kShort = 64;
  const StringRep& x = a.string_rep();
  const StringRep& y = b.string_rep();
  if (&x == &y) return true;
  if (x.size != y.size) return false;
  if (x.size > kShort) return equals(a, b) == true;
  const auto* left = reinterpret_cast<const char*>(&x + 1);
  const auto* right = reinterpret_cast<const char*>(&y + 1);
  for (size_t i = 0; i < StringRep::words(x.size); ++i) {
    uint64_t words[2];
    std::memcpy(&words[0], left + i * 8, 8);
    std::memcpy(&words[1], right + i * 8, 8);
    if (words[0] != words[1]) return false;
  }
  return true;
}

inline std::optional<bool> fast_equals(const Value& a, const Value& b) {
  if (both_small(a, b)) {
    int64_t x, y;
    uint64_t head;
    if (align(a, b, x, y, head)) return x == y;
  } else if (a.is_string() && b.is_string()) {
    return equal_strings(a, b);
  }
  return equals(a, b);
}

}  // namespace tollgate::feel
