// The app that a log puts in force: what rules an engine runs is what its log says, whatever the
// derived tables hold.
//
//   Result<std::optional<log::AppOfLog>> app = log::app_of_log(store, log_head, path);
//   if (app && !*app) …;   // no app yet
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/result.h"
#include "tollgate/ops/op.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

struct AppOfLog {
  ops::AppPut put;
  int64_t op_number = 0;
};

// Costs the same for every length of the log. Looks at the op itself, at its hash, at the op behind
// it that names this hash, and at the version that the newest op says was in force. Refused with
// engine.app_op_broken; `path` names the database.
Result<std::optional<AppOfLog>> app_of_log(store::Store& store, const ops::LogHead& head,
                                           const std::string& path);

}  // namespace tollgate::log
