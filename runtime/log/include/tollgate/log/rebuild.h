// Makes everything again that is derived from a log, in one transaction.
//
//   class LogDeriver final : public log::Deriver { … };
//   Result<log::RebuildReport> report = log::rebuild(store, again, path);
//
// Or beside it, while others use the store between two steps:
//
//   log::Repair repair(store, replica, path);
//   for (Result<bool> done = repair.step(); done && !*done; done = repair.step()) …;
//   if (repair.needs_rebuild()) …;        // a table cannot be read
//   log::RebuildReport report = *repair.take();
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/base/turn.h"
#include "tollgate/log/deriver.h"
#include "tollgate/log/verify.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

struct RebuildReport {
  // Names of derived tables that changed; "op", "blob": the columns of them that the log repeats;
  // "trigger": programs in the file that are no part of it.
  std::vector<std::string> differences;
  int64_t op_count = 0;
};

// Needs nothing but a sound log; else the store stays as it was: engine.rebuild_refused, behind
// what is wrong with the log. `path` names the database.
Result<RebuildReport> rebuild(store::Store& store, Deriver& deriver, const std::string& path);

// Makes everything in a copy, and changes only the rows that are not as there. Changes nothing
// before the whole log was found sound; refused like rebuild().
class Repair {
 public:
  // All must outlive it.
  Repair(store::Store& store, Replica& replica, std::string path);
  ~Repair();

  // Some milliseconds of it. True: nothing is left to do but take().
  Result<bool> step();
  Progress progress() const;
  bool needs_rebuild() const;
  Result<RebuildReport> take();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace tollgate::log
