// A number over many records that can be changed by difference: what was added can be taken out
// again, in any order, and the result is the same as if it had never been there.
//
//   Aggregate sum(model::Aggregate::kSum);
//   sum.change(units_of(*admit(Decimal(3))), 1);
//   sum.change(units_of(*admit(Decimal(3))), -1);
//   sum.value();                          // 0; an average of nothing is nullopt
//
// Sums are exact: numbers are taken with 12 digits after the point (ties to even) and must be below
// 10^20; `admit` tells. A median keeps each different number, so that any can be taken out again.
// Shares and averages are decimals of 34 digits. Only the last record with a smallest or largest
// number cannot be taken out without a look at all the others: then `lost_extreme` says so, and the
// value is none until they were added anew.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "tollgate/base/decimal.h"
#include "tollgate/model/metric.h"

namespace tollgate::metrics {

// The number as an aggregate can hold it, nullopt when it is too large.
std::optional<Decimal> admit(const Decimal& number);
// What was admitted, in units of 10^-12.
int128 units_of(const Decimal& admitted);

class Aggregate {
 public:
  explicit Aggregate(model::Aggregate kind) : kind_(kind) {}

  // One record more (by = 1) or less (by = -1), of which nothing counts but that it is there.
  void change_records(int64_t by) { records_ += by; }
  // Of a count; of a share, where the test held or not.
  void change_counted(int64_t by, bool met = false) {
    count_ += by;
    met_ += met ? by : 0;
  }
  // Of a sum, average, median, minimum or maximum: a number in units.
  void change(int128 units, int64_t by);
  // Of different values: a record with a value, which is one more or less (or neither).
  void change_distinct(int64_t by, int64_t distinct_by) {
    count_ += by;
    met_ += distinct_by;
  }

  // All that another one of the same kind holds; not of different values, which both may have.
  void merge(const Aggregate& other);

  // Records that the value rests on.
  int64_t count() const { return count_; }
  int64_t records() const { return records_; }
  // Of a share: those where the test held.
  int64_t met() const { return met_; }
  bool empty() const { return records_ == 0; }
  bool lost_extreme() const { return count_ > 0 && at_extreme_ == 0 && is_extreme(); }
  // Of no records: 0 for counts and sums, nullopt for what cannot be said of nothing.
  std::optional<Decimal> value() const;

 private:
  bool is_extreme() const {
    return kind_ == model::Aggregate::kMinimum || kind_ == model::Aggregate::kMaximum;
  }

  // Of a median: how often there is each number.
  using Numbers = std::map<int128, int64_t>;
  Numbers& own_numbers();
  std::optional<Decimal> median() const;

  model::Aggregate kind_;
  int64_t records_ = 0;  // all
  int64_t count_ = 0;    // those that are not null
  int64_t met_ = 0;      // shares: where the test held; different values: how many
  int64_t at_extreme_ = 0;
  int128 units_ = 0;                  // the sum, or the extreme
  std::shared_ptr<Numbers> numbers_;  // copied before one of several holders changes it
};

}  // namespace tollgate::metrics
