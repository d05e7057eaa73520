#include "hub/packages/gallery_index.h"

#include <nlohmann/json.hpp>

#include "hub/packages/package_info.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/sha256.h"
#include "tollgate/package/version.h"

namespace tollgate::server {
namespace {

constexpr std::string_view kIndexFormat = "tollgate.gallery/1";
constexpr size_t kLongestReason = 1000;

std::string text_of(const Json& json, const char* pointer) {
  const Json* found = find_pointer(json, pointer);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_plain_name(const std::string& name) {
  return !package::path_problem(name) && name.find('/') == std::string::npos;
}

}  // namespace

std::string file_name_of(const std::string& id, const std::string& version) {
  std::string name = id + "-" + version + ".tollgate";
  // A version may hold a plus, which is no letter of a file's name everywhere.
  for (char& c : name) {
    if (c == '+') c = '_';
  }
  return name;
}

Json index_entry(const package::Package& package, uint64_t size_bytes,
                 const std::string& signature) {
  const package::Manifest& manifest = package.manifest;
  const Json document = stored_json(package.app_text());
  Json entry = {
      {"id", manifest.id},
      {"version", manifest.version},
      {"sha256", package.sha256},
      {"bytes", size_bytes},
      {"file", file_name_of(manifest.id, manifest.version)},
      {"signature", signature},
      {"label", manifest.label},
      {"description", manifest.description.is_object() ? manifest.description : Json::object()},
      {"languages", manifest.languages},
      {"publisher", {{"name", manifest.publisher}}},
      {"runtime", manifest.runtime},
      {"parts", Json::array()},
      {"sample_count", sample_count_of(package, document)}};
  if (manifest.key) entry["publisher"]["key"] = log::to_hex(*manifest.key);
  for (const packages::PartCount& part : parts_of(document)) {
    entry["parts"].push_back({{"kind", part.kind}, {"count", part.count}});
  }
  for (const auto& [path, unused] : package.files) {
    if (!path.starts_with("pictures/")) continue;
    entry["picture"] = path;
    break;
  }
  return entry;
}

std::optional<GalleryEntry> read_entry(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  GalleryEntry entry;
  entry.id = text_of(json, "/id");
  entry.version = text_of(json, "/version");
  entry.sha256 = text_of(json, "/sha256");
  entry.file = text_of(json, "/file");
  entry.signature = text_of(json, "/signature");
  entry.withdrawn = text_of(json, "/withdrawn").substr(0, kLongestReason);
  entry.key = text_of(json, "/publisher/key");
  // Nothing but a key stands for a publisher.
  if (!log::from_hex<32>(entry.key)) entry.key.clear();
  entry.json = json;
  const bool fits = !entry.id.empty() && entry.id.size() <= 64 &&
                    package::parse_version(entry.version) && digest_from_hex(entry.sha256) &&
                    is_plain_name(entry.file);
  if (!fits) return std::nullopt;
  return entry;
}

Result<std::vector<GalleryEntry>> read_index(std::string_view text) {
  const auto json = parse_json(text, {.max_bytes = kMaxIndexBytes});
  if (!json) return Failure{json.diagnostics()};
  const Json* packages = find_pointer(*json, "/packages");
  if (text_of(*json, "/format") != kIndexFormat || packages == nullptr || !packages->is_array() ||
      packages->size() > kMaxIndexEntries) {
    return make_error("gallery.bad_index", {"这不是应用库的目录（tollgate.gallery/1）。",
                                            "this is no index of a gallery (tollgate.gallery/1)"});
  }
  std::vector<GalleryEntry> entries;
  for (const Json& one : *packages) {
    if (auto entry = read_entry(one)) entries.push_back(*std::move(entry));
  }
  return entries;
}

std::string write_index(const std::vector<GalleryEntry>& entries) {
  Json index = {{"format", kIndexFormat}, {"packages", Json::array()}};
  for (const GalleryEntry& entry : entries) {
    Json json = entry.json;
    if (!entry.withdrawn.empty()) json["withdrawn"] = entry.withdrawn;
    index["packages"].push_back(std::move(json));
  }
  return write_json_indented(index);
}

}  // namespace tollgate::server
