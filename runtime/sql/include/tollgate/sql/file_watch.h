// Whether the files of an open database are still those that its name leads to. A program goes on
// writing into a file that was moved or removed, and what it writes is gone when it ends.
#pragma once

#include <cstdint>
#include <string>

namespace tollgate::sql {

class FileWatch {
 public:
  FileWatch() = default;  // sees nothing: in memory, or on files that its offerer looks after
  explicit FileWatch(const std::string& path);

  // Looks again: moved, removed, replaced, emptied or cut since the last look. Two calls of
  // stat(2).
  bool is_gone();
  // SQLite itself is about to cut its log, which it does only when told to.
  void log_may_shrink() { log_.size = 0; }

 private:
  struct Seen {
    std::string path;
    bool there = false;
    uint64_t device = 0;
    uint64_t file = 0;
    int64_t size = 0;
  };
  static Seen look(const std::string& path, bool may_be_empty);
  static bool is_other(const Seen& before, const Seen& now);

  Seen database_;
  Seen log_;  // SQLite's write-ahead log; there from the first write on
};

}  // namespace tollgate::sql
