#include "tollgate/sql/backup.h"

#include <sqlite3.h>
#include <unistd.h>

#include "tollgate/sql/database.h"
#include "tollgate/sql/error.h"

namespace tollgate::sql {

Result<std::unique_ptr<Backup>> Backup::begin(Database& from, const std::string& file) {
  std::unique_ptr<Backup> self(new Backup);
  self->file_ = file;
  if (::access(file.c_str(), F_OK) == 0) {
    return make_error("store.copy_exists",
                      {"“" + file + "”已经存在；备份不会覆盖任何文件",
                       "'" + file + "' is there already: a backup writes over nothing"},
                      {.source = file, .pointer = {}, .span = {}});
  }
  int code = sqlite3_open_v2(file.c_str(), &self->copy_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                             nullptr);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(self->copy_, 1);
    self->backup_ = sqlite3_backup_init(self->copy_, "main", from.db_, "main");
    code = self->backup_ ? SQLITE_OK : sqlite3_extended_errcode(self->copy_);
  }
  if (code != SQLITE_OK) {
    return error_of(code, self->copy_ ? sqlite3_errmsg(self->copy_) : "", file, false);
  }
  return self;
}

Backup::~Backup() {
  if (backup_) sqlite3_backup_finish(backup_);
  if (copy_) sqlite3_close(copy_);
}

Status Backup::step(int pages) {
  if (done_) return ok_status();
  int code = sqlite3_backup_step(backup_, pages < 1 ? -1 : pages);
  pages_ = sqlite3_backup_pagecount(backup_);
  pages_left_ = sqlite3_backup_remaining(backup_);
  if (code == SQLITE_OK) return ok_status();
  const bool whole = code == SQLITE_DONE;
  const int finished = sqlite3_backup_finish(backup_);
  backup_ = nullptr;
  if (whole) code = finished;
  // Closing is what lets go of the file: only then may others read it.
  const Diagnostic problem = error_of(code, sqlite3_errmsg(copy_), file_, false);
  sqlite3_close(copy_);
  copy_ = nullptr;
  if (code != SQLITE_OK) return problem;
  done_ = true;
  return ok_status();
}

}  // namespace tollgate::sql
