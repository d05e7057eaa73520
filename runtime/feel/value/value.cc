#include "tollgate/feel/value.h"

#include <cassert>
#include <cstdlib>
#include <new>

#include "tollgate/feel/memory.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {

Value adopt(Tag tag, Rep* rep) { return Value(tag, rep); }

namespace {

constexpr int kWideExponentBits = 6;

// The depth of a container around `value`; throws when that nests too deep.
uint16_t depth_around(const Value& value, uint16_t depth) {
  const bool container =
      value.is_shared() && value.tag() != Tag::kString && value.tag() != Tag::kBigNumber;
  if (!container) return depth;
  const uint16_t around = static_cast<uint16_t>(value.rep()->depth + 1);
  if (around > kLargestDepth) throw LimitExceeded{Limit::kDepth};
  return around > depth ? around : depth;
}

void account(Rep& rep, size_t bytes) {
  charge(bytes);
  rep.bytes = static_cast<uint32_t>(bytes);
}

}  // namespace

Value Value::null(const NullOrigin& origin) {
  // head: tag 8, code 8, left 4, right 4, detail 16 | word: begin 32, end 32.
  const uint64_t head = uint64_t(origin.code) << 8 | uint64_t(origin.left & 15) << 16 |
                        uint64_t(origin.right & 15) << 20 | uint64_t(origin.detail) << 24;
  return Value(Tag::kNull, head, uint64_t(origin.begin) | uint64_t(origin.end) << 32);
}

NullOrigin Value::null_origin() const {
  NullOrigin origin;
  if (!is_null()) return origin;
  origin.code = static_cast<uint8_t>(head_ >> 8);
  origin.left = (head_ >> 16) & 15;
  origin.right = (head_ >> 20) & 15;
  origin.detail = static_cast<uint16_t>(head_ >> 24);
  origin.begin = static_cast<uint32_t>(word_);
  origin.end = static_cast<uint32_t>(word_ >> 32);
  return origin;
}

Value Value::number(const Decimal& value) {
  const uint128 coefficient = value.coefficient();
  const int32_t exponent = value.exponent();
  if (coefficient <= uint128(INT64_MAX) && exponent >= -kSmallExponent &&
      exponent <= kSmallExponent) {
    const int64_t word = static_cast<int64_t>(coefficient);
    return small_number(value.negative() ? -word : word, exponent);
  }
  if (exponent <= 0 && exponent > -(1 << kWideExponentBits)) {
    // head: tag 8, sign 1, minus exponent 6, upper 49 bits of the coefficient.
    const uint64_t head = uint64_t(value.negative()) << 8 | uint64_t(-exponent) << 9 |
                          static_cast<uint64_t>(coefficient >> 64) << 15;
    return Value(Tag::kWideNumber, head, static_cast<uint64_t>(coefficient));
  }
  spend_work(work::kAllocation);
  charge(sizeof(BigNumberRep));
  auto* const rep = new BigNumberRep;
  rep->bytes = sizeof(BigNumberRep);
  rep->value = value;
  return Value(Tag::kBigNumber, rep);
}

Decimal Value::as_number() const {
  switch (tag()) {
    case Tag::kNumber: {
      const int64_t coefficient = word();
      const Decimal d(coefficient);
      return Decimal::unchecked(d.negative(), d.coefficient(), small_exponent());
    }
    case Tag::kWideNumber:
      return Decimal::unchecked((head_ >> 8) & 1, uint128(head_ >> 15) << 64 | word_,
                                -static_cast<int32_t>((head_ >> 9) & 63));
    default:
      assert(tag() == Tag::kBigNumber);
      return static_cast<const BigNumberRep*>(rep())->value;
  }
}

std::optional<int64_t> Value::as_integer() const {
  if (tag() == Tag::kNumber && small_exponent() == 0) return word();
  return as_number().to_int64();
}

Value Value::string(std::string_view text) {
  const size_t words = StringRep::words(text.size());
  const size_t bytes = sizeof(StringRep) + words * 8;
  spend_work(work::kAllocation + work::copied(text.size()));
  charge(bytes);
  auto* const rep = new (::operator new(bytes)) StringRep;
  rep->bytes = static_cast<uint32_t>(bytes);
  rep->size = static_cast<uint32_t>(text.size());
  rep->weight = 1 + static_cast<uint32_t>(text.size() / 16);
  std::memset(rep->text() + (words - 1) * 8, 0, 8);
  if (!text.empty()) std::memcpy(rep->text(), text.data(), text.size());
  return Value(Tag::kString, rep);
}

Value Value::list(std::vector<Value> items) {
  spend_work(work::kAllocation + items.size() * work::kItem);
  uint16_t depth = 1;
  uint32_t weight = 1;
  for (const Value& item : items) {
    depth = depth_around(item, depth);
    weight = add_weight(weight, weight_of(item));
  }
  auto* const rep = new ListRep;
  Value result(Tag::kList, rep);
  account(*rep, sizeof(ListRep) + items.size() * sizeof(Value));
  rep->depth = depth;
  rep->weight = weight;
  rep->items = std::move(items);
  return result;
}

Value Value::context(std::vector<std::pair<std::string, Value>> entries) {
  // The keys are hashed, and sorted where their shape is a new one.
  size_t key_bytes = 0;
  for (const auto& entry : entries) key_bytes += entry.first.size();
  const uint64_t levels = work::levels(entries.size());
  spend_work(work::kAllocation * 4 + work::scanned(key_bytes) + work::compared(key_bytes) * levels +
             entries.size() * (work::kAllocation + levels * work::kItem * 4));
  std::vector<std::string> keys;
  std::vector<Value> values;
  keys.reserve(entries.size());
  values.reserve(entries.size());
  for (auto& [key, value] : entries) {
    keys.push_back(std::move(key));
    values.push_back(std::move(value));
  }
  Value made = context(Shape::shared(std::move(keys)), std::move(values));
  // The keys may be texts of any length, and nobody else may hold them.
  const size_t bytes = key_bytes + entries.size() * sizeof(std::string);
  charge(bytes);
  made.rep()->bytes += static_cast<uint32_t>(bytes);
  return made;
}

Value Value::context(const Shape& shape, std::vector<Value> values) {
  assert(shape.size() == values.size());
  spend_work(work::kAllocation * 2 + values.size() * work::kItem * 2);
  uint16_t depth = 1;
  uint32_t weight = static_cast<uint32_t>(1 + values.size());
  for (const Value& value : values) {
    depth = depth_around(value, depth);
    weight = add_weight(weight, weight_of(value));
  }
  const size_t bytes = sizeof(ContextRep) + values.size() * sizeof(Value);
  static_assert(sizeof(ContextRep) % alignof(Value) == 0);
  charge(bytes);
  auto* const rep = new (::operator new(bytes)) ContextRep;
  rep->bytes = static_cast<uint32_t>(bytes);
  rep->depth = depth;
  rep->weight = weight;
  rep->shape = shape;
  for (size_t i = 0; i < values.size(); ++i) new (rep->data() + i) Value(std::move(values[i]));
  return Value(Tag::kContext, rep);
}

Value Value::range(RangeRep* owned) { return Value(Tag::kRange, owned); }
Value Value::function(FunctionRep* owned) { return Value(Tag::kFunction, owned); }

Value make_range(Value start, bool start_included, Value end, bool end_included, bool negated) {
  spend_work(work::kAllocation * 2);
  uint16_t depth = depth_around(start, 1);
  depth = depth_around(end, depth);
  auto* const rep = new RangeRep;
  Value result = Value::range(rep);
  account(*rep, sizeof(RangeRep));
  rep->depth = depth;
  rep->weight = add_weight(weight_of(start), weight_of(end));
  rep->start = std::move(start);
  rep->end = std::move(end);
  rep->start_included = start_included;
  rep->end_included = end_included;
  rep->negated = negated;
  return result;
}

void Value::destroy(Rep* rep, Tag tag) {
  refund(rep->bytes);
  switch (tag) {
    case Tag::kString: {
      auto* const string = static_cast<StringRep*>(rep);
      string->~StringRep();
      ::operator delete(string);
      break;
    }
    case Tag::kBigNumber:
      delete static_cast<BigNumberRep*>(rep);
      break;
    case Tag::kList:
      delete static_cast<ListRep*>(rep);
      break;
    case Tag::kContext: {
      auto* const context = static_cast<ContextRep*>(rep);
      for (size_t i = 0; i < context->size(); ++i) context->data()[i].~Value();
      context->~ContextRep();
      ::operator delete(context);
      break;
    }
    case Tag::kRange:
      delete static_cast<RangeRep*>(rep);
      break;
    case Tag::kFunction:
      delete static_cast<FunctionRep*>(rep);
      break;
    default:
      assert(false);
  }
}

uint32_t weight_of(const Value& value) { return value.is_shared() ? value.rep()->weight : 1; }

uint32_t add_weight(uint32_t a, uint32_t b) {
  // Neither side exceeds what a text of 4 GiB weighs: no overflow.
  const uint32_t sum = a + b;
  if (sum <= kLargestWeight) return sum;
  if (current_meter() != nullptr) exceed_memory();
  return kLargestWeight;
}

std::string_view kind_name(Kind kind) {
  static constexpr std::string_view kNames[] = {"null",
                                                "boolean",
                                                "number",
                                                "string",
                                                "date",
                                                "time",
                                                "date and time",
                                                "years and months duration",
                                                "days and time duration",
                                                "list",
                                                "context",
                                                "range",
                                                "function"};
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace tollgate::feel
