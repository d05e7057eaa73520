// One expression over many records, as the benchmark and its WebAssembly build run it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/feel/program.h"

namespace tollgate::bench {

class Workload {
 public:
  // {"feel": "...", "types": {name: FEEL type}, "records": [{name: value}]}. An empty text: fine;
  // otherwise what is wrong.
  std::string load(std::string_view json);

  size_t size() const { return results_.size(); }
  // Evaluates all records in one call.
  void run_batch();
  // Evaluates one record; the result is left in results().
  void run_one(size_t record);
  std::span<const feel::Value> results() const { return results_; }
  std::span<const feel::Value> record(size_t i) const {
    return std::span(records_).subspan(i * stride_, stride_);
  }
  // The results as a JSON array.
  std::string results_json() const;

 private:
  feel::Program program_;
  std::vector<feel::Value> records_;
  std::vector<feel::Value> results_;
  size_t stride_ = 0;
  FixedClock clock_{Instant{1'780'000'000'000'000}};
  feel::EvalOptions options_;
};

}  // namespace tollgate::bench
