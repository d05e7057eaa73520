// A folder of its own that is gone, with all in it, when the object is.
//
//   const TemporaryFolder folder;                    // below the system's temporary folder
//   if (!folder.exists()) return no_room();          // full disk, no right to write
//   open_store({.path = (folder.path() / "copy.db").string()});
//
// Its name is random: two programs, or two runs of one, never meet in it.
#pragma once

#include <filesystem>

namespace tollgate {

class TemporaryFolder {
 public:
  TemporaryFolder();                                              // below the system's
  explicit TemporaryFolder(const std::filesystem::path& parent);  // below an existing folder
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // False if it could not be made; the path is empty then.
  bool exists() const { return !path_.empty(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tollgate
