#include "hub/packages/package_info.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/package/signature.h"

namespace tollgate::server {
namespace {

constexpr const char* kParts[] = {"entities",  "forms",       "scorecards",
                                  "workflows", "automations", "views",
                                  "metrics",   "dashboards",  "quick_filters"};

std::vector<packages::AskedRole> roles_of(const model::App& app) {
  std::vector<packages::AskedRole> roles;
  for (const model::Role& role : app.roles) {
    packages::AskedRole asked;
    asked.id = role.id;
    const Json* json = find_pointer(*app.raw, role.pointer + "/label");
    if (json != nullptr) asked.label = texts_of(*json);
    asked.unrestricted = !app.has_permissions();
    if (role.permissions) {
      asked.administration = role.permissions->administration;
      for (const model::EntityPermission& entity : role.permissions->entities) {
        packages::EntityRight right;
        const Json* label = find_pointer(*app.raw, "/entities");
        for (const Json& each : label != nullptr ? *label : Json::array()) {
          if (each.value("id", "") == entity.entity) right.label = texts_of(each.at("label"));
        }
        right.read = model::name_of(entity.read.rows);
        right.create = model::name_of(entity.create.rows);
        right.update = model::name_of(entity.update.rows);
        right.remove = model::name_of(entity.remove.rows);
        right.exports = entity.exports;
        right.imports = entity.imports;
        asked.entities.push_back(std::move(right));
      }
    }
    roles.push_back(std::move(asked));
  }
  return roles;
}

std::map<std::string, std::string> read_me_of(const package::Package& package) {
  constexpr std::string_view kStem = "README.";
  std::map<std::string, std::string> texts;
  for (const auto& [path, content] : package.files) {
    if (!path.starts_with(kStem)) continue;
    const std::string middle = path.substr(kStem.size(), path.size() - kStem.size() - 2);
    // README.md is for readers of all languages that have none of their own.
    texts[middle.empty() ? "und" : middle.substr(0, middle.size() - 1)] = content;
  }
  return texts;
}

}  // namespace

std::map<std::string, std::string> texts_of(const Json& by_language) {
  std::map<std::string, std::string> texts;
  if (!by_language.is_object()) return texts;
  for (const auto& [language, text] : by_language.items()) {
    if (text.is_string()) texts[language] = text.get<std::string>();
  }
  return texts;
}

packages::Publisher named_publisher(const std::string& name, const std::string& key,
                                    packages::PackageStore& store) {
  packages::Publisher publisher;
  publisher.name = name;
  publisher.trust = key == kShippedKey ? "shipped" : "unsigned";
  const auto bytes = log::from_hex<32>(key);
  if (!bytes) return publisher;
  publisher.fingerprint = package::fingerprint(*bytes);
  const auto known = store.publisher(key);
  const auto others = store.keys_of(name);
  publisher.trust = known ? "known" : others.empty() ? "unknown" : "changed";
  return publisher;
}

packages::Publisher publisher_of(const package::Package& package, const Voucher& voucher,
                                 packages::PackageStore& store) {
  if (voucher.is_shipped) {
    return named_publisher(package.manifest.publisher, std::string(kShippedKey), store);
  }
  const std::string& signature = voucher.signature;
  const std::string key = package.manifest.key ? log::to_hex(*package.manifest.key) : "";
  packages::Publisher publisher = named_publisher(package.manifest.publisher, key, store);
  if (key.empty() || signature.empty()) {
    publisher.trust = "unsigned";
  } else if (!package::verify_package(package, signature)) {
    publisher.trust = "invalid";
  }
  return publisher;
}

std::vector<packages::PartCount> parts_of(const Json& document) {
  std::vector<packages::PartCount> parts;
  for (const char* kind : kParts) {
    const auto found = document.find(kind);
    if (found == document.end() || !found->is_array() || found->empty()) continue;
    packages::PartCount part;
    part.kind = kind;
    part.count = static_cast<int64_t>(found->size());
    parts.push_back(std::move(part));
  }
  return parts;
}

int64_t sample_count_of(const package::Package& package, const Json& document) {
  int64_t count = 0;
  const Json* inline_records = find_pointer(document, "/sample_data/records");
  if (inline_records != nullptr && inline_records->is_object()) {
    for (const Json& list : *inline_records) count += static_cast<int64_t>(list.size());
  }
  const Json* names = find_pointer(document, "/sample_data/files");
  for (const Json& name : names != nullptr ? *names : Json::array()) {
    if (!name.is_string()) continue;
    const auto file = package.files.find("sample/" + name.get<std::string>());
    if (file == package.files.end()) continue;
    const int64_t lines =
        std::ranges::count(file->second, '\n') + (file->second.ends_with('\n') ? 0 : 1);
    count += std::max<int64_t>(lines - 1, 0);  // less its header
  }
  return count;
}

std::vector<packages::PackageTest> to_messages(const std::vector<package::TestOutcome>& tests) {
  std::vector<packages::PackageTest> out;
  for (const package::TestOutcome& test : tests) {
    packages::PackageTest one;
    one.file = test.file;
    one.name = test.name;
    one.passed = test.problems.empty();
    one.problems = test.problems;
    out.push_back(std::move(one));
  }
  return out;
}

packages::PackageInfo info_of(const package::Package& package, uint64_t size_bytes,
                              const Voucher& voucher, packages::PackageStore& store) {
  const package::PackageTrial trial = package::try_package(package, TOLLGATE_VERSION);
  const Json document = stored_json(package.app_text());
  packages::PackageInfo info;
  info.sha256 = package.sha256;
  info.id = package.manifest.id;
  info.version = package.manifest.version;
  info.label = texts_of(package.manifest.label);
  info.description = texts_of(package.manifest.description);
  info.languages = package.manifest.languages;
  info.runtime = package.manifest.runtime;
  info.publisher = publisher_of(package, voucher, store);
  if (trial.app) info.roles = roles_of(*trial.app);
  info.hosts = package.manifest.hosts;
  info.parts = parts_of(document);
  for (const auto& [path, unused] : package.files) {
    if (path.starts_with("pictures/")) info.pictures.push_back(path);
  }
  info.read_me = read_me_of(package);
  info.sample_count = sample_count_of(package, document);
  info.size_bytes = static_cast<int64_t>(size_bytes);
  info.tests = to_messages(trial.tests);
  info.findings = trial.findings;
  info.installable = trial.ok() && info.publisher.trust != "invalid";
  for (const packages::Installation& each : store.installations()) {
    if (each.package_id == info.id) info.installed_as.push_back(each.app);
  }
  return info;
}

}  // namespace tollgate::server
