// What an instruction is charged before it runs (work.h): its loop, its function or its chunk
// counts it once for each turn or call, in bulk. What depends on the values (texts, lists, wide
// numbers) is charged where it is done.
#pragma once

#include <span>

#include "chunk.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {

constexpr uint64_t work_of(const Instruction& i) {
  switch (i.op) {
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kPower:
    case Op::kNegate:
      return 12 * work::kInstruction;  // of temporal values and durations
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kJumpUnlessEqual:
    case Op::kJumpUnlessNotEqual:
    case Op::kJumpUnlessLess:
    case Op::kJumpUnlessLessEqual:
    case Op::kJumpUnlessGreater:
    case Op::kJumpUnlessGreaterEqual:
      return 5 * work::kInstruction;
    case Op::kPath:
      return 10 * work::kInstruction * (i.flags == 0 ? 1u : i.flags);
    case Op::kAnd:
    case Op::kOr:
      return 3 * work::kInstruction;
    case Op::kItemField:
    case Op::kFieldOrNull:
    case Op::kIndex:
    case Op::kIn:
    case Op::kAppend:
    case Op::kInstanceOf:
    case Op::kWhere:
    case Op::kSumStep:
      return 5 * work::kInstruction;
    case Op::kCall1:
    case Op::kCall2:
      return 12 * work::kInstruction;
    case Op::kCall:
    case Op::kCallValue:
    case Op::kCallNamed:
      return 20 * work::kInstruction;
    case Op::kNull:
      return 5 * work::kInstruction;
    case Op::kTrace:
      return 40 * work::kInstruction;
    default:
      return work::kInstruction;
  }
}

constexpr uint64_t work_of(std::span<const Instruction> code) {
  uint64_t units = 0;
  for (const Instruction& i : code) units += work_of(i);
  return units;
}

// What a turn of a loop takes stands in its kNext: b, c.
inline void set_turn_work(Instruction& next, uint64_t units) {
  if (units > UINT32_MAX) units = UINT32_MAX;
  next.b = static_cast<uint16_t>(units >> 16);
  next.c = static_cast<uint16_t>(units);
}
inline uint64_t turn_work(const Instruction& next) { return uint64_t(next.b) << 16 | next.c; }

}  // namespace tollgate::feel
