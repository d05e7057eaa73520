// Runs chunks. One machine serves a thread: its registers are reused from call to call.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "chunk.h"
#include "tollgate/feel/memory.h"
#include "tollgate/feel/null_code.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {

// What a loop walks through.
struct Iterator {
  enum class Mode : uint8_t { kList, kOne, kNumbers, kDates };
  Mode mode = Mode::kList;
  bool first = true;  // for kFilterStep
  Value source;       // the list, or the single value
  int64_t next = 0;
  int64_t last = 0;  // index after the last item, or the last number or day
  int64_t step = 1;
};

// The items of running loops, one for each iterator. They are copies without a reference: the
// iterator's source holds them.
class BorrowedItems {
 public:
  explicit BorrowedItems(size_t count = 0) : bytes_(count * sizeof(Value) / sizeof(uint64_t)) {}
  bool empty() const { return bytes_.empty(); }
  const Value* data() const { return reinterpret_cast<const Value*>(bytes_.data()); }
  Value* data() { return reinterpret_cast<Value*>(bytes_.data()); }
  static void put(Value* place, const Value& item) {
    std::memcpy(static_cast<void*>(place), static_cast<const void*>(&item), sizeof(Value));
  }

 private:
  std::vector<uint64_t> bytes_;
};

class Columns;
class Trace;

class Machine {
 public:
  Machine();
  ~Machine();
  // The thread's machine.
  static Machine& instance();

  Value evaluate(const Chunk& chunk, const Value* slots, const EvalOptions& options,
                 Trace* trace = nullptr);
  void evaluate_batch(const Chunk& chunk, const Value* records, size_t stride,
                      std::span<Value> results, const EvalOptions& options);

  // A built-in of constants, at compile time; null when it takes too much. What it takes goes off
  // `work_left`.
  Value fold(uint8_t builtin, const Value* const* arguments, size_t count, uint64_t& work_left);

  // For built-in functions.
  const EvalOptions& options() const { return *options_; }
  // Counts work before it is done; throws LimitExceeded.
  void spend(uint64_t units) { spend_work(units); }
  // Calls a function value with positional arguments.
  Value call(const Value& function, const Value* const* arguments, size_t count);

 private:
  friend class Columns;
  struct Frame;

  Value run_limited(const Chunk& chunk, const Value* slots);
  Value run(const Chunk& chunk, uint32_t entry, const Frame& frame, const Value* slots);
  Value limit_reached(const Chunk& chunk, Limit limit);
  void prepare(const EvalOptions& options);
  // Tells a reason, unless enough were told.
  void tell(Diagnostic reason);
  void tell_omitted();
  Value call_named(const Value& function, const Value* registers, const NamedCall& call);
  Value call_closure(const Value& function, const Value* const* arguments, size_t count);
  // Gives a null that has a reason its place, and tells the sink.
  void locate(Value& result, const Chunk& chunk, size_t at, const Value& left, const Value& right);
  // The same for the result of a call.
  void locate_call(Value& result, const Chunk& chunk, size_t at, const Value& callee,
                   const Value* const* arguments, size_t count);

  // The members that instruction `at` names, one after the other.
  void follow_path(const Chunk& chunk, size_t at, const Value& from, Value& result);
  void tell_missing(const Chunk& chunk, size_t at, const Value& list, const Value& members,
                    const PathInfo& info);

  // True when every item was a context with plain values.
  bool where(const Chunk& chunk, const WhereAggregate& where, const Value& list, Value& result);

  // The slow sides of instructions, kept out of the loop.
  Value path(const Value& source, const PathInfo& info);
  void start_iterator(Iterator& iterator, const Value& source, Value& result);
  void start_range_iterator(Iterator& iterator, const Value& from, const Value& to, Value& result);

  const EvalOptions* options_ = nullptr;
  Trace* trace_ = nullptr;
  MemoryMeter* meter_ = nullptr;
  uint32_t depth_ = 0;
  size_t reasons_ = 0;  // of nulls so far, told or not
  std::vector<Value> registers_;
  std::vector<Iterator> iterators_;
  BorrowedItems items_;
  std::unique_ptr<Columns> columns_;  // made when first needed
  size_t registers_used_ = 0;
  size_t iterators_used_ = 0;
};

// A NullOrigin's detail: for operations an Operator or one of these two; for arguments the number
// of the built-in function times 16, or this, plus the argument's index.
constexpr uint16_t kNegation = 14;
constexpr uint16_t kMembership = 15;  // in
constexpr uint16_t kOwnFunction = 0xfff0;

// Adds an item to a list that nobody else holds, or to a copy. The item may be the list.
void append_item(Value& list, Value item, Machine& machine);
// The member that a kPath instruction names; a null pointer when one on the way is no context or
// has no such entry.
const Value* plain_member(const Chunk& chunk, const Instruction& i, const Value& from);
// Why two values have no order.
Value no_order(const Value& a, const Value& b);
// Conjunction (decisive: false) or disjunction (decisive: true) of two values.
Value combine(const Value& a, const Value& b, bool decisive);
// An entry, or a property of a temporal value, duration or range; null with a reason otherwise.
Value member_of(const Value& source, const PathInfo& info);
// value in test, where the test is a value: 10.3.2.13.
Value is_in(const Value& value, const Value& test, Machine& machine);
Value item_at(const Value& list, const Value& position);

// A function written in FEEL, with the values it saw when it was made.
struct ClosureRep final : FunctionRep {
  std::shared_ptr<const Chunk> owner;  // empty: the chunk outlives the closure
  const Chunk* chunk = nullptr;
  uint32_t lambda = 0;
  std::vector<Value> captured;
  bool is_instance_of(const Type& type) const override;
  bool equals(const FunctionRep& other) const override;
};

// A built-in function as a value.
struct BuiltinRep final : FunctionRep {
  uint8_t builtin = 0;
  bool is_instance_of(const Type& type) const override;
  bool equals(const FunctionRep& other) const override;
};

}  // namespace tollgate::feel
