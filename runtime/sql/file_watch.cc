#include "tollgate/sql/file_watch.h"

#include <sys/stat.h>

namespace tollgate::sql {

FileWatch::Seen FileWatch::look(const std::string& path, bool may_be_empty) {
  Seen seen{path, false, 0, 0};
  struct stat status = {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return seen;
  if (status.st_size == 0 && !may_be_empty) return seen;
  seen.there = true;
  seen.device = uint64_t(status.st_dev);
  seen.file = uint64_t(status.st_ino);
  return seen;
}

FileWatch::FileWatch(const std::string& path)
    : database_(look(path, false)), log_(look(path + "-wal", true)) {}

bool FileWatch::is_gone() const {
  if (database_.path.empty()) return false;
  if (look(database_.path, false) != database_) return true;
  return log_.there && look(log_.path, true) != log_;
}

}  // namespace tollgate::sql
