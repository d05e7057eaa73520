#include "hub/packages/folder_gallery.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/files.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxFiles = 500;
constexpr uint64_t kMaxSignatureFile = 65'536;

std::string signature_beside(const fs::path& file) {
  fs::path beside = file;
  beside += ".sig";
  auto text = read_file(beside.string(), kMaxSignatureFile);
  return text ? *std::move(text) : std::string();
}

Diagnostic unknown_version(const std::string& id, const std::string& version) {
  return make_error("gallery.unknown_version",
                    {"应用库里没有“" + id + "”的版本 " + version + "。",
                     "the gallery has no version " + version + " of '" + id + "'"});
}

}  // namespace

FolderGallery::Known FolderGallery::read(const fs::path& file) const {
  Known known;
  const auto bytes = read_file(file.string(), package::kMaxPackageBytes);
  if (!bytes) return known;
  auto package = package::read_package(*bytes);
  if (!package) return known;
  Json json = index_entry(*package, bytes->size(), signature_beside(file));
  known.entry = read_entry(json);
  for (auto& [path, content] : package->files) {
    if (path.starts_with("pictures/")) known.pictures[path] = std::move(content);
  }
  return known;
}

std::vector<GalleryEntry> FolderGallery::look() {
  const std::lock_guard lock(mutex_);
  std::error_code error;
  std::set<fs::path> seen;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    if (seen.size() >= kMaxFiles) break;
    std::error_code unreadable;
    const fs::path& file = at->path();
    if (file.extension() != ".tollgate" || !at->is_regular_file(unreadable)) continue;
    const auto time = fs::last_write_time(file, unreadable);
    const auto size = fs::file_size(file, unreadable);
    if (unreadable) continue;
    seen.insert(file);
    Known& known = known_[file];
    if (known.time == time && known.size == size) continue;
    known = read(file);
    known.time = time;
    known.size = size;
  }
  std::erase_if(known_, [&](const auto& one) { return !seen.contains(one.first); });
  apply_withdrawals();
  std::vector<GalleryEntry> entries;
  for (const auto& [file, known] : known_) {
    if (known.entry) entries.push_back(*known.entry);
  }
  return entries;
}

void FolderGallery::apply_withdrawals() {
  const auto text = read_file((folder_ / "index.json").string(), kMaxIndexBytes);
  if (!text) return;
  const auto index = read_index(*text);
  if (!index) return;
  for (auto& [file, known] : known_) {
    if (!known.entry) continue;
    for (const GalleryEntry& entry : *index) {
      if (entry.sha256 == known.entry->sha256) known.entry->withdrawn = entry.withdrawn;
    }
  }
}

Result<FolderGallery::Taken> FolderGallery::take(const std::string& id,
                                                 const std::string& version) {
  const std::lock_guard lock(mutex_);
  for (const auto& [file, known] : known_) {
    if (!known.entry || known.entry->id != id || known.entry->version != version) continue;
    auto bytes = read_file(file.string(), package::kMaxPackageBytes);
    if (!bytes) return std::move(bytes).error();
    return Taken{*std::move(bytes), signature_beside(file)};
  }
  return unknown_version(id, version);
}

bool FolderGallery::has(const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(known_, [&](const auto& one) {
    return one.second.entry && one.second.entry->sha256 == sha256;
  });
}

std::string FolderGallery::picture(const std::string& sha256, const std::string& path) {
  const std::lock_guard lock(mutex_);
  for (const auto& [file, known] : known_) {
    if (!known.entry || known.entry->sha256 != sha256) continue;
    const auto found = known.pictures.find(path);
    if (found != known.pictures.end()) return found->second;
  }
  return {};
}

}  // namespace tollgate::server
