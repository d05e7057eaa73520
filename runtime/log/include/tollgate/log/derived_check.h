// What was changed in the derived tables by something that is no operation of the log, in words.
//
//   DerivedCheck check(store, made_again);
//   while (!check.step()) …;
//   check.findings();   // empty: the tables hold what the log makes
//
// Between two steps both may have come further in the log, by the same ops.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/base/turn.h"

namespace tollgate::store {
class DerivedComparison;
class Store;
struct RowDifference;
}  // namespace tollgate::store

namespace tollgate::log {

inline constexpr size_t kMaxDerivedFindings = 20;

class DerivedCheck {
 public:
  // `made` was just made again from the same log. `repairs`: rows become what the log makes, as
  // soon as they are found.
  DerivedCheck(store::Store& store, store::Store& made, bool repairs = false);
  ~DerivedCheck();

  // Some hundred rows. True: all are compared.
  bool step();
  Progress progress() const;
  // Each says the row, what it holds, what the log makes of it, and the op since which it was
  // changed at the earliest. Codes: engine.derived_changed, engine.derived_missing,
  // engine.derived_unknown, engine.derived_unreadable_table; the first kMaxDerivedFindings, and
  // engine.derived_repair, which says how many there are and how to put all of it right.
  Diagnostics findings() const;
  // The tables that differed: "score", "record.visit".
  const std::set<std::string>& tables() const { return tables_; }
  // Why a row was not repaired; a table that cannot be read is made again as a whole.
  const Status& repaired() const { return repaired_; }
  bool has_unreadable() const { return has_unreadable_; }

 private:
  void put_right(const std::vector<store::RowDifference>& found);

  store::Store& store_;
  store::Store& made_;
  const bool repairs_;
  std::unique_ptr<store::DerivedComparison> comparison_;
  Diagnostics findings_;
  size_t count_ = 0;
  std::set<std::string> tables_;
  Status repaired_ = ok_status();
  bool has_unreadable_ = false;
};

}  // namespace tollgate::log
