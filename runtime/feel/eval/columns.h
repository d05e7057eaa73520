// Evaluates code without loops column by column: each instruction over a block of records before
// the next one, so that decoding it costs next to nothing for a record.
//
// Every jump of such code leads forward. Rows that jump wait at their target: an instruction works
// on the rows that have come to it, a bit each. Where all values of a column are stored alike
// (numbers with one exponent, dates, texts), an instruction is a loop over words; else it does for
// each row what the machine does. Conditions are bits, so `and` and `or` take 64 rows at once.
#pragma once

#include <vector>

#include "chunk.h"
#include "machine.h"

namespace tollgate::feel {

// Records of one block.
constexpr size_t kBlockRows = 64;

// Whether the chunk's code has no loops and only instructions that columns know.
bool is_loop_free(const Chunk& chunk);

// Where an operand's values lie: one for each row, `step` values apart (0: the same for all).
struct Column {
  const Value* first = nullptr;
  size_t step = 0;
  bool uniform = false;  // all rows at work have this head
  uint64_t head = 0;
  const Value& operator[](size_t row) const { return first[row * step]; }
  Tag tag() const { return static_cast<Tag>(head & 0xff); }
};

class Columns {
 public:
  explicit Columns(Machine& machine);

  // `rows` records of `stride` values. Throws LimitExceeded when all together take more than one
  // evaluation may.
  void run(const Chunk& chunk, const Value* records, size_t stride, size_t rows, Value* results);

 private:
  // A register over the rows of a block. Its values hold no references: what an instruction made
  // is kept in `owned_`, the rest belongs to the records and constants.
  struct Lane {
    enum class Form : uint8_t { kValues, kUniform, kTruth };
    Value* values = nullptr;
    Form form = Form::kValues;
    uint64_t head = 0;   // of all rows, for kUniform
    uint64_t truth = 0;  // a bit for each row, for kTruth; the values may then be out of date
  };
  // A slot over the rows of the block numbered `block`.
  struct SlotColumn {
    uint64_t block = 0;
    Column column;
    bool has_truth = false;
    uint64_t truth = 0;
    BorrowedItems numbers;  // brought to one exponent
  };
  // What a condition gives for the rows at work: a bit each where it holds, where it is null.
  struct Truth {
    uint64_t holds = 0;
    uint64_t unknown = 0;
  };

  void begin(const Chunk& chunk, const Value* records, size_t stride, size_t rows);
  void step(const Instruction& i);
  void give(Operand operand, Value* results);
  void jump(uint64_t leaving, size_t target);

  // Calls each(row) for the rows at work.
  template <typename Each>
  void for_rows(Each each) const;
  bool all_at_work() const { return active_ == all_; }

  // Operands.
  Column column(Operand operand);
  Column slot(size_t index);
  Lane& lane(Operand operand) { return lanes_[operand & kOperandIndex]; }
  // Fills in whether a column of values is uniform over the rows at work; true when it is, or when
  // it would be but for the exponents of its numbers.
  bool find_head(Column& column) const;
  // Brings numbers to their smallest exponent; false when a word is too short for that.
  bool bring_together(const Column& from, Value* to, uint64_t& head) const;
  // Multiplies one of two columns of small numbers until both have one exponent.
  bool align(Column& a, Column& b) const;
  // The bits of a column of booleans; false when it has other values, too.
  bool truth_of(Operand operand, uint64_t& truth);

  // Results.
  void set_truth(Lane& lane, uint64_t rows, uint64_t truth);
  // Makes place for values of the rows at work; earlier rows keep theirs.
  Value* open(Lane& lane);
  void put(Value* place, Value&& value);
  // Lets the lane have what was written to the spare values.
  void take_spare(Lane& lane, uint64_t head);
  Value placed(Value result, const Value& left, const Value& right);
  Value called(uint8_t builtin, const Value* const* arguments, size_t count);
  template <typename Make>
  void make_each(Lane& lane, Make make);

  Truth compare(Operator op, Operand left, Operand right);
  Truth compare_each(Operator op, const Column& a, const Column& b) const;
  void comparison(Operator op, const Instruction& i);
  void arithmetic(const Instruction& i);
  bool add_words(Column a, Column b, bool subtract, Lane& out);
  bool multiply_words(const Column& a, const Column& b, Lane& out);
  bool subtract_times(const Column& a, const Column& b, Lane& out);
  void logic(const Instruction& i);
  void path(const Instruction& i);
  void call(const Instruction& i);
  void move(const Instruction& i);

  Machine& machine_;
  const Chunk* chunk_ = nullptr;
  const Value* records_ = nullptr;
  size_t stride_ = 0;
  size_t rows_ = 0;
  uint64_t block_ = 0;
  uint64_t all_ = 0;               // the rows of the block
  uint64_t active_ = 0;            // the rows at work
  size_t at_ = 0;                  // the instruction at work
  std::vector<uint64_t> waiting_;  // rows by the instruction they wait at
  BorrowedItems storage_;
  std::vector<Lane> lanes_;
  Value* spare_;   // values for a result while its operands are still needed
  Value* scaled_;  // for align()
  std::vector<SlotColumn> slots_;
  std::vector<Value> owned_;
};

}  // namespace tollgate::feel
