// Files as a database needs them, where there is no file system: the browser's origin-private
// files, or memory. Whoever offers them opens them beforehand; the store asks for them by name:
// the database's path, and the path with "-wal" and "-journal".
#pragma once

#include <cstdint>
#include <functional>
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
  // The power goes within the `changes`-th write, cut or flush from now: that one and all later
  // ones fail, and nothing is flushed any more. Reading goes on.
  void die_within(int64_t changes) { changes_left_ = changes; }
  bool is_dead() const { return changes_left_ == 0; }
  // The files as they would be after a power cut now: what was flushed last. `survives`: asked for
  // each sector of 512 bytes that was written since, and for each file's new size, whether it
  // reached the disk all the same; without it none did.
  std::unique_ptr<MemoryFiles> after_power_cut(const std::function<bool()>& survives = {}) const;
  std::string* bytes_of(std::string_view name);

 private:
  class File;
  int64_t total() const;
  // Counts a change; false: the power went within it.
  bool lives_through_change();

  std::map<std::string, std::unique_ptr<File>, std::less<>> files_;
  int64_t quota_ = -1;
  int64_t changes_left_ = -1;  // negative: the power stays
};

}  // namespace tollgate::files
