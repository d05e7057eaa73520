// Files as a database needs them, where there is no file system: the browser's origin-private
// files, or memory. Whoever offers them opens them beforehand; the store asks for them by name:
// the database's path, and the path with "-wal" and "-journal".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace tollgate::files {

enum class IoStatus { kOk, kFull, kFailed };

class StorageFile {
 public:
  virtual ~StorageFile() = default;
  // Number of bytes read, fewer than `size` at the end of the file; -1 when it failed.
  virtual int64_t read(void* bytes, int64_t size, int64_t offset) = 0;
  virtual IoStatus write(const void* bytes, int64_t size, int64_t offset) = 0;
  virtual IoStatus truncate(int64_t size) = 0;
  // Returns when the bytes outlive a crash.
  virtual IoStatus flush() = 0;
  virtual int64_t size() = 0;  // -1 when it failed
};

class StorageFiles {
 public:
  virtual ~StorageFiles() = default;
  // The file of that name, made when it does not exist; nullptr when it cannot be had. Stays the
  // property of the StorageFiles.
  virtual StorageFile* open(std::string_view name) = 0;
};

// Files in memory, with the faults of a device on demand: for tests of what happens when a disk is
// full or the power goes.
class MemoryFiles final : public StorageFiles {
 public:
  MemoryFiles();
  ~MemoryFiles() override;
  StorageFile* open(std::string_view name) override;

  // Writing beyond `bytes` in all files together gives kFull; negative: no limit.
  void set_quota(int64_t bytes) { quota_ = bytes; }
  // The files as they would be after a power cut now: what was flushed last.
  std::unique_ptr<MemoryFiles> after_power_cut() const;
  std::string* bytes_of(std::string_view name);

 private:
  class File;
  int64_t total() const;

  std::map<std::string, std::unique_ptr<File>, std::less<>> files_;
  int64_t quota_ = -1;
};

}  // namespace tollgate::files
