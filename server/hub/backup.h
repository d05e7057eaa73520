// A backup of a hub, made while it runs: each app's database as it was at one moment (a prefix of
// its log), its checkpoints and key, the accounts, and a manifest with the hash of each file.
//
//   Result<BackupManifest> made = make_backup(sources, "/backups/monday", {});
//
// Databases are copied step by step on their engine's threads: requests are answered in between.
// The folder appears under its name when all of it is on the disk; what was broken off is called
// NAME.incomplete and is of no use.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hub/backup_manifest.h"
#include "hub/engine_port.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

// Copies something to a new file, on the disk when ok.
using CopyTo = std::function<Status(const std::filesystem::path& file)>;

struct BackupSource {
  std::string id;
  std::filesystem::path database;
  // Runs `job` with the app's engine and waits for its end; false: the engine ends.
  std::function<bool(const std::function<void(EnginePort&)>& job)> with_engine;
};

struct BackupOther {
  std::string name;  // of the file in the backup
  CopyTo copy_to;
};

struct BackupOptions {
  // With the keys that sign checkpoints: without them whoever reads the backup can sign nothing,
  // and a restored hub makes new ones.
  bool with_keys = true;
  // Told now and then: what is copied and how far, 0 … 100.
  std::function<void(const std::string& name, int percent)> progress;
};

// A small file, for its owner alone and on the disk; nothing where there is none. Refused:
// server.cannot_write.
Status copy_private(const std::filesystem::path& from, const std::filesystem::path& to);

// Refused: backup.target_exists, server.cannot_write, backup.stopped, and what the store says.
Result<BackupManifest> make_backup(const std::vector<BackupSource>& apps,
                                   const std::vector<BackupOther>& others,
                                   const std::filesystem::path& target,
                                   const BackupOptions& options);

}  // namespace tollgate::server
