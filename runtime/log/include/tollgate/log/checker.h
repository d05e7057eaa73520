// What is wrong with a log: walks it in the order of its numbers.
//
//   Checker checker;
//   store.read_ops(Checker::kBeforeAll, [&](const store::StoredOp& stored) {
//     std::optional<ops::Op> op = checker.next(stored);   // nullopt when it cannot be read
//     return true;
//   });
//   checker.finish();
//   checker.findings();   // empty: numbers without gaps, bytes by their hashes, groups complete
//
// Each op is reported once, for the first thing that is wrong with it. Groups that are missing
// whole at the end leave no trace here: whoever has kept a hash can look whether it is still there.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "tollgate/ops/op.h"

namespace tollgate::store {
class Store;
struct StoredOp;
}  // namespace tollgate::store

namespace tollgate::log {

class Checker {
 public:
  static constexpr int64_t kBeforeAll = std::numeric_limits<int64_t>::min();
  static constexpr size_t kMaxFindings = 20;

  Checker() = default;
  // Begins behind an op; its number and hash are taken as they are.
  Checker(int64_t number, const Sha256Digest& hash) : number_(number), hash_(hash) {}

  std::optional<ops::Op> next(const store::StoredOp& stored);
  // The log ends here.
  void finish();

  const Diagnostics& findings() const { return findings_; }
  int64_t op_count() const { return op_count_; }
  const Sha256Digest& head_hash() const { return hash_; }

 private:
  struct Group {
    int64_t first = 0;
    int64_t last = 0;
    bool operator==(const Group&) const = default;
  };

  std::optional<LocalizedText> fault_of(const store::StoredOp& stored,
                                        const Result<ops::Op>& op) const;
  void report(LocalizedText what);

  int64_t op_count_ = 0;
  int64_t number_ = 0;
  Sha256Digest hash_ = {};
  std::optional<Group> open_group_;  // of which ops are still to come
  bool unknown_group_ = false;       // the op before could not be read
  Diagnostics findings_;
};

// Whether the columns by which an op is found say what its bytes say.
bool columns_match(const store::StoredOp& stored, const ops::Op& op);

}  // namespace tollgate::log
