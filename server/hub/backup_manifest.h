// What a backup holds: a folder of files and `manifest.json`, which is written last. A folder
// without one is no backup.
//
//   {"format": "tollgate.backup/1", "made_at": "2026-11-30T08:00:00Z", "with_keys": true,
//    "apps": [{"id": "visits", "op_count": 120, "head_hash": "…"}],
//    "files": [{"name": "visits.db", "size_bytes": 81920, "sha256": "…"}]}
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct BackupFile {
  std::string name;  // in the folder
  uint64_t size_bytes = 0;
  std::string sha256;
};

struct BackupApp {
  std::string id;
  int64_t op_count = 0;
  std::string head_hash;  // "" where it has no op
};

struct BackupManifest {
  std::string made_at;
  bool with_keys = true;
  std::vector<BackupApp> apps;
  std::vector<BackupFile> files;
};

// Size and hash of a file, read piece by piece. Refused: server.cannot_read.
Result<BackupFile> describe_file(const std::filesystem::path& file);

Json to_json(const BackupManifest& manifest);
// On the disk when ok.
Status write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest);
// Refused: backup.none, backup.bad_manifest. Names are plain names of files in the folder.
Result<BackupManifest> read_manifest(const std::filesystem::path& folder);

// Each file of the manifest that is missing or has other bytes (backup.changed), each file that it
// does not name (backup.unknown_file); empty when all is as it was written.
Diagnostics check_files(const std::filesystem::path& folder, const BackupManifest& manifest);

}  // namespace tollgate::server
