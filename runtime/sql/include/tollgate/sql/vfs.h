// SQLite's view of StorageFiles. No shared memory: databases on it run in exclusive mode.
#pragma once

#include <string>

#include "tollgate/files/storage_files.h"

struct sqlite3_vfs;

namespace tollgate::sql {

// Registers a VFS over `files` under a name of its own; unregistered when this object goes.
class Vfs {
 public:
  explicit Vfs(files::StorageFiles& files);
  ~Vfs();
  Vfs(const Vfs&) = delete;
  Vfs& operator=(const Vfs&) = delete;

  const char* name() const { return name_.c_str(); }

 private:
  std::string name_;
  sqlite3_vfs* vfs_;
};

}  // namespace tollgate::sql
