// A device's group on what all devices did: facts merged, claims judged.
//
//   Result<PreparedGroup> ready = prepare_group({store, app, clock, …}, opened.ops);
//   // a Failure: the group is set aside, and this says why
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"
#include "tollgate/sync/rights.h"

namespace tollgate::engine {

// An op to write, and the name of the device's op that it comes from ("" for none).
struct TakenOp {
  ops::Body body;
  std::string version;
};

struct PreparedGroup {
  std::vector<TakenOp> ops;
  Diagnostics why;                     // claims that do not hold
  Diagnostics notes;                   // fields that others changed, too
  std::vector<std::string> waits_for;  // files that a claim rests on and that are not here
};

struct GroupToPrepare {
  store::Store& store;
  live::AppRules& app;
  // Of the version under which the group was made, where that is not in force and the hub has it:
  // its claims are judged by these rules. nullptr: by those in force.
  live::AppRules* judge = nullptr;
  std::string device;
  std::string user;
  Instant at;  // when it happened
  bool without_files = false;
  sync::Rights& rights;
};

Result<PreparedGroup> prepare_group(const GroupToPrepare& group, const std::vector<ops::Op>& ops);

}  // namespace tollgate::engine
