// Whether a log can be trusted, and the files it tells of.
//
//   LogCheck check = log::verify(store);
//   has_errors(check.findings);   // false: sound
//
// The same step by step, while others use the store between two steps: what they write is checked
// with the rest.
//
//   Verification verification(store, options);
//   while (!verification.step()) …;
//   LogCheck check = verification.take();
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tollgate/base/result.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/turn.h"
#include "tollgate/log/deriver.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

struct LogCheck {
  int64_t op_count = 0;
  std::string head_hash;
  // Whether the derived tables were compared: asked for, and the log itself is sound.
  bool derived_compared = false;
  int64_t checkpoint_count = 0;  // that the log was held against
  // No error among them: the log, the files it tells of and what was compared are sound. Warnings
  // tell of a clock that was moved.
  Diagnostics findings;
};

// An empty store, and whoever derives into it: what the log makes is made there again.
struct Replica {
  store::Store& store;
  Deriver& deriver;
};

struct VerifyOptions {
  // A hash that was the head once and must still be in the log.
  std::optional<Sha256Digest> known_head;
  // The text of a file of checkpoints that was kept elsewhere, beside the database's own.
  std::string known_checkpoints;
  // Derived tables are compared with what the log makes there.
  Replica* replica = nullptr;
};

// Reads all of the log and every file. Groups that are missing whole at the end are found by
// checkpoints and by a known head. Codes: engine.log_broken, engine.log_columns,
// engine.log_head_missing, engine.clock_moved, engine.clock_behind, those of BlobCheck, of
// CheckpointCheck and of compare_derived.
LogCheck verify(store::Store& store, const VerifyOptions& options = {});

class Verification {
 public:
  // What `options` names must outlive it.
  Verification(store::Store& store, const VerifyOptions& options);
  ~Verification();

  // Some milliseconds of it. True: nothing is left to do.
  bool step();
  Progress progress() const;
  LogCheck take();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// Looks at the last group, and that it follows what is before: costs the same for every length of
// the log. Refused with engine.log_end_broken behind what is wrong; `path` names the database.
Status check_end(store::Store& store, int64_t head, const std::string& path);

}  // namespace tollgate::log
