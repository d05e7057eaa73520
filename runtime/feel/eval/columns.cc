// A block of up to 64 records, one instruction after the other over all of them. Long because each
// instruction has a way for columns and one for single values, and both must give the same.
#include "columns.h"

#include <bit>

#include "builtin.h"
#include "column_words.h"
#include "fast.h"

namespace tollgate::feel {
namespace {

constexpr size_t kMaxRegisters = 64;
constexpr size_t kMaxInstructions = 4096;

// The comparison that an instruction makes; kNone: it makes none.
Operator comparison_of(Op op, Op first) {
  const int distance = static_cast<int>(op) - static_cast<int>(first);
  constexpr int kComparisons =
      static_cast<int>(Operator::kGreaterEqual) - static_cast<int>(Operator::kEqual);
  if (distance < 0 || distance > kComparisons) return Operator::kNone;
  return static_cast<Operator>(static_cast<int>(Operator::kEqual) + distance);
}

// The entries that a path takes in contexts of the shapes met last.
class Steps {
 public:
  Steps(const Chunk& chunk, const Instruction& i) : count_(std::min<size_t>(i.flags, kMaxSteps)) {
    for (size_t k = 0; k < count_; ++k) {
      shapes_[k] = chunk.paths[i.c + k].shape;
      entries_[k] = chunk.paths[i.c + k].index;
    }
    if (i.flags > kMaxSteps) shapes_[0] = UINT64_MAX;
  }
  // A null pointer when a context has another shape.
  const Value* follow(const Value& from) const {
    const Value* value = &from;
    for (size_t k = 0; k < count_; ++k) {
      if (!value->is_context()) return nullptr;
      const ContextRep& context = value->as_context();
      if (context.shape.identity() != shapes_[k]) return nullptr;
      value = context.data() + entries_[k];
    }
    return value;
  }

 private:
  static constexpr size_t kMaxSteps = 4;
  size_t count_;
  uint64_t shapes_[kMaxSteps] = {};
  uint32_t entries_[kMaxSteps] = {};
};

// Lets go of a block's values, also when a limit ends it.
struct Release {
  std::vector<Value>& values;
  ~Release() { values.clear(); }
};

bool is_equality(Operator op) { return op == Operator::kEqual || op == Operator::kNotEqual; }

}  // namespace

bool is_loop_free(const Chunk& chunk) {
  if (chunk.registers > kMaxRegisters || chunk.iterators != 0 ||
      chunk.code.size() > kMaxInstructions) {
    return false;
  }
  for (const Instruction& i : chunk.code) {
    const bool known = i.op <= Op::kJumpUnlessGreaterEqual || i.op == Op::kPath ||
                       i.op == Op::kIn || i.op == Op::kCall1 || i.op == Op::kCall2;
    if (!known) return false;
  }
  return true;
}

Columns::Columns(Machine& machine)
    : machine_(machine), storage_((kMaxRegisters + 2) * kBlockRows), lanes_(kMaxRegisters) {
  Value* next = storage_.data();
  for (Lane& l : lanes_) {
    l.values = next;
    next += kBlockRows;
  }
  spare_ = next;
  scaled_ = next + kBlockRows;
}

void Columns::begin(const Chunk& chunk, const Value* records, size_t stride, size_t rows) {
  chunk_ = &chunk;
  records_ = records;
  stride_ = stride;
  rows_ = rows;
  ++block_;
  all_ = rows == 64 ? ~uint64_t(0) : (uint64_t(1) << rows) - 1;
  waiting_.assign(chunk.code.size(), 0);
  if (slots_.size() < stride) slots_.resize(stride);
}

void Columns::run(const Chunk& chunk, const Value* records, size_t stride, size_t rows,
                  Value* results) {
  machine_.spend(rows * chunk.work);
  begin(chunk, records, stride, rows);
  const Release release{owned_};
  uint64_t left = all_;
  active_ = all_;
  for (at_ = 0; left != 0; ++at_) {
    active_ |= waiting_[at_];
    if (active_ == 0) continue;
    const Instruction& i = chunk.code[at_];
    if (i.op == Op::kReturn) {
      give(i.a, results);
      left &= ~active_;
      active_ = 0;
    } else {
      step(i);
    }
  }
}

void Columns::jump(uint64_t leaving, size_t target) {
  waiting_[target] |= leaving;
  active_ &= ~leaving;
}

template <typename Each>
[[gnu::always_inline]] inline void Columns::for_rows(Each each) const {
  if (all_at_work()) {
    // A local: what is written must not make the loop look at the member again.
    const size_t rows = rows_;
    for (size_t row = 0; row < rows; ++row) each(row);
  } else {
    for (uint64_t rows = active_; rows != 0; rows &= rows - 1) {
      each(static_cast<size_t>(std::countr_zero(rows)));
    }
  }
}

// ---- operands ----

bool Columns::find_head(Column& column) const {
  const Value* const first = column.first;
  const size_t step = column.step;
  const uint64_t head = first[static_cast<size_t>(std::countr_zero(active_)) * step].head();
  uint64_t differences = 0;
  for_rows([&](size_t row) { differences |= first[row * step].head() ^ head; });
  column.head = head;
  column.uniform = differences == 0;
  return (differences & ~kExponentBits) == 0 && column.tag() == Tag::kNumber;
}

bool Columns::bring_together(const Column& from, Value* to, uint64_t& head) const {
  int exponent = Value::kSmallExponent;
  for (size_t row = 0; row < rows_; ++row)
    exponent = std::min(exponent, from[row].small_exponent());
  head = Value::small_number(0, exponent).head();
  bool fits = true;
  for (size_t row = 0; row < rows_; ++row) {
    const Value& value = from[row];
    const int digits = value.small_exponent() - exponent;
    if (digits > kMaxDigits) return false;
    fits &= can_scale(value.word(), digits);
    BorrowedItems::put(spare_ + row, Value::raw_scalar(head, scaled(value.word(), digits)));
  }
  if (!fits) return false;
  std::memcpy(static_cast<void*>(to), static_cast<const void*>(spare_), rows_ * sizeof(Value));
  return true;
}

Column Columns::slot(size_t index) {
  SlotColumn& slot = slots_[index];
  if (slot.block == block_ && slot.column.uniform) return slot.column;
  Column column{records_ + index, stride_};
  const bool numbers = find_head(column);
  if (!column.uniform && numbers && all_at_work()) {
    if (slot.numbers.empty()) slot.numbers = BorrowedItems(kBlockRows);
    if (bring_together(column, slot.numbers.data(), column.head)) {
      column = {slot.numbers.data(), 1, true, column.head};
    }
  }
  if (all_at_work()) {
    slot.block = block_;
    slot.column = column;
    slot.has_truth = false;
  }
  return column;
}

Column Columns::column(Operand operand) {
  const size_t index = operand & kOperandIndex;
  if (is_constant(operand)) {
    const Value* const constant = chunk_->constants.data() + index;
    return {constant, 0, true, constant->head()};
  }
  if (!is_register(operand)) return slot(index);
  Lane& lane = lanes_[index];
  if (lane.form == Lane::Form::kUniform) return {lane.values, 1, true, lane.head};
  if (lane.form == Lane::Form::kTruth) {
    for_rows([&](size_t row) {
      BorrowedItems::put(lane.values + row, Value::boolean((lane.truth >> row & 1) != 0));
    });
    return {lane.values, 1, true, Value::boolean(true).head()};
  }
  Column column{lane.values, 1};
  const bool numbers = find_head(column);
  if (!all_at_work()) return column;
  if (!column.uniform && numbers) {
    column.uniform = bring_together(column, lane.values, column.head);
  }
  if (column.uniform) {
    lane.form = Lane::Form::kUniform;
    lane.head = column.head;
  }
  return column;
}

bool Columns::truth_of(Operand operand, uint64_t& truth) {
  const size_t index = operand & kOperandIndex;
  if (is_register(operand) && lanes_[index].form == Lane::Form::kTruth) {
    truth = lanes_[index].truth;
    return true;
  }
  const bool is_slot = !is_register(operand) && !is_constant(operand);
  if (is_slot && slots_[index].block == block_ && slots_[index].has_truth) {
    truth = slots_[index].truth;
    return true;
  }
  const Column values = column(operand);
  if (!values.uniform || values.head != Value::boolean(true).head()) return false;
  const Words words{values.first, values.step};
  uint64_t bits = 0;
  for_rows([&](size_t row) { bits |= static_cast<uint64_t>(words[row]) << row; });
  truth = bits;
  if (is_slot && all_at_work()) {
    slots_[index].has_truth = true;
    slots_[index].truth = truth;
  }
  return true;
}

bool Columns::align(Column& a, Column& b) const {
  const int gap = exponent_of(a.head) - exponent_of(b.head);
  Column& coarse = gap > 0 ? a : b;
  const Column& fine = gap > 0 ? b : a;
  const int digits = gap > 0 ? gap : -gap;
  if (digits > kMaxDigits) return false;
  bool fits = true;
  const auto scale = [&](size_t row) {
    const int64_t word = coarse[row].word();
    fits &= can_scale(word, digits);
    BorrowedItems::put(scaled_ + row, Value::raw_scalar(fine.head, scaled(word, digits)));
  };
  if (coarse.step == 0) {
    scale(0);
  } else {
    for_rows(scale);
  }
  coarse = {scaled_, coarse.step == 0 ? size_t(0) : size_t(1), true, fine.head};
  return fits;
}

// ---- results ----

void Columns::set_truth(Lane& lane, uint64_t rows, uint64_t truth) {
  if (rows == all_) {
    lane.form = Lane::Form::kTruth;
    lane.truth = truth;
  } else if (lane.form == Lane::Form::kTruth) {
    lane.truth = (lane.truth & ~rows) | (truth & rows);
  } else {
    lane.form = Lane::Form::kValues;
    for (; rows != 0; rows &= rows - 1) {
      const int row = std::countr_zero(rows);
      BorrowedItems::put(lane.values + row, Value::boolean((truth >> row & 1) != 0));
    }
  }
}

Value* Columns::open(Lane& lane) {
  if (lane.form == Lane::Form::kTruth && !all_at_work()) {
    for (size_t row = 0; row < rows_; ++row) {
      BorrowedItems::put(lane.values + row, Value::boolean((lane.truth >> row & 1) != 0));
    }
  }
  lane.form = Lane::Form::kValues;
  return lane.values;
}

void Columns::put(Value* place, Value&& value) {
  BorrowedItems::put(place, value);
  if (value.is_shared()) owned_.push_back(std::move(value));
}

void Columns::take_spare(Lane& lane, uint64_t head) {
  std::swap(lane.values, spare_);
  lane.form = Lane::Form::kUniform;
  lane.head = head;
}

Value Columns::placed(Value result, const Value& left, const Value& right) {
  if (result.is_null()) machine_.locate(result, *chunk_, at_, left, right);
  return result;
}

Value Columns::called(uint8_t builtin, const Value* const* arguments, size_t count) {
  Value result = call_counted(machine_, builtin, arguments, count);
  if (result.is_null()) machine_.locate_call(result, *chunk_, at_, Value(), arguments, count);
  return result;
}

template <typename Make>
inline void Columns::make_each(Lane& lane, Make make) {
  Value* const out = open(lane);
  for_rows([&](size_t row) { put(out + row, make(row)); });
}

void Columns::give(Operand operand, Value* results) {
  if (is_register(operand) && lane(operand).form == Lane::Form::kTruth) {
    const uint64_t truth = lane(operand).truth;
    for_rows([&](size_t row) { results[row] = Value::boolean((truth >> row & 1) != 0); });
    return;
  }
  const Value* const values = is_constant(operand)   ? chunk_->constants.data()
                              : is_register(operand) ? nullptr
                                                     : records_;
  if (values == nullptr) {
    const Value* const from = lane(operand).values;
    for_rows([&](size_t row) { results[row] = from[row]; });
  } else {
    const size_t index = operand & kOperandIndex;
    const size_t step = is_constant(operand) ? 0 : stride_;
    for_rows([&](size_t row) { results[row] = values[index + row * step]; });
  }
}

// ---- instructions ----

Columns::Truth Columns::compare_each(Operator op, const Column& a, const Column& b) const {
  Truth truth;
  for_rows([&](size_t row) {
    const uint64_t bit = uint64_t(1) << row;
    if (is_equality(op)) {
      const std::optional<bool> same = fast_equals(a[row], b[row]);
      if (!same) truth.unknown |= bit;
      if (same && *same == (op == Operator::kEqual)) truth.holds |= bit;
      return;
    }
    Order o;
    if (!fast_order(a[row], b[row], o)) o = order(a[row], b[row]);
    if (o == Order::kNone) truth.unknown |= bit;
    if (holds(op, o)) truth.holds |= bit;
  });
  return truth;
}

Columns::Truth Columns::compare(Operator op, Operand left, Operand right) {
  Column a = column(left);
  Column b = column(right);
  if (!a.uniform || !b.uniform) return compare_each(op, a, b);
  if (a.tag() == Tag::kString && b.tag() == Tag::kString && is_equality(op)) {
    const uint64_t same = equal_texts({a.first, a.step}, {b.first, b.step}, active_);
    return {(op == Operator::kEqual ? same : ~same) & active_, 0};
  }
  const bool words = a.head == b.head
                         ? words_compare(a.head, is_equality(op))
                         : a.tag() == Tag::kNumber && b.tag() == Tag::kNumber && align(a, b);
  if (!words) return compare_each(op, column(left), column(right));
  return {compare_words(op, {a.first, a.step}, {b.first, b.step}, rows_) & active_, 0};
}

void Columns::comparison(Operator op, const Instruction& i) {
  const Truth truth = compare(op, i.b, i.c);
  Lane& out = lane(i.a);
  if (truth.unknown == 0) {
    set_truth(out, active_, truth.holds);
    return;
  }
  const Column a = column(i.b);
  const Column b = column(i.c);
  make_each(out, [&](size_t row) {
    if ((truth.unknown >> row & 1) == 0) return Value::boolean((truth.holds >> row & 1) != 0);
    return placed(is_equality(op) ? null_because(NullCode::kOperandTypes, a[row], b[row])
                                  : no_order(a[row], b[row]),
                  a[row], b[row]);
  });
}

bool Columns::add_words(Column a, Column b, bool subtract, Lane& out) {
  if (a.tag() != Tag::kNumber || b.tag() != Tag::kNumber) return false;
  if (a.head != b.head && !align(a, b)) return false;
  const Words x{a.first, a.step};
  const Words y{b.first, b.step};
  if (!(subtract ? subtract_all(x, y, rows_, a.head, spare_)
                 : add_all(x, y, rows_, a.head, spare_))) {
    return false;
  }
  take_spare(out, a.head);
  return true;
}

bool Columns::multiply_words(const Column& a, const Column& b, Lane& out) {
  if (a.tag() != Tag::kNumber || b.tag() != Tag::kNumber) return false;
  const int exponent = exponent_of(a.head) + exponent_of(b.head);
  if (exponent < -Value::kSmallExponent || exponent > Value::kSmallExponent) return false;
  const uint64_t head = Value::small_number(0, exponent).head();
  if (!multiply_all({a.first, a.step}, {b.first, b.step}, rows_, head, spare_)) return false;
  take_spare(out, head);
  return true;
}

// Date-times with the same fraction of a second, both local or both with a fixed offset.
bool Columns::subtract_times(const Column& a, const Column& b, Lane& out) {
  if (a.tag() != Tag::kDateTime || b.tag() != Tag::kDateTime) return false;
  const ZoneRef za = zone_of(a.head);
  const ZoneRef zb = zone_of(b.head);
  if (za.is_named() || zb.is_named() || za.is_none() != zb.is_none()) return false;
  if (a.head >> 32 != b.head >> 32) return false;
  const int64_t shift = za.is_none() ? 0 : int64_t(za.offset_seconds()) - zb.offset_seconds();
  subtract_seconds({a.first, a.step}, {b.first, b.step}, rows_, shift, spare_);
  take_spare(out, Value::days_time_duration({0, 0}).head());
  return true;
}

void Columns::arithmetic(const Instruction& i) {
  const Column a = column(i.b);
  const Column b = column(i.c);
  Lane& out = lane(i.a);
  if (all_at_work() && a.uniform && b.uniform) {
    const bool done = i.op == Op::kMultiply ? multiply_words(a, b, out)
                      : i.op == Op::kDivide ? false
                                            : add_words(a, b, i.op == Op::kSubtract, out);
    if (done || (i.op == Op::kSubtract && subtract_times(a, b, out))) return;
  }
  const auto rows = [&](auto fast, Value (*slow)(const Value&, const Value&)) {
    make_each(out, [&](size_t row) {
      Value result;
      if (fast(a[row], b[row], result)) return result;
      return placed(slow(a[row], b[row]), a[row], b[row]);
    });
  };
  switch (i.op) {
    case Op::kAdd:
      return rows(fast_add, add);
    case Op::kSubtract:
      return rows(fast_subtract, subtract);
    case Op::kMultiply:
      return rows(fast_multiply, multiply);
    default:
      return rows(fast_divide, divide);
  }
}

void Columns::logic(const Instruction& i) {
  const bool decisive = i.op == Op::kOr;
  uint64_t a, b;
  if (truth_of(i.b, a) && truth_of(i.c, b)) {
    set_truth(lane(i.a), active_, decisive ? a | b : a & b);
    return;
  }
  const Column left = column(i.b);
  const Column right = column(i.c);
  make_each(lane(i.a), [&](size_t row) {
    const bool right_at_fault = left[row].is_boolean();
    return placed(combine(left[row], right[row], decisive), right_at_fault ? Value() : left[row],
                  right_at_fault ? right[row] : Value());
  });
}

void Columns::path(const Instruction& i) {
  const Column from = column(i.b);
  Value* const out = open(lane(i.a));
  Steps steps(*chunk_, i);
  for_rows([&](size_t row) {
    const Value* member = steps.follow(from[row]);
    if (member == nullptr) {
      member = plain_member(*chunk_, i, from[row]);
      if (member == nullptr) {
        Value value;
        machine_.follow_path(*chunk_, at_, from[row], value);
        put(out + row, std::move(value));
        return;
      }
      steps = Steps(*chunk_, i);
    }
    BorrowedItems::put(out + row, *member);
  });
}

void Columns::call(const Instruction& i) {
  const Column a = column(i.b);
  Lane& out = lane(i.a);
  if (i.op == Op::kCall1) {
    make_each(out, [&](size_t row) {
      const Value* const arguments[1] = {&a[row]};
      return called(i.flags, arguments, 1);
    });
    return;
  }
  const Column b = column(i.c);
  const TextTest test = builtin_at(i.flags).test;
  if (test != nullptr && a.uniform && b.uniform && a.tag() == Tag::kString &&
      b.tag() == Tag::kString) {
    const Words texts{a.first, a.step};
    const Words others{b.first, b.step};
    uint64_t holds = 0;
    size_t pieces = 0;
    for_rows([&](size_t row) {
      const std::string_view text = texts.text(row);
      pieces += work::kItem + work::searched(text.size());
      holds |= uint64_t(test(text, others.text(row))) << row;
    });
    machine_.spend(pieces);
    set_truth(out, active_, holds);
    return;
  }
  make_each(out, [&](size_t row) {
    const Value* const arguments[2] = {&a[row], &b[row]};
    return called(i.flags, arguments, 2);
  });
}

void Columns::move(const Instruction& i) {
  uint64_t truth;
  if (is_register(i.b) && lane(i.b).form == Lane::Form::kTruth && truth_of(i.b, truth)) {
    set_truth(lane(i.a), active_, truth);
    return;
  }
  const Column from = column(i.b);
  Lane& out = lane(i.a);
  Value* const values = open(out);
  for_rows([&](size_t row) { BorrowedItems::put(values + row, from[row]); });
  if (all_at_work() && from.uniform) {
    out.form = Lane::Form::kUniform;
    out.head = from.head;
  }
}

void Columns::step(const Instruction& i) {
  if (const Operator op = comparison_of(i.op, Op::kEqual); op != Operator::kNone) {
    comparison(op, i);
    return;
  }
  if (const Operator op = comparison_of(i.op, Op::kJumpUnlessEqual); op != Operator::kNone) {
    jump(active_ & ~compare(op, i.b, i.c).holds, i.d);
    return;
  }
  switch (i.op) {
    case Op::kMove:
      move(i);
      break;
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
      arithmetic(i);
      break;
    case Op::kPower: {
      const Column a = column(i.b);
      const Column b = column(i.c);
      make_each(lane(i.a),
                [&](size_t row) { return placed(power(a[row], b[row]), a[row], b[row]); });
      break;
    }
    case Op::kNegate: {
      const Column a = column(i.b);
      make_each(lane(i.a), [&](size_t row) { return placed(negate(a[row]), a[row], Value()); });
      break;
    }
    case Op::kAnd:
    case Op::kOr:
      logic(i);
      break;
    case Op::kJump:
      jump(active_, i.d);
      break;
    case Op::kJumpIfFalse:
    case Op::kJumpIfTrue:
    case Op::kJumpUnlessTrue: {
      const bool wanted = i.op != Op::kJumpIfFalse;
      uint64_t matching = 0;
      if (truth_of(i.b, matching)) {
        if (!wanted) matching = ~matching;
      } else {
        const Column a = column(i.b);
        for_rows([&](size_t row) {
          matching |= uint64_t(wanted ? a[row].is_true() : a[row].is_false()) << row;
        });
      }
      jump(active_ & (i.op == Op::kJumpUnlessTrue ? ~matching : matching), i.d);
      break;
    }
    case Op::kPath:
      path(i);
      break;
    case Op::kIn: {
      const Column a = column(i.b);
      const Column b = column(i.c);
      make_each(lane(i.a), [&](size_t row) {
        return placed(is_in(a[row], b[row], machine_), a[row], b[row]);
      });
      break;
    }
    default:
      call(i);
      break;
  }
}

}  // namespace tollgate::feel
