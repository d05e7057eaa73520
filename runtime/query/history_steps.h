// What was done to a record, op by op and group by group, as the log has it: what history tells in
// words is made of these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "context.h"

namespace tollgate::query {

// Of several ops in a group the last of these names what the group did.
enum class HistoryAction {
  kNone,
  kAutomation,
  kDraft,
  kConflict,
  kDraftDiscarded,
  kSubmitted,
  kNotCompleted,
  kSetAside,
  kMoveRefused,
  kMoved,
  kReopened,
  kDiscarded,
  kImported,
  kRestored
};

struct HistoryWrite {
  std::string field;
  Json value;
  std::string automation;  // id, "" for a person's
  bool was_unset = false;  // whoever wrote it saw no value
};

struct HistoryOp {
  int64_t number = 0;
  std::string kind;
  Sha256Digest hash = {};
};

// A group of ops, as far as it is about the record; or several saves of a draft told as one.
struct HistoryGroup {
  HistoryAction action = HistoryAction::kNone;
  int64_t first_number = 0;  // of the group's ops, also of those that are about other records
  int64_t at_ms = 0;
  int64_t since_ms = 0;
  int64_t saves = 1;
  int64_t clock_moved_ms = 0;  // by somebody, since the op before; 0 for not
  std::string user;
  std::string device;
  std::string batch;      // of the import that it belongs to, "" for none
  bool restores = false;  // fields that it does not write are unset by it
  std::string workflow;
  std::string role;       // in which a person moved it
  int64_t judged_by = 0;  // the version of the app by whose rules, where it was not in force
  std::vector<HistoryWrite> writes;  // in the order of the ops
  std::vector<HistoryOp> ops;        // newest first, at most kMaxOps
  int64_t op_count = 0;

  static constexpr size_t kMaxOps = 50;
};

struct HistoryPage {
  std::vector<HistoryGroup> groups;  // newest first
  bool to_the_start = false;         // nothing is before them
};

// Groups of ops below `before`. It ends early where there is too much to look at, and gives at
// least one group where there is one.
HistoryPage read_groups(store::Store& store, const ops::RecordKey& key, int64_t before,
                        size_t limit);

// The values that fields had before the op `before`, null for none. Looks back as far as its bounds
// allow: a field that is not among the result was written further back.
std::map<std::string, Json, std::less<>> values_before(store::Store& store,
                                                       const ops::RecordKey& key, int64_t before,
                                                       std::vector<std::string> fields);

}  // namespace tollgate::query
