#include "tollgate/package/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/sha256.h"
#include "tollgate/package/archive.h"
#include "tollgate/package/version.h"

namespace tollgate::package {
namespace {

constexpr std::string_view kFormat = "tollgate.package/1";
constexpr std::string_view kFormatStem = "tollgate.package/";
constexpr size_t kMaxManifestBytes = size_t{1} << 20;
constexpr size_t kMaxTextBytes = 4000;
constexpr size_t kMaxNameBytes = 200;
constexpr size_t kMaxLanguages = 16;
constexpr size_t kMaxRoles = 200;
constexpr size_t kMaxHosts = 50;

Diagnostic bad_manifest(std::string pointer, LocalizedText wanted) {
  return make_error("package.bad_manifest",
                    {"包的清单有误：" + pointer + " " + wanted.zh,
                     "the package's manifest is wrong: " + pointer + " " + wanted.en},
                    {.source = std::string(kManifestPath), .pointer = std::move(pointer)});
}

bool is_app_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text[0] >= 'a' && text[0] <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool is_language(std::string_view text) {
  return text.size() >= 2 && text.size() <= 35 &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
             std::string_view::npos;
}

// Takes the members one by one; the first that is wrong is said, and so is what nobody asked for.
class ManifestReader {
 public:
  explicit ManifestReader(const Json& json) : json_(json) {}

  Result<Manifest> read() {
    Manifest manifest;
    manifest.id = text("id", is_app_name, {"应是应用的标识", "must be the app's id"});
    manifest.version = text("version", is_version,
                            {"应是语义化版本，如 1.2.0", "must be a semantic version like 1.2.0"});
    manifest.runtime = text("runtime", is_version,
                            {"应是语义化版本，如 1.2.0", "must be a semantic version like 1.2.0"});
    manifest.label = localized("label", json_);
    if (json_.contains("description")) manifest.description = localized("description", json_);
    publisher(manifest);
    languages(manifest);
    roles(manifest);
    hosts(manifest);
    files(manifest);
    known_members(json_, "",
                  {"format", "id", "version", "runtime", "label", "description", "languages",
                   "publisher", "roles", "hosts", "files"});
    if (problem_) return *std::move(problem_);
    return manifest;
  }

 private:
  static bool is_version(std::string_view text) { return parse_version(text).has_value(); }
  static bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNameBytes;
  }

  void refuse(std::string pointer, LocalizedText wanted) {
    if (!problem_) problem_ = bad_manifest(std::move(pointer), std::move(wanted));
  }

  const Json* member(const Json& object, const std::string& at, const char* name, bool required) {
    const auto found = object.find(name);
    if (found != object.end()) return &*found;
    if (required) refuse(at + "/" + name, {"缺失", "is missing"});
    return nullptr;
  }

  std::string text(const char* name, bool (*fits)(std::string_view), const LocalizedText& wanted) {
    return text_in(json_, "", name, fits, wanted);
  }

  std::string text_in(const Json& object, const std::string& at, const char* name,
                      bool (*fits)(std::string_view), const LocalizedText& wanted) {
    const Json* found = member(object, at, name, true);
    if (!found) return {};
    if (found->is_string() && fits(found->get_ref<const std::string&>())) {
      return found->get<std::string>();
    }
    refuse(at + "/" + name, wanted);
    return {};
  }

  Json localized(const char* name, const Json& object, const std::string& at = "") {
    const Json* found = member(object, at, name, true);
    if (!found) return Json::object();
    const auto is_text = [](const auto& item) {
      return is_language(item.key()) && item.value().is_string() &&
             item.value().template get_ref<const std::string&>().size() <= kMaxTextBytes;
    };
    bool fits = found->is_object() && !found->empty() && found->size() <= kMaxLanguages;
    for (auto item = found->begin(); fits && item != found->end(); ++item) fits = is_text(item);
    if (!fits) refuse(at + "/" + name, {"应是按语言写的文字", "must be a text by language"});
    return fits ? *found : Json::object();
  }

  const Json& list(const char* name, size_t most) {
    static const Json none = Json::array();
    const Json* found = member(json_, "", name, true);
    if (!found) return none;
    if (found->is_array() && found->size() <= most) return *found;
    refuse(std::string("/") + name, {"应是列表，最多 " + std::to_string(most) + " 项",
                                     "must be a list of at most " + std::to_string(most)});
    return none;
  }

  void publisher(Manifest& manifest) {
    manifest.publisher.clear();
    const Json* found = member(json_, "", "publisher", true);
    if (!found) return;
    if (!found->is_object()) return refuse("/publisher", {"应是对象", "must be an object"});
    manifest.publisher =
        text_in(*found, "/publisher", "name", is_name,
                {"应是发布者的名称，最多 200 字节", "must be a name of at most 200 bytes"});
    if (const Json* key = member(*found, "/publisher", "key", false)) {
      if (key->is_string()) manifest.key = log::from_hex<32>(key->get_ref<const std::string&>());
      if (!manifest.key) {
        refuse("/publisher/key",
               {"应是 64 位十六进制的公钥", "must be a public key of 64 hexadecimal digits"});
      }
    }
    known_members(*found, "/publisher", {"name", "key"});
  }

  void languages(Manifest& manifest) {
    size_t index = 0;
    for (const Json& one : list("languages", kMaxLanguages)) {
      const std::string at = pointer_child("/languages", index++);
      if (one.is_string() && is_language(one.get_ref<const std::string&>())) {
        manifest.languages.push_back(one.get<std::string>());
      } else {
        refuse(at, {"应是语言标签，如 zh-CN", "must be a language tag like zh-CN"});
      }
    }
    if (manifest.languages.empty()) refuse("/languages", {"不能为空", "must name a language"});
  }

  void roles(Manifest& manifest) {
    size_t index = 0;
    for (const Json& one : list("roles", kMaxRoles)) {
      const std::string at = pointer_child("/roles", index++);
      if (!one.is_object()) return refuse(at, {"应是对象", "must be an object"});
      ManifestRole role;
      role.id = text_in(one, at, "id", is_app_name, {"应是标识", "must be an id"});
      role.label = localized("label", one, at);
      known_members(one, at, {"id", "label"});
      manifest.roles.push_back(std::move(role));
    }
  }

  void hosts(Manifest& manifest) {
    size_t index = 0;
    for (const Json& one : list("hosts", kMaxHosts)) {
      const std::string at = pointer_child("/hosts", index++);
      if (one.is_string() && is_host(one.get_ref<const std::string&>())) {
        manifest.hosts.push_back(one.get<std::string>());
      } else {
        refuse(at, {"应是小写的主机名，不带协议和端口",
                    "must be a host name in small letters, without scheme and port"});
      }
    }
  }

  void files(Manifest& manifest) {
    size_t index = 0;
    for (const Json& one : list("files", kMaxPackageFiles)) {
      const std::string at = pointer_child("/files", index++);
      if (!one.is_object()) return refuse(at, {"应是对象", "must be an object"});
      ManifestFile file;
      file.path =
          text_in(one, at, "path", [](std::string_view path) { return !path_problem(path); },
                  {"应是包内的路径", "must be a path inside of the package"});
      file.sha256 =
          text_in(one, at, "sha256",
                  [](std::string_view digits) { return digest_from_hex(digits).has_value(); },
                  {"应是 64 位十六进制的 SHA-256", "must be a SHA-256 of 64 hexadecimal digits"});
      const Json* size = member(one, at, "bytes", true);
      if (size && size->is_number_unsigned()) {
        file.size_bytes = size->get<uint64_t>();
      } else if (size) {
        refuse(at + "/bytes", {"应是字节数", "must be a number of bytes"});
      }
      known_members(one, at, {"path", "sha256", "bytes"});
      manifest.files.push_back(std::move(file));
    }
  }

  void known_members(const Json& object, const std::string& at,
                     std::initializer_list<std::string_view> known) {
    for (const auto& [name, unused] : object.items()) {
      if (std::ranges::find(known, name) == known.end()) {
        refuse(pointer_child(at, name), {"不认识", "is unknown"});
      }
    }
  }

  const Json& json_;
  std::optional<Diagnostic> problem_;
};

}  // namespace

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 && text.front() != '.' && text.back() != '.' &&
         text.front() != '-' && text.find("..") == std::string_view::npos &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

Result<Manifest> read_manifest(std::string_view text) {
  auto json = parse_json(text, {.max_bytes = kMaxManifestBytes});
  if (!json) {
    Failure failure = std::move(json).error();
    for (Diagnostic& finding : failure.diagnostics) finding.place.source = kManifestPath;
    return failure;
  }
  if (!json->is_object()) return bad_manifest("", {"应是对象", "must be an object"});
  const auto format = json->find("format");
  const bool named = format != json->end() && format->is_string();
  if (!named || *format != kFormat) {
    const bool later = named && format->get_ref<const std::string&>().starts_with(kFormatStem);
    if (!later)
      return bad_manifest("/format", {"应为 tollgate.package/1", "must be tollgate.package/1"});
    return make_error("package.other_format",
                      {"这个应用包的格式更新；请升级 Tollgate 后再安装。",
                       "the package is of a later format: update Tollgate to use it"},
                      {.source = std::string(kManifestPath), .pointer = "/format"},
                      {std::string(kFormat)});
  }
  return ManifestReader(*json).read();
}

std::string write_manifest(const Manifest& manifest) {
  Json json = {
      {"format", kFormat},           {"id", manifest.id},       {"version", manifest.version},
      {"runtime", manifest.runtime}, {"label", manifest.label}, {"languages", manifest.languages},
      {"hosts", manifest.hosts},     {"roles", Json::array()},  {"files", Json::array()}};
  if (manifest.description.is_object() && !manifest.description.empty()) {
    json["description"] = manifest.description;
  }
  json["publisher"] = {{"name", manifest.publisher}};
  if (manifest.key) json["publisher"]["key"] = log::to_hex(*manifest.key);
  for (const ManifestRole& role : manifest.roles) {
    json["roles"].push_back({{"id", role.id}, {"label", role.label}});
  }
  for (const ManifestFile& file : manifest.files) {
    json["files"].push_back(
        {{"path", file.path}, {"bytes", file.size_bytes}, {"sha256", file.sha256}});
  }
  return write_json_indented(json);
}

}  // namespace tollgate::package
