#include "hub/backup_manifest.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "hub/durable_file.h"
#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kFormat = "tollgate.backup/1";
constexpr size_t kMaxManifestBytes = 4 << 20;

Diagnostic bad_manifest(const fs::path& folder) {
  return make_error("backup.bad_manifest",
                    {"备份清单无法理解，或属于更新的版本。",
                     "the manifest of the backup makes no sense, or is of a later version"},
                    {.source = (folder / kManifest).string()});
}

// In the folder itself, nowhere else.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name != kManifest &&
         name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

}  // namespace

Result<BackupFile> describe_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  BackupFile described;
  described.name = file.filename().string();
  Sha256 hash;
  std::string piece(size_t{1} << 20, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<size_t>(stream.gcount());
    hash.update(std::string_view(piece).substr(0, got));
    described.size_bytes += got;
  }
  if (!stream.eof()) {
    return make_error(
        "server.cannot_read",
        {"无法读取文件“" + file.string() + "”。", "cannot read '" + file.string() + "'"},
        {.source = file.string()});
  }
  described.sha256 = hex(hash.finish());
  return described;
}

Json to_json(const BackupManifest& manifest) {
  Json apps = Json::array();
  for (const BackupApp& app : manifest.apps) {
    apps.push_back({{"id", app.id}, {"op_count", app.op_count}, {"head_hash", app.head_hash}});
  }
  Json files = Json::array();
  for (const BackupFile& file : manifest.files) {
    files.push_back(
        {{"name", file.name}, {"size_bytes", file.size_bytes}, {"sha256", file.sha256}});
  }
  return {{"format", kFormat},
          {"made_at", manifest.made_at},
          {"with_keys", manifest.with_keys},
          {"apps", std::move(apps)},
          {"files", std::move(files)}};
}

Status write_manifest(const fs::path& folder, const BackupManifest& manifest) {
  return write_durably(folder / kManifest, write_json_indented(to_json(manifest)));
}

Result<BackupManifest> read_manifest(const fs::path& folder) {
  std::ifstream stream(folder / kManifest, std::ios::binary);
  if (!stream) {
    return make_error(
        "backup.none",
        {"“" + folder.string() + "”不是备份：没有 manifest.json（备份没有做完？）",
         "'" + folder.string() + "' is no backup: it has no manifest.json (was it broken off?)"},
        {.source = folder.string()});
  }
  std::string text(kMaxManifestBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(stream.gcount()));
  const auto json = parse_json(text, {.max_bytes = kMaxManifestBytes});
  if (!json) return Failure{json.diagnostics()};
  BackupManifest manifest;
  // The library throws where a member is missing or of another kind: all of it is one refusal.
  try {
    if (json->at("format") != kFormat) return bad_manifest(folder);
    manifest.made_at = json->at("made_at").get<std::string>();
    manifest.with_keys = json->at("with_keys").get<bool>();
    for (const Json& app : json->at("apps")) {
      manifest.apps.push_back({app.at("id").get<std::string>(), app.at("op_count").get<int64_t>(),
                               app.at("head_hash").get<std::string>()});
    }
    for (const Json& file : json->at("files")) {
      manifest.files.push_back({file.at("name").get<std::string>(),
                                file.at("size_bytes").get<uint64_t>(),
                                file.at("sha256").get<std::string>()});
    }
  } catch (const Json::exception&) {
    return bad_manifest(folder);
  }
  const bool plain = std::ranges::all_of(
      manifest.files, [](const BackupFile& file) { return is_plain_name(file.name); });
  if (!plain) return bad_manifest(folder);
  return manifest;
}

Diagnostics check_files(const fs::path& folder, const BackupManifest& manifest) {
  Diagnostics findings;
  for (const BackupFile& file : manifest.files) {
    const fs::path path = folder / file.name;
    std::error_code error;
    const bool is_plain = fs::is_regular_file(fs::symlink_status(path, error));
    const auto found =
        is_plain ? describe_file(path) : Result<BackupFile>(make_error("backup.changed", {"", ""}));
    if (found && found->size_bytes == file.size_bytes && found->sha256 == file.sha256) continue;
    findings.push_back(make_error(
        "backup.changed",
        {"备份中的文件“" + file.name + "”缺失或被改动：与清单中的哈希不符。",
         "the file '" + file.name +
             "' of the backup is missing or was changed: it has not the hash of the manifest"},
        {.source = path.string()}));
  }
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool known =
        name == kManifest ||
        std::ranges::find(manifest.files, name, &BackupFile::name) != manifest.files.end();
    if (known) continue;
    findings.push_back(make_error("backup.unknown_file",
                                  {"备份文件夹里有清单之外的文件“" + name + "”；请移走它。",
                                   "the folder of the backup holds '" + name +
                                       "', which its manifest does not name: move it away"},
                                  {.source = entry.path().string()}));
  }
  return findings;
}

}  // namespace tollgate::server
