// Whether a log can be trusted, and the files it tells of.
//
//   LogCheck check = log::verify(store);
//   check.findings;   // empty: sound
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/result.h"
#include "tollgate/base/sha256.h"

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

struct LogCheck {
  int64_t op_count = 0;
  std::string head_hash;
  Diagnostics findings;  // empty: the log and the files it tells of are sound
};

// Reads all of the log and every file. Groups that are missing whole at the end are found only by
// `known_head`, a hash that was the head once and must still be in the log. Codes:
// engine.log_broken, engine.log_columns, engine.log_head_missing, and those of BlobCheck.
LogCheck verify(store::Store& store, const std::optional<Sha256Digest>& known_head = {});

// Looks at the last group, and that it follows what is before: costs the same for every length of
// the log. Refused with engine.log_end_broken behind what is wrong; `path` names the database.
Status check_end(store::Store& store, int64_t head, const std::string& path);

}  // namespace tollgate::log
