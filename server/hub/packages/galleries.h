// Where packages come from and go to: those that come with this Tollgate, folders that were named
// at the start, the galleries that an administrator follows, and the one of this hub. Answers the
// messages gallery.* of schemas/packages; who may send them is the desk's affair.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "hub/packages/folder_gallery.h"
#include "hub/packages/shop.h"
#include "tollgate/delivery/transport.h"

namespace tollgate::server {

struct GalleryFolders {
  std::filesystem::path shipped;
  std::vector<std::filesystem::path> others;
};

class Galleries {
 public:
  // What an address holds, where the hub may connect to it.
  using Fetch = std::function<delivery::Reply(const std::string& url, size_t max_bytes)>;

  Galleries(PackageShop& shop, const GalleryFolders& folders);
  void on_fetch(Fetch fetch) { fetch_ = std::move(fetch); }

  Result<packages::GalleryListReply> handle(const packages::GalleryListRequest&);
  Result<packages::GalleryFollowReply> handle(const packages::GalleryFollowRequest&);
  Result<packages::GalleryForgetReply> handle(const packages::GalleryForgetRequest&);
  Result<packages::GalleryTakeReply> handle(const packages::GalleryTakeRequest&);
  Result<packages::GalleryPublishReply> handle(const packages::GalleryPublishRequest&);
  Result<packages::GalleryWithdrawReply> handle(const packages::GalleryWithdrawRequest&);

  // Adds to each app which newer version there is, and whether its own was withdrawn.
  void complete(packages::PackageListReply& list);
  // Updates the apps that may, where nothing has to be decided or consented to.
  void update_by_themselves();

  // What /gallery/... of the hub serves: its index, and a file of it; nothing: no such file.
  std::string own_index();
  struct OwnFile {
    std::string sha256;
    bool is_signature = false;
  };
  std::optional<OwnFile> own_file(const std::string& name);
  // A picture of an offered package; "" where there is none.
  std::string picture(const std::string& sha256, const std::string& path);

 private:
  struct Source {
    packages::Gallery gallery;
    std::vector<GalleryEntry> entries;
  };
  std::vector<Source> look(bool refresh);
  std::vector<GalleryEntry> own_entries();
  void refresh(packages::FollowedGallery& gallery);
  packages::Offer offer_of(const std::string& gallery, std::vector<GalleryEntry> versions);

  PackageShop& shop_;
  packages::PackageStore& store_;
  std::unique_ptr<FolderGallery> shipped_;
  std::vector<std::unique_ptr<FolderGallery>> folders_;
  Fetch fetch_;
  std::mutex mutex_;
  std::map<std::string, Diagnostic> problems_;  // of galleries that are followed, by id
};

}  // namespace tollgate::server
