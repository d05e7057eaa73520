#include "tollgate/package/package.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/sha256.h"
#include "tollgate/model/save.h"
#include "tollgate/package/secrets.h"

namespace tollgate::package {
namespace {

Diagnostic file_finding(std::string_view path, const char* code, const std::string& zh,
                        const std::string& en) {
  const std::string name(path);
  return make_error(code,
                    {"包中的文件“" + name + "”" + zh, "the package's file '" + name + "' " + en},
                    {.source = name});
}

Diagnostic missing_file(std::string_view path) {
  return file_finding(path, "package.missing_file", "缺失。", "is missing");
}

Diagnostic unknown_file(std::string_view path) {
  return file_finding(path, "package.unknown_file", "不该在应用包里，或清单中没有它。",
                      "belongs in no package, or its manifest does not name it");
}

Diagnostic hash_mismatch(std::string_view path) {
  return file_finding(path, "package.hash_mismatch", "与清单中的哈希不符：它被改动过。",
                      "is not what the manifest's hash says: somebody changed it");
}

Diagnostic bad_picture(std::string_view path) {
  return file_finding(path, "package.bad_picture", "不是它的扩展名所说的图片。",
                      "is no picture of the kind that its name says");
}

Diagnostic other_app(std::string_view member, const std::string& zh, const std::string& en) {
  return make_error(
      "package.other_app",
      {"包的清单与应用文档不一致：" + zh, "the package's manifest and its app differ: " + en},
      {.source = std::string(kManifestPath), .pointer = "/" + std::string(member)});
}

bool is_read_me(std::string_view path) {
  return path == "README.md" || (path.starts_with("README.") && path.ends_with(".md") &&
                                 path.find('/') == std::string_view::npos);
}

bool is_in(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) &&
         path.find('/', folder.size()) == std::string_view::npos;
}

bool is_picture(std::string_view path) {
  return is_in(path, "pictures/") &&
         (path.ends_with(".png") || path.ends_with(".jpg") || path.ends_with(".webp"));
}

bool belongs(std::string_view path) {
  return path == kAppPath || is_read_me(path) || is_picture(path) ||
         (is_in(path, "tests/") && path.ends_with(".json")) || path.starts_with("sample/");
}

bool is_what_it_says(std::string_view path, std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (path.ends_with(".png")) return bytes.starts_with("\x89PNG\r\n\x1a\n"sv);
  if (path.ends_with(".jpg")) return bytes.starts_with("\xff\xd8\xff"sv);
  return bytes.starts_with("RIFF"sv) &&
         bytes.substr(std::min<size_t>(8, bytes.size())).starts_with("WEBP"sv);
}

std::vector<std::string> locales_of(const Json& document) {
  std::vector<std::string> locales;
  const Json* found = find_pointer(document, "/locales");
  if (found == nullptr || !found->is_array()) return locales;
  for (const Json& one : *found) {
    if (one.is_string()) locales.push_back(one.get<std::string>());
  }
  return locales;
}

std::vector<ManifestRole> roles_of(const Json& document) {
  std::vector<ManifestRole> roles;
  const Json* found = find_pointer(document, "/roles");
  if (found == nullptr || !found->is_array()) return roles;
  for (const Json& role : *found) {
    const Json* id = find_pointer(role, "/id");
    const Json* label = find_pointer(role, "/label");
    if (id != nullptr && id->is_string() && label != nullptr) {
      roles.push_back({id->get<std::string>(), *label});
    }
  }
  return roles;
}

// A manifest that asks for less than its app takes would be consented to in vain.
Status check_against_app(const Manifest& manifest, const Json& document) {
  const Json* id = find_pointer(document, "/id");
  if (id == nullptr || *id != manifest.id) return other_app("id", "标识不同。", "their ids");
  if (locales_of(document) != manifest.languages) {
    return other_app("languages", "语言不同。", "their languages");
  }
  const auto roles = roles_of(document);
  const bool same = std::ranges::equal(roles, manifest.roles, [](const auto& a, const auto& b) {
    return a.id == b.id && a.label == b.label;
  });
  return same ? ok_status() : Status(other_app("roles", "角色不同。", "their roles"));
}

Status check_files(const Manifest& manifest, const Files& files) {
  size_t listed = 0;
  for (const ManifestFile& file : manifest.files) {
    const auto found = files.find(file.path);
    if (found == files.end() || file.path == kManifestPath) return missing_file(file.path);
    ++listed;
    if (found->second.size() != file.size_bytes || hex(sha256(found->second)) != file.sha256) {
      return hash_mismatch(file.path);
    }
  }
  for (const auto& [path, content] : files) {
    if (path == kManifestPath) continue;
    const bool named = std::ranges::binary_search(manifest.files, path, {}, &ManifestFile::path);
    if (!belongs(path) || !named) return unknown_file(path);
    if (is_picture(path) && !is_what_it_says(path, content)) return bad_picture(path);
  }
  // The manifest names each once, by path.
  if (listed + 1 != files.size()) return unknown_file(kManifestPath);
  if (!files.contains(kAppPath)) return missing_file(kAppPath);
  return ok_status();
}

Result<Json> read_document(std::string_view text) {
  auto document = parse_json(text, {.max_bytes = limits::kDocumentBytes});
  if (document) return document;
  Failure failure = std::move(document).error();
  for (Diagnostic& finding : failure.diagnostics) finding.place.source = kAppPath;
  return failure;
}

}  // namespace

Result<Package> read_package(std::string_view bytes) {
  auto files = read_archive(bytes);
  if (!files) return std::move(files).error();
  const auto found = files->find(kManifestPath);
  if (found == files->end()) return missing_file(kManifestPath);
  auto manifest = read_manifest(found->second);
  if (!manifest) return std::move(manifest).error();
  if (Status checked = check_files(*manifest, *files); !checked) return std::move(checked).error();
  files->erase(found);
  const auto document = read_document(files->find(kAppPath)->second);
  if (!document) return Failure{document.diagnostics()};
  if (Status same = check_against_app(*manifest, *document); !same) return std::move(same).error();
  if (auto secret = find_secret(*files)) return *std::move(secret);
  return Package{std::move(*manifest), std::move(*files), hex(sha256(bytes))};
}

Result<std::string> build_package(Files files, const PackageAbout& about) {
  const auto app = files.find(kAppPath);
  if (app == files.end()) return missing_file(kAppPath);
  const auto document = read_document(app->second);
  if (!document) return Failure{document.diagnostics()};
  app->second = model::save(*document);
  Manifest manifest;
  const Json* id = find_pointer(*document, "/id");
  const Json* label = find_pointer(*document, "/label");
  manifest.id = id != nullptr && id->is_string() ? id->get<std::string>() : "";
  manifest.label = label != nullptr ? *label : Json::object();
  manifest.version = about.version;
  manifest.runtime = about.runtime;
  manifest.description = about.description;
  manifest.languages = locales_of(*document);
  manifest.publisher = about.publisher;
  manifest.key = about.key;
  manifest.roles = roles_of(*document);
  manifest.hosts = about.hosts;
  std::ranges::sort(manifest.hosts);
  for (const auto& [path, content] : files) {
    manifest.files.push_back({path, content.size(), hex(sha256(content))});
  }
  files.insert_or_assign(std::string(kManifestPath), write_manifest(manifest));
  auto bytes = write_archive(files);
  if (!bytes) return bytes;
  // Nothing leaves that nobody could read.
  if (const auto read = read_package(*bytes); !read) return Failure{read.diagnostics()};
  return bytes;
}

}  // namespace tollgate::package
