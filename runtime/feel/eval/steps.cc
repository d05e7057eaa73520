// What single instructions do when it takes more than a line: paths, filtered sums, iterators.
#include "fast.h"
#include "machine.h"

namespace tollgate::feel {

// Contexts of the shape met last are followed without copying what lies between.
void Machine::follow_path(const Chunk& chunk, size_t at, const Value& from, Value& result) {
  const Instruction& i = chunk.code[at];
  const PathInfo* info = &chunk.paths[i.c];
  const PathInfo* const end = info + i.flags;
  const Value* source = &from;
  while (source->is_context()) {
    const ContextRep& context = source->as_context();
    if (context.shape.identity() != info->shape) {
      const int32_t index = context.shape.find(info->name);
      if (index < 0) break;
      info->shape = context.shape.identity();
      info->index = static_cast<uint32_t>(index);
    }
    source = &context.value(info->index);
    if (++info == end) {
      result = *source;
      return;
    }
  }
  Value value = *source;
  for (; info != end; ++info) {
    Value member = path(value, *info);
    if (member.is_null()) {
      const bool told = options_ != nullptr && options_->diagnostics != nullptr;
      locate(member, chunk, at, value, told ? Value::string(info->name) : Value());
    }
    value = std::move(member);
  }
  result = std::move(value);
}

namespace {

// The entry of a context; a null pointer when there is none.
const Value* entry_of(const ContextRep& context, const PathInfo& info) {
  if (context.shape.identity() != info.shape) {
    const int32_t index = context.shape.find(info.name);
    if (index < 0) return nullptr;
    info.shape = context.shape.identity();
    info.index = static_cast<uint32_t>(index);
  }
  return &context.value(info.index);
}

// Whether `value op limit` holds; nullopt when that is not plain.
std::optional<bool> compares(const Value& value, Operator op, const Value& limit) {
  if (op == Operator::kEqual || op == Operator::kNotEqual) {
    const std::optional<bool> equal = fast_equals(value, limit);
    if (!equal) return std::nullopt;
    return *equal == (op == Operator::kEqual);
  }
  Order o;
  if (!fast_order(value, limit, o)) return std::nullopt;
  switch (op) {
    case Operator::kLess:
      return o == Order::kLess;
    case Operator::kLessEqual:
      return o != Order::kGreater;
    case Operator::kGreater:
      return o == Order::kGreater;
    default:
      return o != Order::kLess;
  }
}

}  // namespace

bool Machine::sum_where(const Chunk& chunk, const SumWhere& where, const Value& list,
                        Value& result) {
  if (!list.is_list()) return false;
  const PathInfo& field = chunk.paths[where.field];
  const PathInfo& member = chunk.paths[where.member];
  const Value& limit = chunk.constants[where.limit];
  const std::span<const Value> items = list.as_list();
  spend(items.size());
  int64_t count = 0;
  Value sum = Value::integer(0);
  for (const Value& item : items) {
    if (!item.is_context()) return false;
    const ContextRep& context = item.as_context();
    const Value* const value = entry_of(context, field);
    if (value == nullptr) return false;
    const std::optional<bool> holds = compares(*value, where.op, limit);
    if (!holds) return false;
    if (!*holds) continue;
    ++count;
    if (where.counts) continue;
    const Value* const amount = entry_of(context, member);
    if (amount == nullptr || !fast_add(sum, *amount, sum)) return false;
  }
  result = where.counts ? Value::integer(count) : count > 0 ? sum : Value();
  return true;
}

Value no_order(const Value& a, const Value& b) {
  const bool missing = a.is_null() || b.is_null();
  return null_because(missing ? NullCode::kNullOperand : NullCode::kOperandTypes, a, b);
}

Value combine(const Value& a, const Value& b, bool decisive) {
  const Value decided = Value::boolean(decisive);
  if (a.head() == decided.head() && a.word() == decided.word()) return decided;
  if (b.head() == decided.head() && b.word() == decided.word()) return decided;
  if (a.is_boolean() && b.is_boolean()) return Value::boolean(!decisive);
  const Value& cause = a.is_boolean() ? b : a;
  return cause.is_null() ? cause : null_because(NullCode::kNotBoolean, cause);
}

void Machine::locate_call(Value& result, const Chunk& chunk, size_t at, const Value& callee,
                          const Value* const* arguments, size_t count) {
  const NullOrigin origin = result.null_origin();
  if (origin.code == 0 || origin.begin != origin.end) return;
  const Value none;
  const Value& first = count > 0 ? *arguments[0] : none;
  const Value& second = count > 1 ? *arguments[1] : none;
  for (const Value* cause : {&first, &second}) {
    if (cause->is_null() && cause->null_origin().code != 0) {
      result = *cause;
      return;
    }
  }
  const auto code = static_cast<NullCode>(origin.code);
  const bool about_argument = code == NullCode::kArgumentType || code == NullCode::kArgumentValue ||
                              code == NullCode::kArgumentNull;
  const size_t index = origin.detail & 15;
  const Value& argument = about_argument && index < count ? *arguments[index] : none;
  if (code == NullCode::kNoFunction || (origin.detail & kOwnFunction) == kOwnFunction) {
    locate(result, chunk, at, callee, argument);
  } else if (about_argument) {
    locate(result, chunk, at, argument, none);
  } else {
    locate(result, chunk, at, first, second);
  }
}

void Machine::start_iterator(Iterator& iterator, const Value& source, Value& result) {
  if (source.is_null()) {
    result = null_because(NullCode::kIterationSource, source);
    return;
  }
  iterator.mode = Iterator::Mode::kOne;
  iterator.source = source;
  iterator.next = 1;
  iterator.last = 1;
  iterator.step = 1;
}

void Machine::start_range_iterator(Iterator& iterator, const Value& from, const Value& to,
                                   Value& result) {
  const bool numbers = from.is_number() && to.is_number();
  const bool dates = from.kind() == Kind::kDate && to.kind() == Kind::kDate;
  std::optional<int64_t> first, last;
  if (numbers) {
    first = from.as_integer();
    last = to.as_integer();
  } else if (dates) {
    first = from.as_date().days;
    last = to.as_date().days;
  }
  constexpr int64_t kLargest = INT64_MAX / 2;
  if (!first || !last || *first > kLargest || *first < -kLargest || *last > kLargest ||
      *last < -kLargest) {
    result = null_because(NullCode::kIterationSource, from, to);
    return;
  }
  iterator.mode = numbers ? Iterator::Mode::kNumbers : Iterator::Mode::kDates;
  iterator.next = *first;
  iterator.last = *last;
  iterator.step = *last >= *first ? 1 : -1;
}

}  // namespace tollgate::feel
