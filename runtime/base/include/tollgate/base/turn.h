// A turn: how long a request that takes long may hold its thread before others have theirs.
//
//   Turn turn(clock, 50);                   // until the end of the block, on this thread
//   while (row < rows) {
//     count(row++);
//     if (Turn::is_over({row, rows})) return;   // the caller keeps `row` and goes on from there
//   }
//   if (turn.left_at()) …;                  // not all is done: what was given back is no result
//
// Who works step by step asks behind each step whether to stop, and keeps what it has done; the
// whole request is then asked once more in another turn and comes to the same place. Without a turn
// around it nothing is ever over: the same code runs to its end. In each turn at least one step is
// done.
#pragma once

#include <cstdint>
#include <optional>

#include "tollgate/base/monotonic_clock.h"

namespace tollgate {

// Steps of some kind, for a bar that shows how far something is.
struct Progress {
  int64_t done = 0;
  int64_t of = 0;
  bool operator==(const Progress&) const = default;
};

class Turn;
inline constinit thread_local Turn* turn_in_force = nullptr;

class Turn {
 public:
  // `clock` must outlive it. Inside another turn there is only the other one.
  Turn(const MonotonicClock& clock, int64_t length_ms);
  ~Turn();
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  // Behind a step: whether the rest is for another turn. Once it was said, it stays so.
  static bool is_over(const Progress& progress) {
    return turn_in_force != nullptr && turn_in_force->check(progress);
  }
  static bool is_there() { return turn_in_force != nullptr; }
  // Whether somebody stopped in this turn: what follows need not be done.
  static bool was_left() { return turn_in_force != nullptr && turn_in_force->left_at_.has_value(); }

  const std::optional<Progress>& left_at() const { return left_at_; }

 private:
  bool check(const Progress& progress);

  const MonotonicClock& clock_;
  const int64_t length_ms_;
  Turn* const around_;
  const int64_t begin_ms_;
  int64_t end_ms_;
  bool began_ = false;  // a step was done
  std::optional<Progress> left_at_;
};

}  // namespace tollgate
