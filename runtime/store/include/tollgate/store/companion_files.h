// Small files beside a database, named by what they add to its name: "main.db-key".
//
//   CompanionFiles companions("main.db", nullptr);
//   companions.append("-checkpoints", line);               // durable when ok
//   std::optional<std::string> text = companions.read("-checkpoints", 1 << 20);
//
// A database in memory has none: nothing is read, and writing does nothing. Errors:
// store.beside_failed, which names the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/result.h"
#include "tollgate/files/storage_files.h"

namespace tollgate::store {

class CompanionFiles {
 public:
  CompanionFiles() = default;  // in memory
  // `path` "": in memory. `files` null: the system's files.
  CompanionFiles(std::string path, files::StorageFiles* files)
      : path_(std::move(path)), files_(files) {}

  bool is_kept() const { return !path_.empty(); }
  std::string name(std::string_view ending) const { return path_ + std::string(ending); }
  // nullopt: there is none, or it is empty. Of a longer one only the last `max_bytes`.
  std::optional<std::string> read(std::string_view ending, int64_t max_bytes) const;
  // Both make files that their owner alone may read.
  Status append(std::string_view ending, std::string_view text) const;
  Status write(std::string_view ending, std::string_view text) const;

 private:
  std::string path_;
  files::StorageFiles* files_ = nullptr;
};

}  // namespace tollgate::store
