#include "tollgate/sql/file_watch.h"

#include <sys/stat.h>

#include <utility>

namespace tollgate::sql {

FileWatch::Seen FileWatch::look(const std::string& path, bool may_be_empty) {
  Seen seen{.path = path};
  struct stat status = {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return seen;
  if (status.st_size == 0 && !may_be_empty) return seen;
  seen.there = true;
  seen.device = uint64_t(status.st_dev);
  seen.file = uint64_t(status.st_ino);
  seen.size = int64_t(status.st_size);
  return seen;
}

FileWatch::FileWatch(const std::string& path)
    : database_(look(path, false)), log_(look(path + "-wal", true)) {}

// Neither file gets shorter while it is open: what SQLite would go on writing has a hole before it.
bool FileWatch::is_other(const Seen& before, const Seen& now) {
  return before.there != now.there || before.device != now.device || before.file != now.file ||
         now.size < before.size;
}

bool FileWatch::is_gone() {
  if (database_.path.empty()) return false;
  Seen database = look(database_.path, false);
  if (is_other(database_, database)) return true;
  database_ = std::move(database);
  if (!log_.there) return false;
  Seen log = look(log_.path, true);
  if (is_other(log_, log)) return true;
  log_ = std::move(log);
  return false;
}

}  // namespace tollgate::sql
