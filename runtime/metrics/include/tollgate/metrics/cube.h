// One metric, cut along dimensions (groups and filters), kept up to date by difference.
//
//   Cube cube(metric, 2);
//   cube.set_today(20500);
//   cube.put("visit-1", Entry{{"Wuhan", "rep-1"}, sample, day});   // new or changed
//   cube.drop("visit-1");                                          // discarded, or filtered out
//   cube.groups();                                                 // keys -> aggregate
//
// With a window only records whose day lies in the last days before and including today count;
// moving today touches only the records that enter or leave.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tollgate/metrics/aggregate.h"

namespace tollgate::metrics {

// One key per dimension: the wire value as canonical JSON ("null" for none).
using GroupKey = std::vector<std::string>;

struct Entry {
  GroupKey keys;
  Sample sample;
  std::optional<int64_t> day;  // with a window; none: never in it
};

class Cube {
 public:
  Cube(model::Aggregate kind, std::optional<int64_t> window_days)
      : kind_(kind), window_days_(window_days) {}

  void put(const std::string& record, Entry entry);
  void drop(const std::string& record);
  void set_today(int64_t day);

  const std::map<GroupKey, Aggregate>& groups() const { return groups_; }
  // Records of the group that count now.
  std::vector<std::string> records_of(const GroupKey& keys) const;
  const Entry* find(const std::string& record) const;
  bool counts_now(const Entry& entry) const;
  // Aggregates changed since the start: what keeping up has cost.
  int64_t touched() const { return touched_; }

 private:
  void count(const Entry& entry, bool in);
  bool in_window(const Entry& entry, int64_t today) const;

  model::Aggregate kind_;
  std::optional<int64_t> window_days_;
  int64_t today_ = 0;
  std::unordered_map<std::string, Entry> entries_;
  std::map<int64_t, std::set<std::string>> by_day_;
  std::map<GroupKey, Aggregate> groups_;
  int64_t touched_ = 0;
};

}  // namespace tollgate::metrics
