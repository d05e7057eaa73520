// A copy of an open database, made page by page while it is used.
//
//   Result<std::unique_ptr<Backup>> backup = Backup::begin(db, "visits.db.copy");
//   while (!(*backup)->is_done()) {
//     if (Status made = (*backup)->step(256); !made) return std::move(made).error();
//     // other work on `db` has its turn here
//   }
//
// What is written through `db` between two steps is in the copy, too: once it is done, it is the
// database as it was at the last step, and on the disk. A step takes no place inside of a
// transaction. The copy's file is SQLite's own; until it is done it is of no use. Errors: those of
// Database, about the copy (store.disk_full).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tollgate/base/result.h"

struct sqlite3;
struct sqlite3_backup;

namespace tollgate::sql {

class Database;

class Backup {
 public:
  // `file` must not be there yet.
  static Result<std::unique_ptr<Backup>> begin(Database& from, const std::string& file);
  ~Backup();  // before the database it copies
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;

  // At most so many pages; fewer than 1 are all.
  Status step(int pages);
  bool is_done() const { return done_; }
  int64_t pages() const { return pages_; }
  int64_t pages_left() const { return pages_left_; }
  const std::string& file() const { return file_; }

 private:
  Backup() = default;

  std::string file_;
  sqlite3* copy_ = nullptr;
  sqlite3_backup* backup_ = nullptr;
  bool done_ = false;
  int64_t pages_ = 0;
  int64_t pages_left_ = 0;
};

}  // namespace tollgate::sql
