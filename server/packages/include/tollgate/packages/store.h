// What a hub keeps of packages: those that came, which app came from which, the publishers that it
// knows, the galleries that it follows, and what it offers itself.
//
//   auto store = PackageStore::open(data / "hub-packages.db");
//   (*store)->put_package({.sha256 = …}, bytes);
//
// A SQLite file of the hub's, beside those of its apps: an app travels, where it came from does
// not. May be used from any thread. Errors are those of SQLite (tollgate/sql/database.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/result.h"

namespace tollgate::packages {

struct KeptPackage {
  std::string sha256;
  std::string id;
  std::string version;
  std::string signature;  // the text of its file; "" where it has none
  int64_t came_ms = 0;
};

// An app, and what it was made of.
struct Installation {
  std::string app;
  std::string sha256;  // of the package in force
  std::string package_id;
  std::string version;
  std::string publisher;
  std::string key;        // of the publisher, 64 digits; "" unsigned
  std::string base;       // the package's document, with this app's id
  std::string installed;  // the document as it was put in force
  int64_t installed_ms = 0;
  bool updates_itself = false;
  // Before the last update; all empty where there was none, or it was taken back.
  std::string previous_sha256;
  std::string previous_version;
  std::string previous_base;
  std::string previous_document;
};

struct FollowedGallery {
  std::string id;
  std::string address;  // https://…, or a folder
  std::string index;    // as it was seen last; "" never
  int64_t seen_ms = 0;
};

struct PublishedVersion {
  std::string id;
  std::string version;
  std::string sha256;
  std::string withdrawn;  // why; "" it stands
  int64_t at_ms = 0;
  std::string entry;  // what the gallery's index says of it, JSON
};

class PackageStore {
 public:
  // `file` empty: in memory.
  static Result<std::unique_ptr<PackageStore>> open(const std::filesystem::path& file);
  // A copy of what is kept in `file`, in a new file, by somebody who does not have it open.
  static Status copy_kept(const std::filesystem::path& file, const std::filesystem::path& to);
  virtual ~PackageStore() = default;
  virtual Status copy_to(const std::filesystem::path& file) = 0;

  // One that is there keeps its bytes, and gets the signature where one is given.
  virtual Status put_package(const KeptPackage& package, std::string_view bytes) = 0;
  virtual std::optional<KeptPackage> package(const std::string& sha256) = 0;
  virtual std::string bytes(const std::string& sha256) = 0;
  // Forgets what came before then and is neither installed nor published.
  virtual Status forget_unused(int64_t before_ms) = 0;

  virtual std::vector<Installation> installations() = 0;
  virtual std::optional<Installation> installation(const std::string& app) = 0;
  virtual Status put_installation(const Installation& installation) = 0;
  virtual Status remove_installation(const std::string& app) = 0;

  // The name by which a key was known first; nothing: it is unknown.
  virtual std::optional<std::string> publisher(const std::string& key) = 0;
  // Keys that were known by this name.
  virtual std::vector<std::string> keys_of(const std::string& name) = 0;
  virtual Status know_publisher(const std::string& key, const std::string& name) = 0;

  virtual std::vector<FollowedGallery> galleries() = 0;
  virtual Status put_gallery(const FollowedGallery& gallery) = 0;
  virtual Status remove_gallery(const std::string& id) = 0;

  virtual std::vector<PublishedVersion> published() = 0;
  virtual Status put_published(const PublishedVersion& version) = 0;
};

}  // namespace tollgate::packages
