// Which records were written lately, for those who look at many of them in turns and want to look
// once more at those that changed meanwhile.
//
//   const int64_t moment = store.recent_writes().moment();
//   …                                                   // others have their turn
//   auto changed = store.recent_writes().since(moment); // nullopt: look at all of them again
//
// What was taken back with its transaction may be named, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tollgate/ops/record_state.h"

namespace tollgate::store {

class RecentWrites {
 public:
  int64_t moment() const { return before_ + int64_t(keys_.size()); }
  // The records that were written, removed, or whose verdicts were, after the moment. nullopt where
  // these are too many to be remembered, or tables were made anew.
  std::optional<std::set<ops::RecordKey>> since(int64_t moment) const {
    if (moment < before_) return std::nullopt;
    return std::set<ops::RecordKey>(keys_.begin() + (moment - before_), keys_.end());
  }

  void note(std::string_view entity, std::string_view record) {
    keys_.push_back({std::string(entity), std::string(record)});
    if (keys_.size() <= kMax) return;
    keys_.pop_front();
    ++before_;
  }
  // How often a record's row went, so that another one may get its place.
  int64_t removals() const { return removals_; }
  void note_removal(std::string_view entity, std::string_view record) {
    ++removals_;
    note(entity, record);
  }
  void note_all() {
    ++removals_;
    before_ = moment() + 1;
    keys_.clear();
  }

 private:
  static constexpr size_t kMax = 4000;
  int64_t before_ = 0;  // as many were forgotten
  int64_t removals_ = 0;
  std::deque<ops::RecordKey> keys_;
};

}  // namespace tollgate::store
