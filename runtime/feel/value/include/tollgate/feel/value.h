// A FEEL value: 16 bytes, immutable, cheap to copy.
//
//   Value n = Value::number(*Decimal::parse("12.50"));
//   Value s = Value::string("Guangzhou");
//   Value list = Value::list({n, s});
//   n.kind() == Kind::kNumber;  n.as_number().to_text() == "12.5"
//
// Booleans, numbers of any of decimal128's common shapes, dates, times and durations live in the
// 16 bytes; strings, lists, contexts, ranges and functions are shared and reference-counted.
// Counts are not atomic: a value belongs to one thread at a time.
//
// A null may carry why it is null: see null_reason.h.
// Source: DMN 1.5, 10.3.2 (semantic domain).
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"

namespace tollgate::feel {

enum class Kind : uint8_t {
  kNull,
  kBoolean,
  kNumber,
  kString,
  kDate,
  kTime,
  kDateTime,
  kYearsMonthsDuration,
  kDaysTimeDuration,
  kList,
  kContext,
  kRange,
  kFunction,
};

// How a value is stored; tags from kFirstShared on hold a pointer.
enum class Tag : uint8_t {
  kNull,
  kBoolean,
  kNumber,      // int64 coefficient, exponent beside the tag
  kWideNumber,  // 113 bits of coefficient, exponent 0..-63
  kDate,
  kTime,
  kDateTime,
  kYearsMonthsDuration,
  kDaysTimeDuration,
  kFirstShared,
  kBigNumber = kFirstShared,
  kString,
  kList,
  kContext,
  kRange,
  kFunction,
};

class Value;
struct Rep;
struct StringRep;
struct ListRep;
struct ContextRep;
struct RangeRep;
struct FunctionRep;
class Shape;
class Type;

// Why a null is null, packed into the null itself. code 0: no reason known.
struct NullOrigin {
  uint8_t code = 0;  // a NullCode, see null_reason.h of feel/eval.
  uint8_t left = 0;  // Kinds of the operands
  uint8_t right = 0;
  uint16_t detail = 0;  // an operator, a built-in function, a parameter
  uint32_t begin = 0;   // span in the expression's text
  uint32_t end = 0;
};

class Value {
 public:
  Value() : head_(0), word_(0) {}
  Value(const Value& other) : head_(other.head_), word_(other.word_) {
    if (is_shared()) retain();
  }
  Value(Value&& other) noexcept : head_(other.head_), word_(other.word_) { other.head_ = 0; }
  Value& operator=(const Value& other) {
    if (other.is_shared()) other.retain();
    if (is_shared()) release();
    head_ = other.head_;
    word_ = other.word_;
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    const uint64_t head = other.head_;
    const uint64_t word = other.word_;
    other.head_ = 0;
    if (is_shared()) release();
    head_ = head;
    word_ = word;
    return *this;
  }
  ~Value() {
    if (is_shared()) release();
  }

  // Constructors.
  static Value null() { return {}; }
  static Value null(const NullOrigin& origin);
  static Value boolean(bool value) { return Value(Tag::kBoolean, 0, value ? 1 : 0); }
  static Value integer(int64_t value) { return small_number(value, 0); }
  static Value number(const Decimal& value);
  static Value number(const std::optional<Decimal>& value) {
    return value ? number(*value) : null();
  }
  static Value string(std::string_view text);
  static Value date(Date value) { return Value(Tag::kDate, 0, static_cast<uint64_t>(value.days)); }
  static Value time(TimeOfDay value) {
    return Value(Tag::kTime, uint64_t(value.zone.bits()) << 8,
                 static_cast<uint64_t>(value.nanoseconds));
  }
  static Value date_time(DateTime value) {
    return Value(Tag::kDateTime,
                 uint64_t(value.zone.bits()) << 8 | uint64_t(value.nanoseconds) << 32 |
                     uint64_t(value.repeated) << 63,
                 static_cast<uint64_t>(value.local_seconds));
  }
  static Value years_months_duration(YearsMonthsDuration value) {
    return Value(Tag::kYearsMonthsDuration, 0, static_cast<uint64_t>(value.months));
  }
  static Value days_time_duration(DaysTimeDuration value) {
    return Value(Tag::kDaysTimeDuration, uint64_t(value.nanoseconds) << 32,
                 static_cast<uint64_t>(value.seconds));
  }
  static Value list(std::vector<Value> items);
  // Entries in order; the keys must differ.
  static Value context(std::vector<std::pair<std::string, Value>> entries);
  static Value context(const Shape& shape, std::vector<Value> values);
  static Value range(RangeRep* owned);  // takes over one reference, see make_range
  static Value function(FunctionRep* owned);
  // coefficient * 10^exponent for exponents -kSmallExponent..kSmallExponent.
  // For the evaluator: head and word as another scalar had them.
  static Value raw_scalar(uint64_t head, int64_t word) {
    return Value(Tag(head & 0xff), head & ~uint64_t(0xff), static_cast<uint64_t>(word));
  }
  static constexpr int kSmallExponent = 400;
  static Value small_number(int64_t coefficient, int exponent) {
    return Value(Tag::kNumber, uint64_t(uint16_t(int16_t(exponent))) << 16,
                 static_cast<uint64_t>(coefficient));
  }

  // What it is.
  Tag tag() const { return static_cast<Tag>(head_ & 0xff); }
  Kind kind() const { return kKinds[head_ & 0xff]; }
  bool is_null() const { return tag() == Tag::kNull; }
  bool is_boolean() const { return tag() == Tag::kBoolean; }
  bool is_number() const { return kind() == Kind::kNumber; }
  bool is_string() const { return tag() == Tag::kString; }
  bool is_list() const { return tag() == Tag::kList; }
  bool is_context() const { return tag() == Tag::kContext; }
  bool is_range() const { return tag() == Tag::kRange; }
  bool is_function() const { return tag() == Tag::kFunction; }
  bool is_true() const { return head_ == uint64_t(Tag::kBoolean) && word_ == 1; }
  bool is_false() const { return head_ == uint64_t(Tag::kBoolean) && word_ == 0; }

  // Contents; each asserts the kind.
  bool as_boolean() const { return word_ != 0; }
  Decimal as_number() const;
  std::optional<int64_t> as_integer() const;  // whole numbers within int64
  std::string_view as_string() const;
  const StringRep& string_rep() const;
  Date as_date() const { return {static_cast<int64_t>(word_)}; }
  TimeOfDay as_time() const {
    return {static_cast<int64_t>(word_), ZoneRef::from_bits((head_ >> 8) & 0xffffff)};
  }
  DateTime as_date_time() const {
    return {static_cast<int64_t>(word_), static_cast<uint32_t>(head_ >> 32) & 0x7fffffff,
            ZoneRef::from_bits((head_ >> 8) & 0xffffff), (head_ >> 63) != 0};
  }
  YearsMonthsDuration as_years_months_duration() const { return {static_cast<int64_t>(word_)}; }
  DaysTimeDuration as_days_time_duration() const {
    return {static_cast<int64_t>(word_), static_cast<uint32_t>(head_ >> 32)};
  }
  std::span<const Value> as_list() const;
  const ContextRep& as_context() const;
  const RangeRep& as_range() const;
  const FunctionRep& as_function() const;
  NullOrigin null_origin() const;

  // The entry's value, or a null pointer when this is no context or has no such entry.
  const Value* find(std::string_view key) const;

  // Raw parts, for the evaluator's fast paths.
  uint64_t head() const { return head_; }
  int64_t word() const { return static_cast<int64_t>(word_); }
  int small_exponent() const { return int16_t(uint16_t(head_ >> 16)); }
  Rep* rep() const { return reinterpret_cast<Rep*>(static_cast<uintptr_t>(word_)); }
  bool is_shared() const { return (head_ & 0xff) >= uint64_t(Tag::kFirstShared); }

 private:
  Value(Tag tag, uint64_t head, uint64_t word) : head_(uint64_t(tag) | head), word_(word) {}
  Value(Tag tag, Rep* rep)
      : head_(uint64_t(tag)), word_(static_cast<uint64_t>(reinterpret_cast<uintptr_t>(rep))) {}
  inline void retain() const;
  inline void release() const;
  static void destroy(Rep* rep, Tag tag);

  static constexpr Kind kKinds[15] = {Kind::kNull,
                                      Kind::kBoolean,
                                      Kind::kNumber,
                                      Kind::kNumber,
                                      Kind::kDate,
                                      Kind::kTime,
                                      Kind::kDateTime,
                                      Kind::kYearsMonthsDuration,
                                      Kind::kDaysTimeDuration,
                                      Kind::kNumber,
                                      Kind::kString,
                                      Kind::kList,
                                      Kind::kContext,
                                      Kind::kRange,
                                      Kind::kFunction};

  friend struct ListRep;
  friend Value adopt(Tag tag, Rep* rep);

  uint64_t head_;
  uint64_t word_;
};
static_assert(sizeof(Value) == 16);

// What all shared values begin with.
struct Rep {
  mutable uint32_t references = 1;
  uint16_t depth = 1;   // 1 + the deepest member's; bounded, see memory.h
  uint32_t bytes = 0;   // charged to the memory meter
  uint32_t weight = 1;  // pieces of 16 bytes with all that is inside; bounded, see memory.h
};

inline void Value::retain() const { ++rep()->references; }
inline void Value::release() const {
  Rep* const r = rep();
  if (--r->references == 0) destroy(r, tag());
}

struct alignas(8) StringRep : Rep {
  uint32_t size = 0;
  // size bytes of UTF-8 follow the struct, then zeros up to the end of a word, at least one: short
  // texts are compared by words.
  static constexpr size_t words(size_t size) { return size / 8 + 1; }
  char* text() { return reinterpret_cast<char*>(this + 1); }
  std::string_view view() const { return {reinterpret_cast<const char*>(this + 1), size}; }
};

struct BigNumberRep : Rep {
  Decimal value;
};

struct ListRep : Rep {
  std::vector<Value> items;
};

// The keys of a context, in order, shared by contexts of the same make.
class Shape {
 public:
  Shape() = default;
  explicit Shape(std::vector<std::string> keys);
  // The shape of these keys that this thread made lately, or a new one: records that are read one
  // by one share theirs, and paths find their entries at once.
  static Shape shared(std::vector<std::string> keys);
  Shape(const Shape& other);
  Shape& operator=(const Shape& other);
  ~Shape();

  size_t size() const { return rep_ == nullptr ? 0 : rep_->keys.size(); }
  const std::string& key(size_t i) const { return rep_->keys[i]; }
  // The key's position, or -1.
  int32_t find(std::string_view key) const;
  // Equal identities mean equal keys; identities are never used again. 0: no keys.
  uint64_t identity() const { return rep_ == nullptr ? 0 : rep_->identity; }
  bool has_keys(const std::vector<std::string>& keys) const;

 private:
  struct Keys {
    uint32_t references = 1;
    uint64_t identity = 0;
    std::vector<std::string> keys;
    std::vector<uint32_t> sorted;  // positions by key, for shapes of more than 8 keys
  };
  Keys* rep_ = nullptr;
};

struct alignas(Value) ContextRep : Rep {
  Shape shape;
  // As many values as the shape has keys follow the struct: one piece of memory for a record.

  size_t size() const { return shape.size(); }
  const std::string& key(size_t i) const { return shape.key(i); }
  const Value& value(size_t i) const { return data()[i]; }
  const Value* data() const { return reinterpret_cast<const Value*>(this + 1); }
  Value* data() { return reinterpret_cast<Value*>(this + 1); }
  const Value* find(std::string_view key) const {
    const int32_t at = shape.find(key);
    return at < 0 ? nullptr : data() + at;
  }
};

// [start..end] and its open variants, `< 5` (start is null), `= 5` (both ends), `!= 5`.
struct RangeRep : Rep {
  Value start;
  Value end;
  bool start_included = false;
  bool end_included = false;
  bool negated = false;  // `!= x`: everything but [x..x]
};

Value make_range(Value start, bool start_included, Value end, bool end_included,
                 bool negated = false);

// A function value; the evaluator derives built-ins and closures from it.
struct FunctionRep : Rep {
  std::vector<std::string> parameters;
  virtual ~FunctionRep() = default;
  // Whether the function is an instance of the function type.
  virtual bool is_instance_of(const Type& type) const = 0;
  // The same parameters, body and scope (10.3.2.15, table 53).
  virtual bool equals(const FunctionRep& other) const = 0;
};

inline const StringRep& Value::string_rep() const { return *static_cast<const StringRep*>(rep()); }
inline std::string_view Value::as_string() const { return string_rep().view(); }
inline std::span<const Value> Value::as_list() const {
  return static_cast<const ListRep*>(rep())->items;
}
inline const ContextRep& Value::as_context() const {
  return *static_cast<const ContextRep*>(rep());
}
inline const RangeRep& Value::as_range() const { return *static_cast<const RangeRep*>(rep()); }
inline const FunctionRep& Value::as_function() const {
  return *static_cast<const FunctionRep*>(rep());
}
inline const Value* Value::find(std::string_view key) const {
  return is_context() ? as_context().find(key) : nullptr;
}

// The pieces of 16 bytes that writing the value out takes.
uint32_t weight_of(const Value& value);
// a + b; throws LimitExceeded while an evaluation runs and the sum is too large.
uint32_t add_weight(uint32_t a, uint32_t b);

// "number", "days and time duration", ...: the name in FEEL's own notation.
std::string_view kind_name(Kind kind);

// The text a person reads and string() gives: strings bare at the top level, quoted inside.
// 10.3.4.1 string(from).
std::string to_text(const Value& value);
// An expression that evaluates to the value again (functions excepted): strings quoted, temporal
// values as @"...".
std::string to_feel_text(const Value& value);
// At least the first `bytes` of it, without taking longer for values that are larger.
std::string to_feel_excerpt(const Value& value, size_t bytes);
// "a\"b" in quotes, with escapes.
std::string quote(std::string_view text);

}  // namespace tollgate::feel
