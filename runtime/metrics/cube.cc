#include "tollgate/metrics/cube.h"

#include <algorithm>

namespace tollgate::metrics {

bool Cube::in_window(const Entry& entry, int64_t today) const {
  if (!window_days_) return true;
  return entry.day && *entry.day <= today && *entry.day > today - *window_days_;
}

bool Cube::counts_now(const Entry& entry) const { return in_window(entry, today_); }

void Cube::count(const Entry& entry, bool in) {
  ++touched_;
  auto group = groups_.try_emplace(entry.keys, kind_).first;
  if (in) {
    group->second.add(entry.sample);
  } else {
    group->second.remove(entry.sample);
    if (group->second.empty()) groups_.erase(group);
  }
}

void Cube::put(const std::string& record, Entry entry) {
  drop(record);
  if (window_days_ && entry.day) by_day_[*entry.day].insert(record);
  if (counts_now(entry)) count(entry, true);
  entries_.emplace(record, std::move(entry));
}

void Cube::drop(const std::string& record) {
  auto found = entries_.find(record);
  if (found == entries_.end()) return;
  const Entry& entry = found->second;
  if (counts_now(entry)) count(entry, false);
  if (window_days_ && entry.day) {
    auto day = by_day_.find(*entry.day);
    day->second.erase(record);
    if (day->second.empty()) by_day_.erase(day);
  }
  entries_.erase(found);
}

void Cube::set_today(int64_t day) {
  if (day == today_) return;
  if (window_days_) {
    // Only the days between the old and the new edges can change sides.
    int64_t first = std::min(today_, day) - *window_days_ + 1;
    int64_t last = std::max(today_, day);
    for (auto it = by_day_.lower_bound(first); it != by_day_.end() && it->first <= last; ++it) {
      for (const std::string& record : it->second) {
        const Entry& entry = entries_.at(record);
        bool before = in_window(entry, today_);
        bool after = in_window(entry, day);
        if (before != after) count(entry, after);
      }
    }
  }
  today_ = day;
}

std::vector<std::string> Cube::records_of(const GroupKey& keys) const {
  std::vector<std::string> records;
  for (const auto& [record, entry] : entries_) {
    if (entry.keys == keys && counts_now(entry)) records.push_back(record);
  }
  std::sort(records.begin(), records.end());
  return records;
}

const Entry* Cube::find(const std::string& record) const {
  auto found = entries_.find(record);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace tollgate::metrics
