// What a request changed, for every subscriber.
#pragma once

#include <set>

#include "tollgate/store/store.h"

namespace tollgate::engine {

inline constexpr size_t kMaxNamedRecords = 200;

struct ChangeSet {
  bool app = false;
  bool all = false;  // too many to name
  std::set<store::RecordKey> records;

  void add(store::RecordKey key) {
    if (all) return;
    records.insert(std::move(key));
    if (records.size() > kMaxNamedRecords) {
      all = true;
      records.clear();
    }
  }
  bool empty() const { return !app && !all && records.empty(); }
};

}  // namespace tollgate::engine
