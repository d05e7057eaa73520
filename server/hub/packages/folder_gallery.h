// A folder of packages as a gallery: those that come with this Tollgate, a USB stick, a share. Each
// .tollgate file in it is a package, with its signature beside it; an index.json may say which were
// withdrawn.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hub/packages/gallery_index.h"

namespace tollgate::server {

class FolderGallery {
 public:
  explicit FolderGallery(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }

  // What is there now; files that are no packages are left out. Reads again what changed.
  std::vector<GalleryEntry> look();
  struct Taken {
    std::string bytes;
    std::string signature;
  };
  // Refused: gallery.unknown_version, server.cannot_read.
  Result<Taken> take(const std::string& id, const std::string& version);
  // Whether a package of this hash was seen there when it was looked at last.
  bool has(const std::string& sha256);
  // A picture of a package that was looked at; "" where there is none.
  std::string picture(const std::string& sha256, const std::string& path);

 private:
  struct Known {
    std::filesystem::file_time_type time;
    uintmax_t size = 0;
    std::optional<GalleryEntry> entry;  // none: it is no package
    package::Files pictures;
  };
  Known read(const std::filesystem::path& file) const;
  void apply_withdrawals();

  const std::filesystem::path folder_;
  std::mutex mutex_;
  std::map<std::filesystem::path, Known> known_;
};

}  // namespace tollgate::server
