#include "hub/packages/galleries.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hub/packages/package_info.h"
#include "hub/packages/shop_problems.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/sha256.h"
#include "tollgate/package/signature.h"
#include "tollgate/package/version.h"

namespace tollgate::server {
namespace {

constexpr int64_t kFreshMs = 3'600'000;
constexpr size_t kMaxGalleries = 50;
constexpr std::string_view kIndexName = "index.json";

Diagnostic unknown_gallery() {
  return make_error("gallery.unknown", {"没有这个应用库。", "there is no such gallery"});
}

Diagnostic not_offered(const std::string& id, const std::string& version) {
  return make_error("gallery.unknown_version",
                    {"应用库里没有“" + id + "”的版本 " + version + "。",
                     "the gallery has no version " + version + " of '" + id + "'"});
}

Diagnostic other_bytes() {
  return make_error("gallery.other_package",
                    {"应用库给出的不是目录里写的应用包（哈希不同）。",
                     "the gallery gave another package than its index names (its hash differs)"});
}

Diagnostic unreachable_gallery(const delivery::Reply& reply) {
  if (reply.refusal) return *reply.refusal;
  const std::string what = reply.status != 0 ? "HTTP " + std::to_string(reply.status) : reply.error;
  return make_error("gallery.unreachable",
                    {"无法读取应用库：" + what + "。", "the gallery can't be read: " + what});
}

// Where a gallery's index is: the address of a hub is enough.
std::string index_address(std::string address) {
  if (address.ends_with(kIndexName)) return address;
  while (address.ends_with('/')) address.pop_back();
  return address + "/gallery/" + std::string(kIndexName);
}

bool is_gallery_address(std::string_view text) {
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  return web && text.size() <= 500 && text.find_first_of(" \r\n\t?#@") == std::string_view::npos;
}

std::string id_of_address(const std::string& address) { return hex(sha256(address)).substr(0, 12); }

bool is_newer(const std::string& version, const std::string& than) {
  const auto a = package::parse_version(version);
  const auto b = package::parse_version(than);
  return a && b && package::compare_versions(*a, *b) > 0;
}

packages::Gallery gallery_of(const std::string& id, const char* kind, const std::string& address) {
  packages::Gallery gallery;
  gallery.id = id;
  gallery.kind = kind;
  gallery.address = address;
  return gallery;
}

std::string text_at(const Json& json, const char* pointer) {
  const Json* found = find_pointer(json, pointer);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

int64_t number_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

}  // namespace

Galleries::Galleries(PackageShop& shop, const GalleryFolders& folders)
    : shop_(shop), store_(shop.store()) {
  if (!folders.shipped.empty()) {
    shipped_ = std::make_unique<FolderGallery>(folders.shipped);
    shop_.on_shipped([this](const std::string& hash) { return shipped_->has(hash); });
  }
  for (const auto& folder : folders.others) {
    folders_.push_back(std::make_unique<FolderGallery>(folder));
  }
}

std::vector<GalleryEntry> Galleries::own_entries() {
  std::vector<GalleryEntry> entries;
  for (const packages::PublishedVersion& version : store_.published()) {
    auto entry = read_entry(stored_json(version.entry));
    if (!entry) continue;
    entry->withdrawn = version.withdrawn;
    entries.push_back(*std::move(entry));
  }
  return entries;
}

std::string Galleries::own_index() { return write_index(own_entries()); }

std::optional<Galleries::OwnFile> Galleries::own_file(const std::string& name) {
  constexpr std::string_view kSignatureEnd = ".sig";
  const bool is_signature = name.ends_with(kSignatureEnd);
  const std::string file = is_signature ? name.substr(0, name.size() - kSignatureEnd.size()) : name;
  for (const GalleryEntry& entry : own_entries()) {
    if (entry.file == file) return OwnFile{entry.sha256, is_signature};
  }
  return std::nullopt;
}

void Galleries::refresh(packages::FollowedGallery& gallery) {
  if (!fetch_) return;
  const delivery::Reply reply = fetch_(index_address(gallery.address), kMaxIndexBytes);
  std::optional<Diagnostic> problem;
  if (reply.reach != delivery::Reply::Reach::kAnswered || reply.status != 200) {
    problem = unreachable_gallery(reply);
  } else if (const auto index = read_index(reply.body); !index) {
    problem = index.diagnostics().front();
  } else {
    gallery.index = reply.body;
    gallery.seen_ms = now_ms();
    // What was seen is shown in any case; the store's own trouble shows with the next request.
    (void)store_.put_gallery(gallery);
  }
  const std::lock_guard lock(mutex_);
  problems_.erase(gallery.id);
  if (problem) problems_.emplace(gallery.id, *std::move(problem));
}

std::vector<Galleries::Source> Galleries::look(bool refresh_now) {
  std::vector<Source> sources;
  if (shipped_) {
    Source shipped{gallery_of("shipped", "shipped", ""), shipped_->look()};
    for (GalleryEntry& entry : shipped.entries) entry.key = kShippedKey;
    sources.push_back(std::move(shipped));
  }
  sources.push_back({gallery_of("own", "own", ""), own_entries()});
  for (size_t i = 0; i < folders_.size(); ++i) {
    sources.push_back(
        {gallery_of("folder_" + std::to_string(i + 1), "folder", folders_[i]->folder().string()),
         folders_[i]->look()});
  }
  for (packages::FollowedGallery& followed : store_.galleries()) {
    if (refresh_now || now_ms() - followed.seen_ms > kFreshMs) refresh(followed);
    Source source{gallery_of(followed.id, "address", followed.address), {}};
    source.gallery.seen_at = followed.seen_ms;
    if (auto index = read_index(followed.index)) source.entries = *std::move(index);
    const std::lock_guard lock(mutex_);
    const auto problem = problems_.find(followed.id);
    if (problem != problems_.end()) source.gallery.problem = problem->second;
    sources.push_back(std::move(source));
  }
  return sources;
}

// `versions`: of one package, the highest first.
packages::Offer Galleries::offer_of(const std::string& gallery,
                                    std::vector<GalleryEntry> versions) {
  const auto standing = std::ranges::find(versions, "", &GalleryEntry::withdrawn);
  const GalleryEntry& latest = standing == versions.end() ? versions.front() : *standing;
  packages::Offer offer;
  offer.gallery = gallery;
  offer.id = latest.id;
  offer.version = latest.version;
  offer.sha256 = latest.sha256;
  offer.runtime = text_at(latest.json, "/runtime");
  if (const Json* label = find_pointer(latest.json, "/label")) offer.label = texts_of(*label);
  if (const Json* about = find_pointer(latest.json, "/description")) {
    offer.description = texts_of(*about);
  }
  if (const Json* languages = find_pointer(latest.json, "/languages")) {
    for (const Json& one : *languages) {
      if (one.is_string()) offer.languages.push_back(one.get<std::string>());
    }
  }
  offer.publisher = named_publisher(text_at(latest.json, "/publisher/name"), latest.key, store_);
  if (latest.signature.empty() && latest.key != kShippedKey) offer.publisher.trust = "unsigned";
  offer.size_bytes = number_in(latest.json, "bytes");
  offer.sample_count = number_in(latest.json, "sample_count");
  if (const Json* parts = find_pointer(latest.json, "/parts"); parts && parts->is_array()) {
    for (const Json& part : *parts) {
      if (!part.is_object()) continue;
      packages::PartCount count;
      count.kind = text_at(part, "/kind");
      count.count = number_in(part, "count");
      offer.parts.push_back(std::move(count));
    }
  }
  const std::string picture_path = text_at(latest.json, "/picture");
  if (!picture_path.empty() && !picture(latest.sha256, picture_path).empty()) {
    offer.picture = "packages/" + latest.sha256 + "/" + picture_path;
  }
  for (const GalleryEntry& entry : versions) {
    packages::OfferedVersion version;
    version.version = entry.version;
    version.withdrawn = entry.withdrawn;
    offer.versions.push_back(std::move(version));
  }
  return offer;
}

std::string Galleries::picture(const std::string& sha256, const std::string& path) {
  std::string bytes = shipped_ ? shipped_->picture(sha256, path) : "";
  for (const auto& folder : folders_) {
    if (bytes.empty()) bytes = folder->picture(sha256, path);
  }
  if (!bytes.empty()) return bytes;
  const auto package = shop_.read(sha256);
  if (!package || !path.starts_with("pictures/")) return {};
  const auto found = package->files.find(path);
  return found == package->files.end() ? std::string() : found->second;
}

Result<packages::GalleryListReply> Galleries::handle(const packages::GalleryListRequest& request) {
  packages::GalleryListReply reply;
  for (Source& source : look(request.refresh)) {
    std::map<std::string, std::vector<GalleryEntry>> by_id;
    for (GalleryEntry& entry : source.entries) by_id[entry.id].push_back(std::move(entry));
    for (auto& [id, versions] : by_id) {
      std::ranges::stable_sort(versions, [](const GalleryEntry& a, const GalleryEntry& b) {
        return is_newer(a.version, b.version);
      });
      reply.offers.push_back(offer_of(source.gallery.id, std::move(versions)));
    }
    reply.galleries.push_back(std::move(source.gallery));
  }
  return reply;
}

Result<packages::GalleryFollowReply> Galleries::handle(
    const packages::GalleryFollowRequest& request) {
  if (!is_gallery_address(request.address) || store_.galleries().size() >= kMaxGalleries) {
    return make_error("gallery.bad_address",
                      {"应用库的地址应以 https:// 开头；最多 50 个。",
                       "a gallery's address begins with https://; at most 50 are followed"},
                      {}, {"https://hub.example"});
  }
  packages::FollowedGallery gallery;
  gallery.address = request.address;
  gallery.id = id_of_address(request.address);
  refresh(gallery);
  {
    const std::lock_guard lock(mutex_);
    const auto problem = problems_.find(gallery.id);
    if (problem != problems_.end()) {
      Diagnostic why = problem->second;
      problems_.erase(problem);
      return why;
    }
  }
  if (Status put = store_.put_gallery(gallery); !put) return std::move(put).error();
  packages::GalleryFollowReply reply;
  reply.gallery = gallery.id;
  return reply;
}

Result<packages::GalleryForgetReply> Galleries::handle(
    const packages::GalleryForgetRequest& request) {
  if (Status gone = store_.remove_gallery(request.gallery); !gone) return std::move(gone).error();
  return packages::GalleryForgetReply{};
}

Result<packages::GalleryTakeReply> Galleries::handle(const packages::GalleryTakeRequest& request) {
  packages::GalleryTakeReply reply;
  const auto keep = [&](const std::string& bytes,
                        const std::string& signature) -> Result<packages::GalleryTakeReply> {
    auto kept = shop_.keep(bytes, signature);
    if (!kept) return std::move(kept).error();
    reply.sha256 = std::move(*kept);
    return reply;
  };
  std::vector<Source> sources = look(false);
  const auto source = std::ranges::find_if(
      sources, [&](const Source& one) { return one.gallery.id == request.gallery; });
  if (source == sources.end()) return unknown_gallery();
  const auto entry = std::ranges::find_if(source->entries, [&](const GalleryEntry& one) {
    return one.id == request.id && one.version == request.version;
  });
  if (entry == source->entries.end()) return not_offered(request.id, request.version);
  if (source->gallery.kind == "own") {
    reply.sha256 = entry->sha256;
    return reply;
  }
  if (source->gallery.kind != "address") {
    const size_t number = static_cast<size_t>(std::ranges::count_if(
        sources.begin(), source, [](const Source& one) { return one.gallery.kind == "folder"; }));
    FolderGallery& folder = source->gallery.kind == "shipped" ? *shipped_ : *folders_.at(number);
    const auto taken = folder.take(request.id, request.version);
    if (!taken) return Failure{taken.diagnostics()};
    return keep(taken->bytes, taken->signature);
  }
  if (!fetch_) return unknown_gallery();
  std::string address = index_address(source->gallery.address);
  address = address.substr(0, address.rfind('/') + 1) + entry->file;
  const delivery::Reply fetched = fetch_(address, package::kMaxPackageBytes);
  if (fetched.reach != delivery::Reply::Reach::kAnswered || fetched.status != 200) {
    return unreachable_gallery(fetched);
  }
  if (hex(sha256(fetched.body)) != entry->sha256) return other_bytes();
  return keep(fetched.body, entry->signature);
}

Result<packages::GalleryPublishReply> Galleries::handle(
    const packages::GalleryPublishRequest& request) {
  const auto kept = store_.package(request.sha256);
  const auto package = shop_.read(request.sha256);
  if (!kept || !package)
    return kept ? Failure{package.diagnostics()} : Failure{{unknown_package()}};
  if (Status holds = package::verify_package(*package, kept->signature); !holds) {
    return std::move(holds).error();
  }
  for (const packages::PublishedVersion& version : store_.published()) {
    // Whoever took it must be able to rely on what a version is.
    if (version.id == kept->id && version.version == kept->version &&
        version.sha256 != kept->sha256) {
      return make_error("gallery.version_taken",
                        {"版本 " + kept->version + " 已经发布过，内容不同；请提高版本号。",
                         "version " + kept->version +
                             " is published already with other contents: raise the version"});
    }
  }
  packages::PublishedVersion version;
  version.id = kept->id;
  version.version = kept->version;
  version.sha256 = kept->sha256;
  version.at_ms = now_ms();
  version.entry =
      write_json(index_entry(*package, store_.bytes(kept->sha256).size(), kept->signature));
  if (Status put = store_.put_published(version); !put) return std::move(put).error();
  return packages::GalleryPublishReply{};
}

Result<packages::GalleryWithdrawReply> Galleries::handle(
    const packages::GalleryWithdrawRequest& request) {
  if (request.reason.empty()) {
    return make_error("gallery.no_reason",
                      {"请写明撤回的原因。", "say why the version is withdrawn"});
  }
  for (packages::PublishedVersion& version : store_.published()) {
    if (version.id != request.id || version.version != request.version) continue;
    version.withdrawn = request.reason;
    if (Status put = store_.put_published(version); !put) return std::move(put).error();
    return packages::GalleryWithdrawReply{};
  }
  return not_offered(request.id, request.version);
}

void Galleries::complete(packages::PackageListReply& list) {
  const std::vector<Source> sources = look(false);
  for (packages::Installed& installed : list.installed) {
    const auto installation = store_.installation(installed.app);
    if (!installation) continue;
    for (const Source& source : sources) {
      for (const GalleryEntry& entry : source.entries) {
        if (entry.id != installed.id || entry.key != installation->key) continue;
        if (entry.version == installed.version) installed.withdrawn += entry.withdrawn;
        const std::string& best =
            installed.available ? installed.available->version : installed.version;
        if (!entry.withdrawn.empty() || !is_newer(entry.version, best)) continue;
        installed.available.emplace();
        installed.available->gallery = source.gallery.id;
        installed.available->version = entry.version;
      }
    }
  }
}

void Galleries::update_by_themselves() {
  auto list = shop_.handle(packages::PackageListRequest{});
  if (!list) return;
  complete(*list);
  for (const packages::Installed& installed : list->installed) {
    if (!installed.updates_itself || !installed.available) continue;
    packages::GalleryTakeRequest take;
    take.gallery = installed.available->gallery;
    take.id = installed.id;
    take.version = installed.available->version;
    const auto taken = handle(take);
    if (!taken) continue;
    // Where something has to be decided or consented to, this is refused, and it waits for people.
    packages::PackageUpdateRequest update;
    update.app = installed.app;
    update.sha256 = taken->sha256;
    (void)shop_.handle(update);
  }
}

}  // namespace tollgate::server
