// A compiled expression: instructions over registers, the slots of the record, and constants.
//
// An operand is 16 bits: the upper two say where (register, slot, constant, loop item), the rest
// which one. Registers come in frames, one for each call of a function; loops run inside their
// frame. The item of a loop is borrowed from its iterator, without a reference of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tollgate/feel/ast.h"
#include "tollgate/feel/program.h"
#include "tollgate/feel/scope.h"
#include "tollgate/feel/type.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

using Operand = uint16_t;
constexpr Operand kSlotOperand = 0x4000;
constexpr Operand kConstantOperand = 0x8000;
constexpr Operand kItemOperand = 0xc000;
constexpr Operand kOperandIndex = 0x3fff;

constexpr bool is_register(Operand operand) { return (operand & ~kOperandIndex) == 0; }
constexpr bool is_constant(Operand operand) {
  return (operand & ~kOperandIndex) == kConstantOperand;
}

enum class Op : uint8_t {
  kReturn,  // a
  kMove,    // a = b
  // Arithmetic and comparison: a = b op c.
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kPower,
  kNegate,  // a = -b
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,  // d: number of its operands in junctions, counted from 1; 0: none
  kOr,
  // Jumps to d.
  kJump,
  kJumpIfFalse,     // b is false
  kJumpIfTrue,      // b is true
  kJumpUnlessTrue,  // b is anything but true
  // Jump to d unless the comparison of b and c is true; the order of the comparisons above.
  kJumpUnlessEqual,
  kJumpUnlessNotEqual,
  kJumpUnlessLess,
  kJumpUnlessLessEqual,
  kJumpUnlessGreater,
  kJumpUnlessGreaterEqual,
  // Structures.
  kPath,         // a = b.(paths[c]).(paths[c + 1])..., flags of them
  kItemField,    // a = b.(paths[c]) when b is a context with that entry; else jump to d, or with
                 // flags 1 a = b
  kFieldOrNull,  // a = the entry of b, or null without a reason
  kIndex,        // a = b[c], c a number
  kRange,        // a = range of registers b, b + 1; flags
  kUnaryRange,   // a = range of `op b`; flags: the Operator
  kIn,           // a = b in c: equal to it, in the range, or in the list's items

  kNewList,     // a = []
  kAppend,      // a gets b as its last item
  kContext,     // a = context of registers b.., shapes[c]
  kInstanceOf,  // a = b instance of types[c]
  // Loops. Iterators are numbered within the frame.
  kIterate,       // iterator a starts over b; jumps to d when b cannot be walked, then c is null
  kIterateRange,  // iterator a starts over b..c; jumps to d when that cannot be walked
  kNext,          // jump to d with the next item of iterator a, or go on when there is none
  kSomeStep,      // b true: a = true, jump to d; b neither true nor false: a = null
  kEveryStep,     // b false: a = false, jump to d; b neither true nor false: a = null
  kFilterStep,    // item c passes filter b into list a; a number picks one item: jump to d
  kWhere,      // a = what where_aggregates[c] tells of the list b; jump to d when that was simple
  kSumStep,    // a = a + b, where a starts as `false`
  kSumEnd,     // a = the sum, or null when there was nothing to add
  kCountStep,  // a = a + 1
  // Functions.
  kCall1,  // a = builtin[flags](b)
  kCall2,  // a = builtin[flags](b, c)
  kCall,   // a = builtin[flags](registers b.., c of them)
  // When b is no function, the built-in numbered flags is called instead, unless flags is none.
  kCallValue,  // a = b(registers c.., d of them)
  kCallNamed,  // a = b(registers c.., names in calls[d])
  kClosure,    // a = lambdas[c] with the values of registers b..
  kNull,       // a = the null b, telling why
  kTrace,      // node d (and a << 16) begins with flags kTraceBegin; otherwise it has the value b
};

constexpr uint8_t kTraceBegin = 1;

constexpr uint8_t kNoBuiltin = 255;

struct Instruction {
  Op op = Op::kReturn;
  uint8_t flags = 0;
  uint16_t a = 0;
  uint16_t b = 0;
  uint16_t c = 0;
  uint16_t d = 0;
};

// Properties of temporal values, durations and ranges (10.3.2.11, table 65).
enum class Property : uint8_t {
  kNone,
  kYear,
  kMonth,
  kDay,
  kWeekday,
  kHour,
  kMinute,
  kSecond,
  kTimeOffset,
  kTimezone,
  kYears,
  kMonths,
  kDays,
  kHours,
  kMinutes,
  kSeconds,
  kStart,
  kEnd,
  kStartIncluded,
  kEndIncluded,
};
Property property_named(std::string_view name);

struct PathInfo {
  std::string name;
  Property property = Property::kNone;
  // Where the entry was in the last context of this shape; contexts of one list share theirs.
  mutable uint64_t shape = UINT64_MAX;
  mutable uint32_t index = 0;
};

struct Lambda {
  uint32_t entry = 0;  // first instruction
  uint64_t work = 0;   // of its instructions, see op_work.h
  uint16_t registers = 0;
  uint16_t iterators = 0;
  std::vector<std::string> parameters;  // the first registers
  std::vector<Type> parameter_types;
  Type result;  // as far as the text tells
  NodeId body = 0;
  uint16_t captures = 0;   // the registers after them
  bool recursive = false;  // one more register: the function itself
  bool external = false;
};

// What a kWhere instruction makes of the items whose field compares to a constant: the sum of a
// member, their number, whether there is one, whether all are such.
struct WhereAggregate {
  enum class Make : uint8_t { kSum, kCount, kSome, kEvery };
  Make make = Make::kCount;
  Operator op = Operator::kNone;
  bool of_item = false;  // the item itself is compared, not its field
  uint16_t field = 0;    // into paths
  uint16_t limit = 0;    // into constants
  uint16_t member = 0;   // into paths, for kSum
};

// Where the operands of a kAnd or kOr stand.
struct Junction {
  Span left;
  Span right;
};

struct NamedCall {
  std::vector<std::string> names;
};

struct Chunk : std::enable_shared_from_this<Chunk> {
  Ast ast;
  Scope scope;
  std::vector<Instruction> code;
  std::vector<Span> spans;  // of each instruction
  std::vector<Value> constants;
  std::vector<PathInfo> paths;
  std::vector<Shape> shapes;
  std::vector<Type> types;
  std::vector<Lambda> lambdas;
  std::vector<NamedCall> calls;
  std::vector<WhereAggregate> where_aggregates;
  std::vector<Junction> junctions;
  uint64_t work = 0;  // of all instructions, see op_work.h
  uint16_t registers = 0;
  uint16_t iterators = 0;
  bool loop_free = false;  // see columns.h
  std::vector<Dependency> dependencies;
};

}  // namespace tollgate::feel
