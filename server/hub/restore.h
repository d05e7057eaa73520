// A backup put back: everything is verified before anything is put in place.
//
//   Result<RestoreReport> done = restore_backup("/backups/monday", "/var/lib/tollgate", {});
//
// Verified: the hash of each file, then each database by `log.verify` with its checkpoints and all
// that is derived from the log, and that its log ends where the manifest says. What lies in the
// folder under the same names is refused unless `replace` is said; it is then moved to
// FOLDER/replaced-TIME, never deleted.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct RestoreOptions {
  bool replace = false;
  // Verifies only: nothing is written.
  bool dry_run = false;
  std::function<void(const LocalizedText&)> say;
};

struct RestoreReport {
  std::vector<std::string> apps;
  std::filesystem::path replaced;  // where what was there lies now; "" where nothing was
};

// Refused: backup.none, backup.bad_manifest, backup.changed, backup.unknown_file,
// backup.unsound (with what was found), restore.exists, restore.hub_runs, server.cannot_write.
Result<RestoreReport> restore_backup(const std::filesystem::path& backup,
                                     const std::filesystem::path& folder,
                                     const RestoreOptions& options);

}  // namespace tollgate::server
