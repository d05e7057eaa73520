// A number over many records that can be changed by difference: what was added can be taken out
// again, in any order, and the result is the same as if it had never been there.
//
//   Aggregate sum;
//   sum.add({.number = Decimal(3)});
//   sum.remove({.number = Decimal(3)});
//   sum.value();                          // 0; an average of nothing is nullopt
//
// Sums are exact: numbers are taken with 12 digits after the point (ties to even) and must be below
// 10^20; `admit` tells. Shares and averages are decimals of 34 digits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "tollgate/base/decimal.h"
#include "tollgate/model/metric.h"

namespace tollgate::metrics {

// What one record gives to one metric.
struct Sample {
  std::optional<Decimal> number;  // sum, average, minimum, maximum
  std::string distinct;           // count_distinct: the value's key, "" for null
  bool met = false;               // share
};

// The number as an aggregate can hold it, nullopt when it is too large.
std::optional<Decimal> admit(const Decimal& number);

class Aggregate {
 public:
  explicit Aggregate(model::Aggregate kind) : kind_(kind) {}

  void add(const Sample& sample) { change(sample, 1); }
  void remove(const Sample& sample) { change(sample, -1); }
  void merge(const Aggregate& other);

  // Records that the value rests on.
  int64_t count() const { return count_; }
  bool empty() const { return records_ == 0; }
  // Of no records: 0 for counts and sums, nullopt for what cannot be said of nothing.
  std::optional<Decimal> value() const;

 private:
  struct Less {
    bool operator()(const Decimal& a, const Decimal& b) const { return compare(a, b) < 0; }
  };
  void change(const Sample& sample, int64_t by);

  model::Aggregate kind_;
  int64_t records_ = 0;  // all samples
  int64_t count_ = 0;    // samples that are not null
  int64_t met_ = 0;
  __int128 sum_ = 0;  // in units of 10^-12
  std::map<Decimal, int64_t, Less> numbers_;
  std::map<std::string, int64_t> distinct_;
};

}  // namespace tollgate::metrics
