// Bounds the work of all evaluations of something larger: a save, a request, the check of a
// document.
//
//   SharedWork work(400'000'000);     // until the end of the block, on this thread
//   ... evaluate(...) as often as it takes ...
//   if (work.exhausted()) return refuse();   // some results are nulls that the rules did not mean
//
// Each evaluation still has its own budget; what all of them take goes off here. When nothing is
// left, evaluation ends at once with feel.limit.work, and exhausted() says so: whoever made the
// SharedWork then gives no result at all rather than half of one. One inside another takes from it.
#pragma once

#include <cstdint>

namespace tollgate::feel {

class SharedWork;
inline constinit thread_local SharedWork* shared_work_in_force = nullptr;

class SharedWork {
 public:
  // `units` (see work.h), or what is left around it when that is less.
  explicit SharedWork(uint64_t units);
  ~SharedWork();
  SharedWork(const SharedWork&) = delete;
  SharedWork& operator=(const SharedWork&) = delete;

  // The innermost one of this thread, or null.
  static SharedWork* current() { return shared_work_in_force; }

  uint64_t left() const { return left_; }
  uint64_t used() const { return granted_ - left_; }
  bool exhausted() const { return exhausted_; }
  // Whether it was exhausted only because the one around it had less left than it wanted.
  bool exhausted_around() const { return exhausted_ && less_than_wanted_; }

  // For the evaluator: what an evaluation may take of `wanted`, and what it took. `ended`: it was
  // stopped because that was too little.
  uint64_t grant(uint64_t wanted) const { return wanted < left_ ? wanted : left_; }
  void take(uint64_t units, bool ended);

 private:
  SharedWork* around_;
  uint64_t granted_;
  uint64_t left_;
  bool less_than_wanted_;  // because of what is around
  bool exhausted_ = false;
};

}  // namespace tollgate::feel
