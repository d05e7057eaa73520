// What a request changed, for every subscriber.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tollgate/base/limits.h"
#include "tollgate/ops/record_state.h"

namespace tollgate::engine {

struct ChangeSet {
  bool app = false;
  bool all = false;  // too many to name
  // With the form session whose save changed it, "" where no form was saved.
  std::map<ops::RecordKey, std::string> records;
  // As they stood before all of it: who saw one then hears that it is gone.
  std::map<ops::RecordKey, ops::RecordState> before;

  std::set<ops::RecordKey> gone;  // of the records: out of sight for whoever hears of them

  void add(ops::RecordKey key, std::string session) {
    if (all) return;
    records.insert_or_assign(std::move(key), std::move(session));
    if (records.size() > limits::kNamedChanges) {
      all = true;
      records.clear();
      before.clear();
    }
  }
  // What happened after it, in one with it.
  void join(const ChangeSet& later) {
    app = app || later.app;
    for (const auto& [key, session] : later.records) add(key, session);
    if (!all) before.insert(later.before.begin(), later.before.end());
    if (!later.all) return;
    all = true;
    records.clear();
    before.clear();
  }
  bool empty() const { return !app && !all && records.empty(); }
};

}  // namespace tollgate::engine
