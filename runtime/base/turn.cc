#include "tollgate/base/turn.h"

#include <algorithm>

namespace tollgate {

Turn::Turn(const MonotonicClock& clock, int64_t length_ms, TurnNotes* notes)
    : clock_(clock),
      length_ms_(length_ms),
      around_(turn_in_force),
      begin_ms_(clock.elapsed_ms()),
      end_ms_(begin_ms_ + length_ms),
      notes_(notes) {
  if (around_ == nullptr) turn_in_force = this;
}

Turn::~Turn() {
  if (around_ == nullptr) turn_in_force = nullptr;
}

std::unique_ptr<TurnNote>& Turn::next_note() {
  if (notes_asked_ == notes_->size()) notes_->emplace_back();
  return (*notes_)[notes_asked_++];
}

bool Turn::check(const Progress& progress) {
  if (left_at_) return true;
  const int64_t now_ms = clock_.elapsed_ms();
  if (!began_) {
    began_ = true;
    // What comes before the first step is done again in each turn. It may take half of it at most.
    end_ms_ = std::max({end_ms_, now_ms + length_ms_ / 4, now_ms + (now_ms - begin_ms_)});
  }
  if (now_ms < end_ms_) return false;
  left_at_ = progress;
  return true;
}

}  // namespace tollgate
