// The apps of a hub that come from packages: looked at, installed, updated, taken back, removed,
// and made into packages themselves. Answers the messages package.* of schemas/packages; who may
// send them is the desk's affair (hub/packages/package_desk.h).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "hub/app_shelf.h"
#include "hub/app_source.h"
#include "hub/packages/package_info.h"
#include "hub/packages/update_plan.h"
#include "tollgate/base/result.h"
#include "tollgate/log/signing.h"
#include "tollgate/package/package.h"
#include "tollgate/packages/messages.h"
#include "tollgate/packages/store.h"

namespace tollgate::server {

struct ShopOptions {
  std::filesystem::path data_folder;  // empty: apps are in memory
  std::filesystem::path work_folder;  // where packages are unpacked for a moment
  std::filesystem::path key_file;     // of the hub as a publisher; empty: a key for this process
};

class PackageShop {
 public:
  // Opens an app for the first time.
  using Open = std::function<ServedApp(const AppSource&)>;
  // Called with each app that came, and with each whose document was put in force.
  using Made = std::function<void(const ServedApp&)>;
  using Saved = std::function<void(const ServedApp&, EnginePort&)>;

  PackageShop(AppShelf& shelf, packages::PackageStore& store, ShopOptions options)
      : shelf_(shelf), store_(store), options_(std::move(options)) {
    retire_removed();
  }
  void on_open(Open open) { open_ = std::move(open); }
  void on_made(Made made) { made_ = std::move(made); }
  void on_saved(Saved saved) { saved_ = std::move(saved); }

  // Whether a package, by its hash, came with this Tollgate.
  void on_shipped(std::function<bool(const std::string& sha256)> shipped) {
    is_shipped_ = std::move(shipped);
  }

  // Keeps what came, where it can be read. Gives its hash.
  Result<std::string> keep(std::string_view bytes, const std::string& signature);

  Result<packages::PackagePreviewReply> handle(const packages::PackagePreviewRequest&);
  Result<packages::PackageInstallReply> handle(const packages::PackageInstallRequest&);
  Result<packages::PackageListReply> handle(const packages::PackageListRequest&);
  Result<packages::PackageConfigureReply> handle(const packages::PackageConfigureRequest&);
  Result<packages::PackageUpdatePreviewReply> handle(const packages::PackageUpdatePreviewRequest&);
  Result<packages::PackageUpdateReply> handle(const packages::PackageUpdateRequest&);
  Result<packages::PackageRollBackReply> handle(const packages::PackageRollBackRequest&);
  Result<packages::PackageRemoveReply> handle(const packages::PackageRemoveRequest&);
  Result<packages::PackageMakeReply> handle(const packages::PackageMakeRequest&);
  Result<packages::GalleryTryReply> handle(const packages::GalleryTryRequest&);

  // Refused: packages.unknown_package, and as read_package().
  Result<package::Package> read(const std::string& sha256);
  packages::PackageStore& store() { return store_; }

 private:
  struct InForce {
    std::string text;
    std::string hash;
  };

  Result<InForce> document_of(const ServedApp& app);
  Result<const ServedApp*> app_called(const std::string& id) const;
  Voucher voucher_of(const packages::KeptPackage& kept) const;
  Result<packages::Installation> installation_of(const std::string& app) const;
  std::string free_id(const std::string& wished) const;
  Result<ServedApp> open_package(const package::Package& package, const std::string& id,
                                 bool samples, bool in_memory);
  Status save(const ServedApp& app, const std::string& text, const std::string& base_hash);
  Result<UpdatePlan> plan(const packages::Installation& installation, const std::string& mine,
                          const package::Package& package,
                          const std::vector<std::string>& take_theirs);
  void retire_removed();
  void take_from_shelf(const ServedApp& app);
  Result<std::string> put_aside(const ServedApp& app);
  Result<log::SigningKey> own_key();
  void end_old_trials();

  AppShelf& shelf_;
  packages::PackageStore& store_;
  const ShopOptions options_;
  Open open_;
  Made made_;
  Saved saved_;
  std::function<bool(const std::string& sha256)> is_shipped_;
  std::map<std::string, int64_t> trials_;  // since when, by app
  std::optional<log::SigningKey> key_;
};

int64_t now_ms();

}  // namespace tollgate::server
