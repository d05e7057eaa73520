// Makes everything again that is derived from a log, in one transaction.
//
//   class Again final : public log::Deriver { … };
//   Result<log::RebuildReport> report = log::rebuild(store, again, path);
#pragma once

#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/log/deriver.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

struct RebuildReport {
  // Names of derived tables that changed; "op", "blob": the columns of them that the log repeats.
  std::vector<std::string> differences;
  int64_t op_count = 0;
};

// Needs nothing but a sound log; else the store stays as it was: engine.rebuild_refused, behind
// what is wrong with the log. `path` names the database.
Result<RebuildReport> rebuild(store::Store& store, Deriver& deriver, const std::string& path);

}  // namespace tollgate::log
