#include "columns.h"

#include "builtin.h"
#include "fast.h"
#include "machine.h"

namespace tollgate::feel {

bool is_straight(const Chunk& chunk) {
  constexpr size_t kLargestRegisters = 64;
  if (chunk.registers > kLargestRegisters || chunk.iterators != 0) return false;
  for (const Instruction& i : chunk.code) {
    switch (i.op) {
      case Op::kReturn:
      case Op::kMove:
      case Op::kAdd:
      case Op::kSubtract:
      case Op::kMultiply:
      case Op::kDivide:
      case Op::kNegate:
      case Op::kEqual:
      case Op::kNotEqual:
      case Op::kLess:
      case Op::kLessEqual:
      case Op::kGreater:
      case Op::kGreaterEqual:
      case Op::kAnd:
      case Op::kOr:
      case Op::kJumpIfFalse:
      case Op::kJumpIfTrue:
      case Op::kPath:
      case Op::kIn:
      case Op::kCall1:
      case Op::kCall2:
        break;
      default:
        return false;
    }
  }
  return true;
}

namespace {

// Where an operand's values lie: one for each row, `step` values apart (0: the same for all).
struct Column {
  const Value* first;
  size_t step;
  const Value& operator[](size_t row) const { return first[row * step]; }
};

}  // namespace

void Machine::run_columns(const Chunk& chunk, const Value* records, size_t stride, size_t rows,
                          Value* results) {
  Value* const registers = columns_.data();
  const auto column = [&](Operand operand) -> Column {
    const size_t index = operand & kOperandIndex;
    if (is_register(operand)) return {registers + index * kBlockRows, 1};
    if (is_constant(operand)) return {chunk.constants.data() + index, 0};
    return {records + index, stride};
  };
  for (size_t at = 0; at < chunk.code.size(); ++at) {
    const Instruction& i = chunk.code[at];
    Value* const out = registers + size_t(i.a & kOperandIndex) * kBlockRows;
    const Column b = column(i.b);
    const Column c = column(i.c);
    const auto placed = [&](Value result, size_t row, const Value& right) {
      if (result.is_null()) locate(result, chunk, at, b[row], right);
      return result;
    };
    const auto arithmetic = [&](auto fast, Value (*slow)(const Value&, const Value&)) {
      for (size_t row = 0; row < rows; ++row) {
        if (!fast(b[row], c[row], out[row])) {
          out[row] = placed(slow(b[row], c[row]), row, c[row]);
        }
      }
    };
    const auto comparison = [&](auto holds) {
      for (size_t row = 0; row < rows; ++row) {
        Order o;
        if (!fast_order(b[row], c[row], o)) o = order(b[row], c[row]);
        out[row] = o != Order::kNone ? Value::boolean(holds(o))
                                     : placed(no_order(b[row], c[row]), row, c[row]);
      }
    };
    const auto equality = [&](bool negated) {
      for (size_t row = 0; row < rows; ++row) {
        const std::optional<bool> same = fast_equals(b[row], c[row]);
        out[row] = same
                       ? Value::boolean(*same != negated)
                       : placed(null_because(NullCode::kOperandTypes, b[row], c[row]), row, c[row]);
      }
    };
    const auto logic = [&](bool decisive) {
      for (size_t row = 0; row < rows; ++row) {
        Value result = combine(b[row], c[row], decisive);
        if (result.is_null()) locate(result, chunk, at, Value(), Value());
        out[row] = std::move(result);
      }
    };
    switch (i.op) {
      case Op::kReturn: {
        const Column a = column(i.a);
        for (size_t row = 0; row < rows; ++row) results[row] = a[row];
        return;
      }
      case Op::kMove:
        for (size_t row = 0; row < rows; ++row) out[row] = b[row];
        break;
      case Op::kAdd:
        arithmetic(fast_add, add);
        break;
      case Op::kSubtract:
        arithmetic(fast_subtract, subtract);
        break;
      case Op::kMultiply:
        arithmetic(fast_multiply, multiply);
        break;
      case Op::kDivide:
        arithmetic(fast_divide, divide);
        break;
      case Op::kNegate:
        for (size_t row = 0; row < rows; ++row) out[row] = placed(negate(b[row]), row, Value());
        break;
      case Op::kEqual:
        equality(false);
        break;
      case Op::kNotEqual:
        equality(true);
        break;
      case Op::kLess:
        comparison([](Order o) { return o == Order::kLess; });
        break;
      case Op::kLessEqual:
        comparison([](Order o) { return o != Order::kGreater; });
        break;
      case Op::kGreater:
        comparison([](Order o) { return o == Order::kGreater; });
        break;
      case Op::kGreaterEqual:
        comparison([](Order o) { return o != Order::kLess; });
        break;
      case Op::kAnd:
        logic(false);
        break;
      case Op::kOr:
        logic(true);
        break;
      case Op::kPath:
        for (size_t row = 0; row < rows; ++row) follow_path(chunk, at, b[row], out[row]);
        break;
      case Op::kIn:
        for (size_t row = 0; row < rows; ++row) {
          out[row] = placed(is_in(b[row], c[row], *this), row, c[row]);
        }
        break;
      case Op::kCall1:
        for (size_t row = 0; row < rows; ++row) {
          const Value* const arguments[1] = {&b[row]};
          out[row] = placed(call_counted(*this, i.flags, arguments, 1), row, Value());
        }
        break;
      case Op::kCall2:
        for (size_t row = 0; row < rows; ++row) {
          const Value* const arguments[2] = {&b[row], &c[row]};
          out[row] = placed(call_counted(*this, i.flags, arguments, 2), row, c[row]);
        }
        break;
      default:
        break;  // the jumps of `and` and `or`
    }
  }
}

}  // namespace tollgate::feel
