// Runs the instructions for one record. Long because it is one switch with a case for each
// instruction: the compiler keeps its state in registers only as long as it is one function.
#include "machine.h"

#include <algorithm>
#include <string>

#include "builtin.h"
#include "columns.h"
#include "fast.h"
#include "op_work.h"
#include "reasons.h"
#include "tollgate/feel/shared_work.h"
#include "trace.h"

namespace tollgate::feel {

// The registers and iterators of one call, given back when it ends.
struct Machine::Frame {
  Frame(Machine& machine, size_t register_count, size_t iterator_count)
      : machine_(machine), registers_(register_count), iterators_(iterator_count) {
    if (machine.registers_used_ + register_count <= machine.registers_.size()) {
      registers = machine.registers_.data() + machine.registers_used_;
    } else {
      own_registers_.resize(register_count);
      registers = own_registers_.data();
    }
    if (machine.iterators_used_ + iterator_count <= machine.iterators_.size()) {
      iterators = machine.iterators_.data() + machine.iterators_used_;
      items = machine.items_.data() + machine.iterators_used_;
    } else {
      own_iterators_.resize(iterator_count);
      iterators = own_iterators_.data();
      own_items_ = BorrowedItems(iterator_count);
      items = own_items_.data();
    }
    machine.registers_used_ += register_count;
    machine.iterators_used_ += iterator_count;
  }
  ~Frame() {
    for (size_t i = 0; i < registers_; ++i) registers[i] = Value();
    for (size_t i = 0; i < iterators_; ++i) iterators[i].source = Value();
    machine_.registers_used_ -= registers_;
    machine_.iterators_used_ -= iterators_;
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  Value* registers;
  Iterator* iterators;
  Value* items;

 private:
  Machine& machine_;
  size_t registers_;
  size_t iterators_;
  std::vector<Value> own_registers_;
  std::vector<Iterator> own_iterators_;
  BorrowedItems own_items_;
};

Machine::Machine() = default;
Machine::~Machine() = default;

Machine& Machine::instance() {
  static thread_local Machine machine;
  return machine;
}

namespace {

constexpr size_t kRegisters = 1024;
constexpr size_t kIterators = 64;
constexpr size_t kMaxReasons = 100;

bool is_work_limit(const Value& result) {
  return result.is_null() &&
         result.null_origin().code == static_cast<uint8_t>(NullCode::kLimitWork);
}

Value limit_null(Limit limit) {
  switch (limit) {
    case Limit::kWork:
      return null_because(NullCode::kLimitWork);
    case Limit::kMemory:
      return null_because(NullCode::kLimitMemory);
    case Limit::kDepth:
      return null_because(NullCode::kLimitDepth);
  }
  return {};
}

}  // namespace

void Machine::prepare(const EvalOptions& options) {
  options_ = &options;
  if (!registers_.empty()) return;
  registers_.resize(kRegisters);
  iterators_.resize(kIterators);
  items_ = BorrowedItems(kIterators);
}

Value Machine::evaluate(const Chunk& chunk, const Value* slots, const EvalOptions& options,
                        Trace* trace) {
  prepare(options);
  trace_ = trace;
  MemoryMeter meter(options.budget.memory_bytes);
  const MemoryScope scope(meter);
  meter_ = &meter;
  SharedWork* const shared = SharedWork::current();
  const uint64_t granted =
      shared == nullptr ? options.budget.work : shared->grant(options.budget.work);
  meter.work_left = granted;
  Value result = run_limited(chunk, slots);
  const uint64_t used = granted - meter.work_left;
  if (shared != nullptr) shared->take(used, granted < options.budget.work && is_work_limit(result));
  if (options.usage != nullptr) options.usage->work = used;
  trace_ = nullptr;
  options_ = nullptr;
  return result;
}

void Machine::evaluate_batch(const Chunk& chunk, const Value* records, size_t stride,
                             std::span<Value> results, const EvalOptions& options) {
  prepare(options);
  MemoryMeter meter(options.budget.memory_bytes);
  const MemoryScope scope(meter);
  meter_ = &meter;
  reasons_ = 0;
  SharedWork* const shared = SharedWork::current();
  uint64_t granted = 0;
  const auto begin = [&] {
    meter.used_bytes = 0;
    granted = shared == nullptr ? options.budget.work : shared->grant(options.budget.work);
    meter.work_left = granted;
  };
  const auto end = [&](bool limit) {
    if (shared == nullptr) return;
    shared->take(granted - meter.work_left, limit && granted < options.budget.work);
  };
  size_t row = 0;
  if (chunk.loop_free && options.diagnostics == nullptr) {
    if (columns_ == nullptr) columns_ = std::make_unique<Columns>(*this);
    try {
      for (; row < results.size(); row += kBlockRows) {
        begin();
        columns_->run(chunk, records + row * stride, stride,
                      std::min(kBlockRows, results.size() - row), results.data() + row);
        end(false);
      }
    } catch (const LimitExceeded&) {
      // The block together took what one row may take: go on row by row.
      end(false);
    }
  }
  while (row < results.size()) {
    // One frame serves all rows; a limit that one row reaches ends that row alone.
    try {
      const Frame frame(*this, chunk.registers, chunk.iterators);
      for (; row < results.size(); ++row) {
        begin();
        spend(chunk.work);
        depth_ = 0;
        results[row] = run(chunk, 0, frame, records + row * stride);
        end(false);
      }
    } catch (const LimitExceeded& exceeded) {
      end(exceeded.limit == Limit::kWork);
      results[row++] = limit_reached(chunk, exceeded.limit);
    }
  }
  if (reasons_ > kMaxReasons) tell_omitted();
  options_ = nullptr;
}

Value Machine::run_limited(const Chunk& chunk, const Value* slots) {
  depth_ = 0;
  reasons_ = 0;
  Value result;
  try {
    spend(chunk.work);
    const Frame frame(*this, chunk.registers, chunk.iterators);
    result = run(chunk, 0, frame, slots);
  } catch (const LimitExceeded& exceeded) {
    result = limit_reached(chunk, exceeded.limit);
  }
  if (reasons_ > kMaxReasons) tell_omitted();
  return result;
}

// The first causes are what helps: a loop may give a reason at each turn.
void Machine::tell(Diagnostic reason) {
  if (++reasons_ <= kMaxReasons) options_->diagnostics->push_back(std::move(reason));
}

void Machine::tell_omitted() {
  const std::string more = std::to_string(reasons_ - kMaxReasons);
  options_->diagnostics->push_back(make_error(
      "feel.reasons.omitted", {"还有 " + more + " 处没有值，原因不再一一列出",
                               more + " more values are missing; their reasons are not listed"}));
}

Value Machine::limit_reached(const Chunk& chunk, Limit limit) {
  NullOrigin origin = limit_null(limit).null_origin();
  origin.end = static_cast<uint32_t>(chunk.ast.source.size());
  Value result = Value::null(origin);
  // What ended the evaluation is told, however many reasons there were before.
  if (options_->diagnostics != nullptr) options_->diagnostics->push_back(*null_reason(result));
  return result;
}

namespace {

// Of `and`, `or` the operand that is neither true nor false: the left one when it has a value.
Span span_at_fault(const Chunk& chunk, size_t at, const Value& left) {
  const Instruction& i = chunk.code[at];
  if ((i.op != Op::kAnd && i.op != Op::kOr) || i.d == 0) return chunk.spans[at];
  const Junction& junction = chunk.junctions[i.d - 1u];
  return left.is_null() ? junction.right : junction.left;
}

}  // namespace

void Machine::locate(Value& result, const Chunk& chunk, size_t at, const Value& left,
                     const Value& right) {
  NullOrigin origin = result.null_origin();
  if (origin.code == 0 || origin.begin != origin.end) return;
  // The first cause is what helps; a null that came in with a reason keeps it.
  if (left.is_null() && left.null_origin().code != 0) {
    result = left;
    return;
  }
  if (right.is_null() && right.null_origin().code != 0) {
    result = right;
    return;
  }
  const Span span = span_at_fault(chunk, at, left);
  origin.begin = span.begin;
  origin.end = span.end;
  const bool operation = origin.code == static_cast<uint8_t>(NullCode::kOperandTypes) ||
                         origin.code == static_cast<uint8_t>(NullCode::kNullOperand);
  if (operation && origin.detail == 0) origin.detail = operation_of(chunk.code[at]);
  result = Value::null(origin);
  if (options_ != nullptr && options_->diagnostics != nullptr) {
    if (reasons_ >= kMaxReasons) {
      ++reasons_;
      return;
    }
    tell(reason_with_values(result, chunk.code[at], left, right));
  }
}

namespace {

// What a kCallValue or kCallNamed calls.
Value callee_of(const Instruction& instruction, const Value& named) {
  const bool hidden = !named.is_function() && instruction.flags != kNoBuiltin;
  return hidden ? builtin_value(instruction.flags) : named;
}

}  // namespace

Value Machine::run(const Chunk& chunk, uint32_t entry, const Frame& frame,
                   const Value* const slots) {
  Value* const registers = frame.registers;
  Iterator* const iterators = frame.iterators;
  MemoryMeter* const meter = meter_;
  const Instruction* const code = chunk.code.data();
  const Value* const bases[4] = {registers, slots, chunk.constants.data(), frame.items};
  const Instruction* pc = code + entry;
  const auto at = [&](Operand operand) -> const Value& {
    return bases[operand >> 14][operand & kOperandIndex];
  };
  const auto place = [&](Value& result, const Value& left, const Value& right) {
    locate(result, chunk, static_cast<size_t>(pc - code), left, right);
  };
  const auto place_call = [&](Value& result, const Value& callee, const Value* const* arguments,
                              size_t count) {
    locate_call(result, chunk, static_cast<size_t>(pc - code), callee, arguments, count);
  };
  const auto compare = [&](const Instruction& i, auto holds) -> Value {
    const Value& b = at(i.b);
    const Value& c = at(i.c);
    Order o;
    if (fast_order(b, c, o)) return Value::boolean(holds(o));
    o = order(b, c);
    if (o != Order::kNone) return Value::boolean(holds(o));
    Value result = no_order(b, c);
    place(result, b, c);
    return result;
  };
  const auto jump_unless = [&](const Instruction& i, auto holds) {
    const Value& b = at(i.b);
    const Value& c = at(i.c);
    Order o;
    if (!fast_order(b, c, o)) {
      o = order(b, c);
      if (o == Order::kNone) {
        if (options_->diagnostics != nullptr) compare(i, holds);
        return code + i.d;
      }
    }
    return holds(o) ? pc + 1 : code + i.d;
  };
  const auto equal = [&](const Instruction& i, bool negated) -> Value {
    const Value& b = at(i.b);
    const Value& c = at(i.c);
    const std::optional<bool> same = fast_equals(b, c);
    if (same) return Value::boolean(*same != negated);
    Value result = null_because(NullCode::kOperandTypes, b, c);
    place(result, b, c);
    return result;
  };
  const auto less = [](Order o) { return o == Order::kLess; };
  const auto less_equal = [](Order o) { return o != Order::kGreater; };
  const auto greater = [](Order o) { return o == Order::kGreater; };
  const auto greater_equal = [](Order o) { return o != Order::kLess; };
  const auto arithmetic = [&](const Instruction& i,
                              Value (*operation)(const Value&, const Value&)) {
    Value result = operation(at(i.b), at(i.c));
    if (result.is_null()) place(result, at(i.b), at(i.c));
    registers[i.a] = std::move(result);
  };

  while (true) {
    const Instruction& i = *pc;
    switch (i.op) {
      case Op::kReturn:
        return at(i.a);
      case Op::kMove:
        registers[i.a] = at(i.b);
        break;

      case Op::kAdd:
        if (!fast_add(at(i.b), at(i.c), registers[i.a])) arithmetic(i, add);
        break;
      case Op::kSubtract:
        if (!fast_subtract(at(i.b), at(i.c), registers[i.a])) arithmetic(i, subtract);
        break;
      case Op::kMultiply:
        if (!fast_multiply(at(i.b), at(i.c), registers[i.a])) arithmetic(i, multiply);
        break;
      case Op::kDivide:
        if (!fast_divide(at(i.b), at(i.c), registers[i.a])) arithmetic(i, divide);
        break;
      case Op::kPower:
        arithmetic(i, power);
        break;
      case Op::kNegate: {
        Value result = negate(at(i.b));
        if (result.is_null()) place(result, at(i.b), Value());
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kEqual:
        registers[i.a] = equal(i, false);
        break;
      case Op::kNotEqual:
        registers[i.a] = equal(i, true);
        break;
      case Op::kLess:
        registers[i.a] = compare(i, less);
        break;
      case Op::kLessEqual:
        registers[i.a] = compare(i, less_equal);
        break;
      case Op::kGreater:
        registers[i.a] = compare(i, greater);
        break;
      case Op::kGreaterEqual:
        registers[i.a] = compare(i, greater_equal);
        break;
      case Op::kAnd:
      case Op::kOr: {
        Value result = combine(at(i.b), at(i.c), i.op == Op::kOr);
        if (result.is_null()) {
          const bool right = at(i.b).is_boolean();
          place(result, right ? Value() : at(i.b), right ? at(i.c) : Value());
        }
        registers[i.a] = std::move(result);
        break;
      }

      case Op::kJump:
        pc = code + i.d;
        continue;
      case Op::kJumpIfFalse:
        if (at(i.b).is_false()) {
          pc = code + i.d;
          continue;
        }
        break;
      case Op::kJumpIfTrue:
        if (at(i.b).is_true()) {
          pc = code + i.d;
          continue;
        }
        break;
      case Op::kJumpUnlessTrue:
        if (!at(i.b).is_true()) {
          pc = code + i.d;
          continue;
        }
        break;
      case Op::kJumpUnlessEqual: {
        const std::optional<bool> same = fast_equals(at(i.b), at(i.c));
        if (!same && options_->diagnostics != nullptr) equal(i, false);
        pc = same == true ? pc + 1 : code + i.d;
        continue;
      }
      case Op::kJumpUnlessNotEqual: {
        const std::optional<bool> same = fast_equals(at(i.b), at(i.c));
        if (!same && options_->diagnostics != nullptr) equal(i, true);
        pc = same == false ? pc + 1 : code + i.d;
        continue;
      }
      case Op::kJumpUnlessLess:
        pc = jump_unless(i, less);
        continue;
      case Op::kJumpUnlessLessEqual:
        pc = jump_unless(i, less_equal);
        continue;
      case Op::kJumpUnlessGreater:
        pc = jump_unless(i, greater);
        continue;
      case Op::kJumpUnlessGreaterEqual:
        pc = jump_unless(i, greater_equal);
        continue;

      case Op::kPath:
        follow_path(chunk, static_cast<size_t>(pc - code), at(i.b), registers[i.a]);
        break;
      case Op::kItemField:
      case Op::kFieldOrNull: {
        const Value& source = at(i.b);
        const PathInfo& info = chunk.paths[i.c];
        if (source.is_context()) {
          const ContextRep& context = source.as_context();
          if (context.shape.identity() == info.shape) {
            registers[i.a] = context.value(info.index);
            break;
          }
          const int32_t index = context.shape.find(info.name);
          if (index >= 0) {
            info.shape = context.shape.identity();
            info.index = static_cast<uint32_t>(index);
            registers[i.a] = context.value(info.index);
            break;
          }
        }
        if (i.op == Op::kFieldOrNull) {
          registers[i.a] = Value();
          break;
        }
        if (i.flags == 1) {
          registers[i.a] = source;
          break;
        }
        pc = code + i.d;
        continue;
      }
      case Op::kIndex: {
        Value result = item_at(at(i.b), at(i.c));
        if (result.is_null()) place(result, at(i.b), at(i.c));
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kRange: {
        const Value& from = registers[i.b];
        const Value& to = registers[i.b + 1];
        const bool fits = !from.is_null() && !to.is_null() && order(from, to) != Order::kNone;
        Value result = fits ? make_range(from, i.flags & Node::kStartIncluded, to,
                                         i.flags & Node::kEndIncluded)
                            : null_because(NullCode::kRangeEnds, from, to);
        if (!fits) place(result, from, to);
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kUnaryRange: {
        const Value& v = at(i.b);
        Value result;
        switch (static_cast<Operator>(i.flags)) {
          case Operator::kLess:
            result = make_range(Value(), false, v, false);
            break;
          case Operator::kLessEqual:
            result = make_range(Value(), false, v, true);
            break;
          case Operator::kGreater:
            result = make_range(v, false, Value(), false);
            break;
          case Operator::kGreaterEqual:
            result = make_range(v, true, Value(), false);
            break;
          case Operator::kEqual:
            result = make_range(v, true, v, true);
            break;
          default:
            result = make_range(v, true, v, true, true);
            break;
        }
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kIn: {
        Value result = is_in(at(i.b), at(i.c), *this);
        if (result.is_null()) place(result, at(i.b), at(i.c));
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kNewList:
        registers[i.a] = Value::list({});
        break;
      case Op::kAppend:
        append_item(registers[i.a], at(i.b), *this);
        break;
      case Op::kContext: {
        const Shape& shape = chunk.shapes[i.c];
        registers[i.a] = Value::context(
            shape, std::vector<Value>(registers + i.b, registers + i.b + shape.size()));
        break;
      }
      case Op::kInstanceOf:
        registers[i.a] = Value::boolean(is_instance(at(i.b), chunk.types[i.c]));
        break;

      case Op::kIterate: {
        const Value& source = at(i.b);
        Iterator& iterator = iterators[i.a];
        iterator.first = true;
        if (source.is_list()) {
          iterator.mode = Iterator::Mode::kList;
          iterator.source = source;
          iterator.next = 0;
          iterator.last = static_cast<int64_t>(source.as_list().size());
          break;
        }
        Value result;
        if (source.is_range() && i.flags == 0) {
          const RangeRep& range = source.as_range();
          start_range_iterator(iterator, range.start, range.end, result);
          if (result.is_null() && result.null_origin().code == 0) {
            // [2..1] is no range, while 2..1 counts down.
            if (iterator.step < 0 || range.negated) {
              result = null_because(NullCode::kRangeOrder, source);
            }
            if (!range.start_included) iterator.next += iterator.step;
            if (!range.end_included) iterator.last -= iterator.step;
          }
        } else {
          start_iterator(iterator, source, result);
        }
        if (result.null_origin().code != 0) {
          place(result, source, Value());
          registers[i.c] = std::move(result);
          pc = code + i.d;
          continue;
        }
        break;
      }
      case Op::kIterateRange: {
        Value result;
        start_range_iterator(iterators[i.a], registers[i.b], registers[i.b + 1], result);
        if (result.null_origin().code != 0) {
          place(result, registers[i.b], registers[i.b + 1]);
          registers[i.c] = std::move(result);
          pc = code + i.d;
          continue;
        }
        break;
      }
      case Op::kNext: {
        Iterator& iterator = iterators[i.a];
        const uint64_t turn = turn_work(i);
        if (turn > meter->work_left) exceed_work();
        meter->work_left -= turn;
        Value* const item = frame.items + i.a;
        if (iterator.mode == Iterator::Mode::kList) {
          if (iterator.next == iterator.last) break;
          BorrowedItems::put(
              item, static_cast<const ListRep*>(iterator.source.rep())->items[iterator.next++]);
          pc = code + i.d;
          continue;
        }
        if (iterator.step > 0 ? iterator.next > iterator.last : iterator.next < iterator.last) {
          break;
        }
        if (iterator.mode == Iterator::Mode::kOne) {
          BorrowedItems::put(item, iterator.source);
        } else {
          BorrowedItems::put(item, iterator.mode == Iterator::Mode::kNumbers
                                       ? Value::integer(iterator.next)
                                       : Value::date({iterator.next}));
        }
        iterator.next += iterator.step;
        pc = code + i.d;
        continue;
      }
      case Op::kSomeStep:
      case Op::kEveryStep: {
        const Value& holds = at(i.b);
        const bool some = i.op == Op::kSomeStep;
        if (some ? holds.is_true() : holds.is_false()) {
          registers[i.a] = Value::boolean(some);
          pc = code + i.d;
          continue;
        }
        if (!holds.is_boolean() && !registers[i.a].is_null()) {
          Value result = holds.is_null() ? holds : null_because(NullCode::kNotBoolean, holds);
          if (!holds.is_null()) place(result, holds, Value());
          registers[i.a] = std::move(result);
        }
        break;
      }
      case Op::kFilterStep: {
        const Value& passed = at(i.b);
        Iterator& iterator = iterators[i.flags];
        if (passed.is_number() && iterator.first) {
          const Value list = iterator.source;
          Value result = item_at(list, passed);
          if (result.is_null()) place(result, list, passed);
          registers[i.a] = std::move(result);
          pc = code + i.d;
          continue;
        }
        iterator.first = false;
        if (passed.is_true()) append_item(registers[i.a], at(i.c), *this);
        break;
      }
      case Op::kWhere:
        if (where(chunk, chunk.where_aggregates[i.c], at(i.b), registers[i.a])) {
          pc = code + i.d;
          continue;
        }
        break;
      case Op::kSumStep: {
        const Value& item = at(i.b);
        Value& sum = registers[i.a];
        if (fast_add(sum, item, sum)) break;
        if (sum.is_null()) break;
        const bool addable = item.is_number() || item.kind() == Kind::kDaysTimeDuration ||
                             item.kind() == Kind::kYearsMonthsDuration;
        Value result;
        if (!addable) {
          result = null_because(NullCode::kItemType, item, Value(),
                                static_cast<uint16_t>(find_builtin("sum") << 4));
        } else {
          result = sum.is_boolean() ? item : add(sum, item);
        }
        if (result.is_null()) place(result, item, Value());
        sum = std::move(result);
        break;
      }
      case Op::kSumEnd:
        if (registers[i.a].is_boolean()) registers[i.a] = Value();
        break;
      case Op::kCountStep: {
        Value& count = registers[i.a];
        count = Value::integer(count.word() + 1);
        break;
      }

      case Op::kCall1: {
        const Value* const arguments[1] = {&at(i.b)};
        Value result = call_counted(*this, i.flags, arguments, 1);
        if (result.is_null()) place_call(result, Value(), arguments, 1);
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kCall2: {
        const Value* const arguments[2] = {&at(i.b), &at(i.c)};
        Value result = call_counted(*this, i.flags, arguments, 2);
        if (result.is_null()) place_call(result, Value(), arguments, 2);
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kCall: {
        spend(work::kAllocation + i.c * work::kInstruction);
        std::vector<const Value*> arguments(i.c);
        for (size_t k = 0; k < i.c; ++k) arguments[k] = &registers[i.b + k];
        Value result = call_builtin(*this, i.flags, arguments.data(), i.c);
        if (result.is_null()) place_call(result, Value(), arguments.data(), i.c);
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kCallValue: {
        spend(work::kAllocation + i.d * work::kInstruction);
        std::vector<const Value*> arguments(i.d);
        for (size_t k = 0; k < i.d; ++k) arguments[k] = &registers[i.c + k];
        const Value callee = callee_of(i, at(i.b));
        Value result = call(callee, arguments.data(), i.d);
        if (result.is_null()) place_call(result, callee, arguments.data(), i.d);
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kCallNamed: {
        const Value callee = callee_of(i, at(i.b));
        Value result = call_named(callee, registers + i.c, chunk.calls[i.d]);
        if (result.is_null()) place_call(result, callee, nullptr, 0);
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kClosure: {
        const Lambda& lambda = chunk.lambdas[i.c];
        spend(work::kAllocation * (4 + lambda.parameters.size()) +
              lambda.captures * work::kItem * 2);
        auto* const rep = new ClosureRep;
        Value closure = Value::function(rep);
        rep->parameters = lambda.parameters;
        rep->owner = chunk.weak_from_this().lock();
        rep->chunk = &chunk;
        rep->lambda = i.c;
        uint16_t depth = 1;
        uint32_t weight = 1;
        for (size_t k = 0; k < lambda.captures; ++k) {
          const Value& captured = registers[i.b + k];
          if (captured.is_shared()) {
            depth = std::max<uint16_t>(depth, static_cast<uint16_t>(captured.rep()->depth + 1));
          }
          weight = add_weight(weight, weight_of(captured));
          rep->captured.push_back(captured);
        }
        if (depth > kLargestDepth) throw LimitExceeded{Limit::kDepth};
        rep->depth = depth;
        rep->weight = weight;
        const size_t bytes = sizeof(ClosureRep) + lambda.captures * sizeof(Value);
        charge(bytes);
        rep->bytes = static_cast<uint32_t>(bytes);
        registers[i.a] = std::move(closure);
        break;
      }
      case Op::kNull: {
        Value result = at(i.b);
        place(result, Value(), Value());
        registers[i.a] = std::move(result);
        break;
      }
      case Op::kTrace: {
        const size_t node = size_t(i.a) << 16 | i.d;
        if (i.flags == kTraceBegin) {
          trace_->begin(static_cast<NodeId>(node));
        } else {
          trace_->end(static_cast<NodeId>(node), at(i.b));
        }
        break;
      }
    }
    ++pc;
  }
}

// ---- functions ----

Value Machine::fold(uint8_t builtin, const Value* const* arguments, size_t count,
                    uint64_t& work_left) {
  constexpr size_t kFoldBytes = 64 * 1024;
  MemoryMeter meter(kFoldBytes);
  meter.work_left = work_left;
  const MemoryScope scope(meter);
  Value result;
  try {
    result = call_builtin(*this, builtin, arguments, count);
  } catch (const LimitExceeded&) {
    // It is computed when it is needed.
  }
  work_left = meter.work_left;
  return result;
}

Value Machine::call(const Value& function, const Value* const* arguments, size_t count) {
  if (!function.is_function()) return null_because(NullCode::kNoFunction, function);
  if (const auto* const builtin = dynamic_cast<const BuiltinRep*>(&function.as_function())) {
    return call_builtin(*this, builtin->builtin, arguments, count);
  }
  return call_closure(function, arguments, count);
}

Value Machine::call_named(const Value& function, const Value* registers, const NamedCall& call) {
  if (!function.is_function()) return null_because(NullCode::kNoFunction, function);
  const std::vector<std::string>& names = call.names;
  spend(work::kNamedCall + names.size() * names.size() * work::kItem * 8);
  std::vector<const Value*> arguments;
  static const Value null;
  if (const auto* const builtin = dynamic_cast<const BuiltinRep*>(&function.as_function())) {
    std::vector<int> order;
    const int bound = bind_names(builtin_at(builtin->builtin).name, names, order);
    if (bound < 0) {
      return null_because(NullCode::kArgumentName, Value(), Value(),
                          static_cast<uint16_t>(builtin->builtin << 4));
    }
    for (const int position : order) {
      arguments.push_back(position < 0 ? &null : &registers[position]);
    }
    return call_builtin(*this, static_cast<uint8_t>(bound), arguments.data(), arguments.size());
  }
  const std::vector<std::string>& parameters = function.as_function().parameters;
  spend(parameters.size() * names.size() * work::kItem * 8);
  for (const std::string& parameter : parameters) {
    const auto found = std::find(names.begin(), names.end(), parameter);
    arguments.push_back(found == names.end() ? &null : &registers[found - names.begin()]);
  }
  for (const std::string& name : names) {
    if (std::find(parameters.begin(), parameters.end(), name) == parameters.end()) {
      return null_because(NullCode::kArgumentName, Value(), Value(), kOwnFunction);
    }
  }
  return this->call(function, arguments.data(), arguments.size());
}

Value Machine::call_closure(const Value& function, const Value* const* arguments, size_t count) {
  const auto& closure = static_cast<const ClosureRep&>(function.as_function());
  const Lambda& lambda = closure.chunk->lambdas[closure.lambda];
  if (count != lambda.parameters.size()) {
    return null_because(NullCode::kArgumentCount, Value(), Value(), kOwnFunction);
  }
  spend(work::kCall + lambda.work + (lambda.registers + lambda.iterators * 4u) * work::kItem);
  if (depth_ >= options_->budget.depth) throw LimitExceeded{Limit::kDepth};
  const Frame frame(*this, lambda.registers, lambda.iterators);
  for (size_t i = 0; i < count; ++i) {
    frame.registers[i] = *arguments[i];
    if (!coerce(frame.registers[i], lambda.parameter_types[i])) {
      return null_because(NullCode::kArgumentType, *arguments[i], Value(),
                          static_cast<uint16_t>(kOwnFunction | (i & 15)));
    }
  }
  for (size_t i = 0; i < closure.captured.size(); ++i) {
    frame.registers[count + i] = closure.captured[i];
  }
  if (lambda.recursive) frame.registers[count + closure.captured.size()] = function;
  ++depth_;
  // A limit ends the whole evaluation, so the depth need not be restored on that way.
  Value result = run(*closure.chunk, lambda.entry, frame, nullptr);
  --depth_;
  return result;
}

}  // namespace tollgate::feel
