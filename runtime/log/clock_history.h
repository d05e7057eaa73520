// What a log tells of its devices' clocks.
#pragma once

#include "tollgate/base/result.h"
#include "tollgate/ops/op.h"

namespace tollgate::log {

class ClockHistory {
 public:
  static constexpr size_t kMaxFindings = 10;

  void note(const ops::Op& op);
  // Warnings: engine.clock_moved where the device saw its clock moved, engine.clock_behind where an
  // op is dated before the one in front of it.
  Diagnostics findings() const;

 private:
  struct Jump {
    int64_t op_number = 0;
    int64_t before_ms = 0;  // of the op in front
    int64_t at_ms = 0;
    int64_t moved_ms = 0;
    bool seen = false;  // by the device, while it ran
  };

  int64_t last_ms_ = 0;
  bool any_ = false;
  std::vector<Jump> jumps_;
  size_t count_ = 0;
};

}  // namespace tollgate::log
