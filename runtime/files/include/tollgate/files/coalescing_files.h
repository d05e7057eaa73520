// Storage files that write neighbouring pieces in one go. SQLite appends to its log a header of 24
// bytes, then a page, then the next header; in a browser each such write of the origin-private file
// system is a call to another process (about a millisecond), so a save of 200 records took a
// second.
//
//   CoalescingFiles files(device);   // device must outlive it
//   auto store = store::Store::open({.path = "main.db", .files = &files});
//
// A piece waits in memory until the next one does not follow it, 256 KiB wait, or the file is
// flushed, cut or closed. What waits can be read back and counts for the size. flush() promises
// what it always does; before it, nothing was promised. Where a delayed write fails, the call that
// made it happen says so, and what waits goes on waiting: who wrote it was told that it is written.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "tollgate/files/storage_files.h"

namespace tollgate::files {

class CoalescingFiles final : public StorageFiles {
 public:
  explicit CoalescingFiles(StorageFiles& device);
  ~CoalescingFiles() override;
  StorageFile* open(std::string_view name) override;

 private:
  class File;

  StorageFiles& device_;
  std::map<std::string, std::unique_ptr<File>, std::less<>> files_;
};

}  // namespace tollgate::files
