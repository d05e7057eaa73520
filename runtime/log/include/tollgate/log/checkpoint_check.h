// A log against the checkpoints that were made of it.
//
//   CheckpointCheck check(text);              // of "<database>-checkpoints", or of a copy of it
//   for (op : log) check.note(op.number, op.hash, at_ms);
//   check.finish(op_count);
//   check.findings();
#pragma once

#include <string_view>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/log/checkpoint.h"

namespace tollgate::log {

class CheckpointCheck {
 public:
  static constexpr size_t kMaxFindings = 10;

  explicit CheckpointCheck(std::string_view text);

  // Ops in the order of their numbers.
  void note(int64_t number, const Sha256Digest& hash);
  void finish(int64_t op_count);

  // Errors: engine.checkpoint_broken (a line is no checkpoint, is not signed as it says or does not
  // follow the one before), engine.log_rewritten (another op stands where one was signed for),
  // engine.log_cut (the log ends before). Each says between which checkpoints it happened.
  // Warnings: engine.log_accepted, engine.checkpoint_key.
  const Diagnostics& findings() const { return findings_; }
  int64_t count() const { return int64_t(points_.size()); }

 private:
  void read_line(std::string_view line);
  void report(Diagnostic finding);

  std::vector<Checkpoint> points_;  // by op_count, from the last one that a person accepted on
  Sha256Digest last_hash_ = {};
  int64_t last_number_ = 0;
  int64_t lines_ = 0;
  size_t next_ = 0;        // the first that is not yet compared
  int64_t sound_at_ = -1;  // index of the last one that holds
  Diagnostics findings_;
};

}  // namespace tollgate::log
