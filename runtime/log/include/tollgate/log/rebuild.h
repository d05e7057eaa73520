// Makes everything again that is derived from a log, in one transaction.
//
//   class Again final : public log::Deriver { … };
//   Result<log::RebuildReport> report = log::rebuild(store, again, path);
#pragma once

#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/ops/op.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

// Says what follows from ops; whoever knows the app's rules is one.
class Deriver {
 public:
  virtual ~Deriver() = default;
  // Writes the rows that follow from a group. Groups come whole and in order, the first onto empty
  // tables.
  virtual Status derive(const std::vector<ops::Op>& group) = 0;
};

struct RebuildReport {
  // Names of derived tables that changed; "op", "blob": the columns of them that the log repeats.
  std::vector<std::string> differences;
  int64_t op_count = 0;
};

// Needs nothing but a sound log; else the store stays as it was: engine.rebuild_refused, behind
// what is wrong with the log. `path` names the database.
Result<RebuildReport> rebuild(store::Store& store, Deriver& deriver, const std::string& path);

}  // namespace tollgate::log
