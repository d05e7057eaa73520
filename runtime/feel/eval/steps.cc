// What single instructions do when it takes more than a line: paths, filtered sums, iterators.
#include "fast.h"
#include "machine.h"

namespace tollgate::feel {

// Contexts of the shape met last are followed without copying what lies between.
const Value* plain_member(const Chunk& chunk, const Instruction& i, const Value& from) {
  const PathInfo* info = &chunk.paths[i.c];
  const PathInfo* const end = info + i.flags;
  const Value* source = &from;
  for (; info != end; ++info) {
    if (!source->is_context()) return nullptr;
    const ContextRep& context = source->as_context();
    if (context.shape.identity() != info->shape) {
      const int32_t index = context.shape.find(info->name);
      if (index < 0) return nullptr;
      info->shape = context.shape.identity();
      info->index = static_cast<uint32_t>(index);
    }
    source = &context.value(info->index);
  }
  return source;
}

// The first item that has no such member: a list of nulls does not say why they are.
void Machine::tell_missing(const Chunk& chunk, size_t at, const Value& list, const Value& members,
                           const PathInfo& info) {
  const std::span<const Value> items = list.as_list();
  for (size_t k = 0; k < items.size(); ++k) {
    Value member = members.as_list()[k];
    if (member.null_origin().code != static_cast<uint8_t>(NullCode::kNoMember)) continue;
    locate(member, chunk, at, items[k], Value::string(info.name));
    return;
  }
}

void Machine::follow_path(const Chunk& chunk, size_t at, const Value& from, Value& result) {
  const Instruction& i = chunk.code[at];
  if (const Value* const member = plain_member(chunk, i, from)) {
    result = *member;
    return;
  }
  const bool told = options_ != nullptr && options_->diagnostics != nullptr;
  Value value = from;
  for (size_t k = 0; k < i.flags; ++k) {
    const PathInfo& info = chunk.paths[i.c + k];
    Value member = path(value, info);
    if (member.is_null()) {
      locate(member, chunk, at, value, told ? Value::string(info.name) : Value());
    }
    if (member.is_list() && value.is_list() && told) tell_missing(chunk, at, value, member, info);
    value = std::move(member);
  }
  result = std::move(value);
}

namespace {

// Finds an entry in contexts that mostly have one shape.
class Entry {
 public:
  explicit Entry(const PathInfo& info) : info_(info), shape_(info.shape), index_(info.index) {}

  // A null pointer when the item is no context or has no such entry.
  const Value* of(const Value& item) {
    if (!item.is_context()) return nullptr;
    const ContextRep& context = item.as_context();
    if (context.shape.identity() != shape_) {
      const int32_t index = context.shape.find(info_.name);
      if (index < 0) return nullptr;
      shape_ = info_.shape = context.shape.identity();
      index_ = info_.index = static_cast<uint32_t>(index);
    }
    return &context.value(index_);
  }

 private:
  const PathInfo& info_;
  uint64_t shape_;
  uint32_t index_;
};

// Whether `value op limit` holds; nullopt when that is not plain.
std::optional<bool> compares(const Value& value, Operator op, const Value& limit) {
  if (op == Operator::kEqual || op == Operator::kNotEqual) {
    const std::optional<bool> equal = fast_equals(value, limit);
    if (!equal) return std::nullopt;
    return *equal == (op == Operator::kEqual);
  }
  Order o;
  if (!fast_order(value, limit, o)) return std::nullopt;
  return holds(op, o);
}

}  // namespace

bool Machine::where(const Chunk& chunk, const WhereAggregate& where, const Value& list,
                    Value& result) {
  if (!list.is_list()) return false;
  const PathInfo none;
  Entry field(where.of_item ? none : chunk.paths[where.field]);
  Entry member(where.make == WhereAggregate::Make::kSum ? chunk.paths[where.member] : none);
  const Value limit = chunk.constants[where.limit];
  const std::span<const Value> items = list.as_list();
  spend(items.size() * work::kItem * 3);
  int64_t count = 0;
  Value sum = Value::integer(0);
  for (const Value& item : items) {
    const Value* const value = where.of_item ? &item : field.of(item);
    if (value == nullptr) return false;
    const std::optional<bool> holds = compares(*value, where.op, limit);
    if (!holds) return false;
    switch (where.make) {
      case WhereAggregate::Make::kSome:
      case WhereAggregate::Make::kEvery:
        if (*holds != (where.make == WhereAggregate::Make::kSome)) break;
        result = Value::boolean(*holds);
        return true;
      case WhereAggregate::Make::kCount:
        count += *holds ? 1 : 0;
        break;
      case WhereAggregate::Make::kSum: {
        if (!*holds) break;
        ++count;
        const Value* const amount = member.of(item);
        if (amount == nullptr || !fast_add(sum, *amount, sum)) return false;
        break;
      }
    }
  }
  switch (where.make) {
    case WhereAggregate::Make::kSome:
      result = Value::boolean(false);
      break;
    case WhereAggregate::Make::kEvery:
      result = Value::boolean(true);
      break;
    case WhereAggregate::Make::kCount:
      result = Value::integer(count);
      break;
    case WhereAggregate::Make::kSum:
      result = count > 0 ? sum : Value();
      break;
  }
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
