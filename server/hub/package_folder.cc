#include "hub/package_folder.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/files.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/limits.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxAboutBytes = uint64_t{1} << 20;
constexpr std::string_view kSampleFolder = "sample/";

Diagnostic bad_source(const fs::path& file, std::string pointer, LocalizedText wanted) {
  return make_error("package.bad_source",
                    {"package.json 有误：" + pointer + " " + wanted.zh,
                     "package.json is wrong: " + pointer + " " + wanted.en},
                    {.source = file.string(), .pointer = std::move(pointer)});
}

Result<Json> read_json_file(const fs::path& file, uint64_t most) {
  auto text = read_file(file.string(), most);
  if (!text) return std::move(text).error();
  auto json = parse_json(*text, {.max_bytes = static_cast<size_t>(most)});
  if (json) return json;
  Failure failure = std::move(json).error();
  for (Diagnostic& finding : failure.diagnostics) finding.place.source = file.string();
  return failure;
}

Result<package::PackageAbout> read_about(const fs::path& file) {
  const auto json = read_json_file(file, kMaxAboutBytes);
  if (!json) return Failure{json.diagnostics()};
  if (!json->is_object()) return bad_source(file, "", {"应是对象", "must be an object"});
  package::PackageAbout about;
  about.runtime = TOLLGATE_VERSION;
  for (const auto& [name, value] : json->items()) {
    const bool is_text = value.is_string();
    if (name == "version" && is_text) {
      about.version = value.get<std::string>();
    } else if (name == "runtime" && is_text) {
      about.runtime = value.get<std::string>();
    } else if (name == "publisher" && is_text) {
      about.publisher = value.get<std::string>();
    } else if (name == "description" && value.is_object()) {
      about.description = value;
    } else if (name == "hosts" && value.is_array()) {
      for (const Json& host : value) {
        if (!host.is_string()) {
          return bad_source(file, "/hosts", {"应是主机名列表", "must be a list of host names"});
        }
        about.hosts.push_back(host.get<std::string>());
      }
    } else {
      return bad_source(file, pointer_child("", name),
                        {"不认识，或类型不对；可用 version、runtime、publisher、description、hosts",
                         "is unknown or of another kind: version, runtime, publisher, description "
                         "and hosts are known"});
    }
  }
  if (about.version.empty()) return bad_source(file, "/version", {"缺失", "is missing"});
  if (about.publisher.empty()) return bad_source(file, "/publisher", {"缺失", "is missing"});
  return about;
}

class FolderReader {
 public:
  FolderReader(fs::path folder, fs::path sample)
      : folder_(std::move(folder)), sample_(sample.empty() ? folder_ : std::move(sample)) {}

  Result<PackageSource> read() {
    auto about = read_about(folder_ / "package.json");
    if (!about) return std::move(about).error();
    add(folder_ / "app.json", "app.json");
    add_all(folder_, "", [](const std::string& name) {
      return name.starts_with("README.") && name.ends_with(".md");
    });
    for (const char* tests : {"tests", "answers"}) {
      add_all(folder_ / tests, "tests/",
              [](const std::string& name) { return name.ends_with(".json"); });
    }
    add_all(folder_ / "pictures", "pictures/", [](const std::string&) { return true; });
    if (!failure_.empty()) return Failure{failure_};
    add_sample();
    if (!failure_.empty()) return Failure{failure_};
    return PackageSource{std::move(files_), std::move(*about)};
  }

 private:
  // What is too much for a package is said when it is built; a single file is bounded here.
  void add(const fs::path& file, const std::string& path) {
    auto content = read_file(file.string(), limits::kBlobBytes);
    if (content) {
      files_[path] = std::move(*content);
    } else {
      failure_ = content.diagnostics();
    }
  }

  template <typename Wanted>
  void add_all(const fs::path& folder, const std::string& into, Wanted wanted) {
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      const std::string name = at->path().filename().string();
      // A link may lead anywhere; hidden files are an editor's or a system's.
      if (at->is_symlink() || !at->is_regular_file() || name.starts_with('.')) continue;
      if (wanted(name)) add(at->path(), into + name);
    }
  }

  void add_sample() {
    const auto document = parse_json(files_["app.json"]);
    const Json* names = document ? find_pointer(*document, "/sample_data/files") : nullptr;
    if (names == nullptr || !names->is_array()) return;
    for (const Json& name : *names) {
      if (name.is_string()) add_sample_file(name.get<std::string>());
    }
  }

  void add_sample_file(const std::string& name) {
    if (!add_inside(name)) return;
    const std::string& content = files_[std::string(kSampleFolder) + name];
    const auto header = parse_json(std::string_view(content).substr(0, content.find('\n')));
    const Json* blobs = header ? find_pointer(*header, "/blobs") : nullptr;
    if (blobs == nullptr || !blobs->is_array()) return;
    for (const Json& blob : *blobs) {
      const Json* path = find_pointer(blob, "/path");
      if (path != nullptr && path->is_string() && !add_inside(path->get<std::string>())) return;
    }
  }

  bool add_inside(const std::string& name) {
    const auto file = resolve_inside(sample_, name);
    if (!file) {
      failure_ = file.diagnostics();
      return false;
    }
    add(*file, std::string(kSampleFolder) + name);
    return failure_.empty();
  }

  fs::path folder_;
  fs::path sample_;
  package::Files files_;
  Diagnostics failure_;
};

}  // namespace

Result<PackageSource> read_package_folder(const fs::path& folder, const fs::path& sample) {
  return FolderReader(folder, sample).read();
}

Status unpack_package(const package::Package& package, const fs::path& folder) {
  for (const auto& [path, content] : package.files) {
    const bool is_sample = path.starts_with(kSampleFolder);
    if (!is_sample && path != package::kAppPath) continue;
    // A sample file that is called like the document stays beside it, in a folder of its own.
    const std::string name = is_sample ? path.substr(kSampleFolder.size()) : path;
    if (is_sample && name == package::kAppPath) continue;
    const fs::path file = folder / name;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (!stream) {
      return make_error("package.write_failed",
                        {"无法写入“" + file.string() + "”；磁盘满了？",
                         "cannot write '" + file.string() + "': is the disk full?"},
                        {.source = file.string()});
    }
  }
  return ok_status();
}

}  // namespace tollgate::server
