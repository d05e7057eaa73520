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
//
// What a step has made and belongs nowhere else is kept in a note:
//
//   struct Counted final : TurnNote { int64_t row = 0; };
//   Counted own;
//   Counted* counted = Turn::note<Counted>();    // of the last turn; null where nothing is kept
//   if (counted == nullptr) counted = &own;
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tollgate/base/monotonic_clock.h"

namespace tollgate {

// Steps of some kind, for a bar that shows how far something is.
struct Progress {
  int64_t done = 0;
  int64_t of = 0;
  bool operator==(const Progress&) const = default;
};

// What a request keeps from one of its turns to the next.
class TurnNote {
 public:
  virtual ~TurnNote() = default;
};
using TurnNotes = std::vector<std::unique_ptr<TurnNote>>;

class Turn;
inline constinit thread_local Turn* turn_in_force = nullptr;

class Turn {
 public:
  // `clock` and `notes` must outlive it. Inside another turn there is only the other one.
  Turn(const MonotonicClock& clock, int64_t length_ms, TurnNotes* notes = nullptr);
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

  // Whether another step may be begun; says nothing of what is left to do.
  static bool has_time() { return turn_in_force == nullptr || turn_in_force->is_before_end(); }

  // What was done cannot be taken back: nobody stops the request any more.
  static void settle() {
    if (turn_in_force != nullptr) turn_in_force->is_settled_ = true;
  }
  bool is_settled() const { return is_settled_; }

  // A request goes the same way in each turn: who asks first gets the first note, and so on. One of
  // another kind is begun anew, for the way may have changed. Null where there is no turn.
  template <typename Note>
  static Note* note() {
    if (turn_in_force == nullptr || turn_in_force->notes_ == nullptr) return nullptr;
    std::unique_ptr<TurnNote>& kept = turn_in_force->next_note();
    auto* note = dynamic_cast<Note*>(kept.get());
    if (note != nullptr) return note;
    auto fresh = std::make_unique<Note>();
    note = fresh.get();
    kept = std::move(fresh);
    return note;
  }

  const std::optional<Progress>& left_at() const { return left_at_; }

 private:
  bool check(const Progress& progress);
  bool is_before_end() const { return !left_at_ && clock_.elapsed_ms() < end_ms_; }
  std::unique_ptr<TurnNote>& next_note();

  const MonotonicClock& clock_;
  const int64_t length_ms_;
  Turn* const around_;
  const int64_t begin_ms_;
  int64_t end_ms_;
  TurnNotes* const notes_;
  size_t notes_asked_ = 0;
  bool began_ = false;  // a step was done
  bool is_settled_ = false;
  std::optional<Progress> left_at_;
};

// Until the end of the block nothing is over on this thread: for what must not be left half done.
class AtOnce {
 public:
  AtOnce() : around_(turn_in_force) { turn_in_force = nullptr; }
  ~AtOnce() { turn_in_force = around_; }
  AtOnce(const AtOnce&) = delete;
  AtOnce& operator=(const AtOnce&) = delete;

 private:
  Turn* const around_;
};

}  // namespace tollgate
