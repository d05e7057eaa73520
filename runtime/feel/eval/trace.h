// What explain() records of one evaluation: a tree of steps, as they were taken.
//
//   trace.begin(node);      // kTrace instructions, around the code of each node
//   trace.end(node, value);
//
// A loop, a filter or a function takes a node more than once: each time is a step (a pass) of its
// own, with the values that belong together. The first kFirstPasses and the last are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "tollgate/feel/ast.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

struct Step {
  NodeId node = 0;
  bool ended = false;    // false: a limit ended the evaluation before
  uint32_t pass = 1;     // which time this node is taken within the step around it
  size_t omitted = 0;    // parts that were not recorded, the bound being reached
  bool counted = false;  // towards the bound
  Value value;
  std::vector<Step> parts;
};

class Trace {
 public:
  static constexpr uint32_t kFirstPasses = 5;

  explicit Trace(size_t nodes) : seen_(nodes) {}

  void begin(NodeId node);
  void end(NodeId node, const Value& value);
  // Once the evaluation is over; nullopt when it did not begin.
  std::optional<Step> finish() &&;

 private:
  // Bounds on what is taken again and again; what is taken once is bounded by the text.
  static constexpr size_t kMaxRepeated = 4096;
  static constexpr size_t kDeepest = 256;
  static constexpr size_t kMaxLookedAt = 20'000'000;  // parts, in search of earlier passes

  // The latest part for the node, or null.
  Step* latest(Step& around, NodeId node);
  void close();
  void add(Step& around, Step part);

  std::vector<bool> seen_;
  std::vector<Step> open_;
  size_t repeated_ = 0;  // steps kept of nodes that were taken before
  size_t looked_at_ = 0;
  size_t skipped_ = 0;  // begun without being recorded
  std::optional<Step> whole_;
};

}  // namespace tollgate::feel
