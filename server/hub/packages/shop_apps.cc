// How apps come from packages and go.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "hub/ask.h"
#include "hub/data_folder.h"
#include "hub/engine_job.h"
#include "hub/package_folder.h"
#include "hub/packages/package_info.h"
#include "hub/packages/shop.h"
#include "hub/packages/shop_problems.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/random.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/temporary_folder.h"
#include "tollgate/package/signature.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxAppIdBytes = 64;
constexpr int64_t kTrialMs = 3'600'000;
constexpr size_t kMaxTrials = 3;
constexpr const char* kRemovedFolder = "removed";
constexpr uint64_t kMaxKeyBytes = 65'536;

Diagnostic no_room(const fs::path& folder) {
  return make_error("server.cannot_write",
                    {"无法写入文件夹“" + folder.string() + "”。",
                     "cannot write into the folder '" + folder.string() + "'"},
                    {.source = folder.string(), .pointer = {}, .span = {}});
}

// Texts of a trial say that it is one.
Json as_trial(Json document) {
  const auto label = document.find("label");
  if (label == document.end() || !label->is_object()) return document;
  for (auto& [language, text] : label->items()) {
    if (!text.is_string()) continue;
    const bool zh = language.starts_with("zh");
    text = text.get<std::string>() + (zh ? "（试用）" : " (trial)");
  }
  return document;
}

// The files that sample data of the document speaks of, as the package has them; the document
// loses what is not there.
void take_samples(Json& document, const package::Package* from, package::Files& files) {
  const auto data = document.find("sample_data");
  if (data == document.end() || !data->is_object() || !data->contains("files")) return;
  if (from == nullptr) {
    data->erase("files");
    if (data->empty()) document.erase("sample_data");
    return;
  }
  for (const auto& [path, content] : from->files) {
    if (path.starts_with("sample/")) files[path] = content;
  }
}

}  // namespace

void PackageShop::retire_removed() {
  std::error_code error;
  const fs::path removed = options_.data_folder / kRemovedFolder;
  if (options_.data_folder.empty()) return;
  for (fs::directory_iterator at(removed, error), end; !error && at != end; at.increment(error)) {
    shelf_.retire(at->path().filename().string());
  }
}

std::string PackageShop::free_id(const std::string& wished) const {
  const auto is_taken = [&](const std::string& id) {
    if (shelf_.was_there(id)) return true;
    if (options_.data_folder.empty()) return false;
    const fs::path database = database_of(options_.data_folder, id);
    std::error_code error;
    return fs::exists(database, error) || has_traces(database);
  };
  std::string id = wished;
  for (int number = 2; is_taken(id); ++number) {
    const std::string ending = "_" + std::to_string(number);
    id = wished.substr(0, kMaxAppIdBytes - ending.size()) + ending;
  }
  return id;
}

Result<ServedApp> PackageShop::open_package(const package::Package& package, const std::string& id,
                                            bool samples, bool in_memory) {
  const TemporaryFolder unpacked(options_.work_folder);
  if (!unpacked.exists()) return no_room(options_.work_folder);
  if (Status done = unpack_package(package, unpacked.path()); !done) {
    return std::move(done).error();
  }
  AppSource source;
  source.file = unpacked.path() / "app.json";
  source.text = with_app_id(package.app_text(), id);
  if (in_memory) source.text = write_json_indented(as_trial(stored_json(source.text)));
  source.with_samples = samples;
  source.in_memory = in_memory;
  auto app = model::load(source.text, {.source = std::string(package::kAppPath)});
  if (!app) return std::move(app).error();
  source.app = std::move(*app);
  for (const std::string& name : source.app->sample_files) {
    auto file = resolve_inside(unpacked.path(), name);
    if (!file) return std::move(file).error();
    source.sample_files.push_back(std::move(*file));
  }
  ServedApp served = open_(source);
  if (!served.thread) return Failure{served.problems};
  return served;
}

void PackageShop::take_from_shelf(const ServedApp& app) {
  shelf_.take_away(app.id);
  if (!app.thread) return;
  // What was asked before is answered still.
  (void)on_engine<Unit>(app, [](EnginePort&) -> Status { return ok_status(); });
  app.thread->stop();
}

// Nothing is deleted: whoever removed the wrong app moves the files back.
Result<std::string> PackageShop::put_aside(const ServedApp& app) {
  if (!app.database) return std::string();
  const fs::path folder = app.database->parent_path();
  const fs::path aside = folder / kRemovedFolder / app.id;
  std::error_code error;
  fs::create_directories(aside, error);
  if (error) return no_room(aside);
  const std::string stem = app.database->filename().string();
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename().string().starts_with(stem)) files.push_back(entry.path());
  }
  for (const fs::path& file : files) {
    fs::rename(file, aside / file.filename(), error);
    if (error) return no_room(aside);
  }
  return std::string(kRemovedFolder) + "/" + app.id + "/" + stem;
}

Result<packages::PackageRemoveReply> PackageShop::handle(
    const packages::PackageRemoveRequest& request) {
  if (!open_) return no_apps_here();
  const auto app = app_called(request.app);
  if (!app) return Failure{app.diagnostics()};
  if (request.confirm != request.app) return not_confirmed(request.app);
  take_from_shelf(**app);
  packages::PackageRemoveReply reply;
  auto kept = put_aside(**app);
  if (!kept) return std::move(kept).error();
  reply.kept_as = std::move(*kept);
  if (Status gone = store_.remove_installation(request.app); !gone) return std::move(gone).error();
  return reply;
}

void PackageShop::end_old_trials() {
  while (!trials_.empty()) {
    const auto oldest = std::ranges::min_element(
        trials_, [](const auto& a, const auto& b) { return a.second < b.second; });
    const bool goes = trials_.size() > kMaxTrials || now_ms() - oldest->second > kTrialMs;
    if (!goes) return;
    if (const ServedApp* app = shelf_.find(oldest->first)) take_from_shelf(*app);
    trials_.erase(oldest);
  }
}

Result<packages::GalleryTryReply> PackageShop::handle(const packages::GalleryTryRequest& request) {
  if (!open_) return no_apps_here();
  const auto package = read(request.sha256);
  if (!package) return Failure{package.diagnostics()};
  const std::string id = free_id(("try_" + package->manifest.id).substr(0, kMaxAppIdBytes));
  auto app = open_package(*package, id, true, true);
  if (!app) return std::move(app).error();
  shelf_.add(std::move(*app));
  trials_[id] = now_ms();
  end_old_trials();
  packages::GalleryTryReply reply;
  reply.app = id;
  return reply;
}

Result<log::SigningKey> PackageShop::own_key() {
  if (key_) return *key_;
  SystemRandom random;
  std::string text = package::make_key(random);
  if (!options_.key_file.empty()) {
    // Readable by the hub alone from its first byte on.
    const int file =
        ::open(options_.key_file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
      const bool written =
          ::write(file, text.data(), text.size()) == ssize_t(text.size()) && ::fsync(file) == 0;
      ::close(file);
      if (!written) return no_room(options_.key_file);
    } else {
      auto kept = read_file(options_.key_file.string(), kMaxKeyBytes);
      if (!kept) return std::move(kept).error();
      text = std::move(*kept);
    }
  }
  auto key = package::read_key(text);
  if (key) key_ = *key;
  return key;
}

Result<packages::PackageMakeReply> PackageShop::handle(
    const packages::PackageMakeRequest& request) {
  const auto app = app_called(request.app);
  if (!app) return Failure{app.diagnostics()};
  const auto in_force = document_of(**app);
  if (!in_force) return Failure{in_force.diagnostics()};
  const auto installation = store_.installation(request.app);
  const auto from =
      installation ? read(installation->sha256) : Result<package::Package>(unknown_package());
  auto key = own_key();
  if (!key) return std::move(key).error();
  Json document = stored_json(in_force->text);
  if (installation) document["id"] = installation->package_id;
  package::Files files;
  take_samples(document, from ? &*from : nullptr, files);
  if (from) {
    // What tells of the app and tries it; the people and records of this hub stay here.
    for (const auto& [path, content] : from->files) {
      if (path != package::kAppPath && !path.starts_with("sample/")) files[path] = content;
    }
  }
  files[std::string(package::kAppPath)] = write_json(document);
  package::PackageAbout about;
  about.version = request.version;
  about.runtime = TOLLGATE_VERSION;
  about.publisher = request.publisher;
  about.key = key->public_key();
  about.description = Json(request.description);
  about.hosts = request.hosts;
  auto bytes = package::build_package(std::move(files), about);
  if (!bytes) return std::move(bytes).error();
  const auto package = package::read_package(*bytes);
  if (!package) return Failure{package.diagnostics()};
  const package::PackageTrial trial = package::try_package(*package, TOLLGATE_VERSION);
  Diagnostics problems = trial.findings;
  for (const package::TestOutcome& test : trial.tests) {
    problems.insert(problems.end(), test.problems.begin(), test.problems.end());
  }
  if (has_errors(problems)) return Failure{std::move(problems)};
  const auto signature = package::sign_package(*package, *key);
  if (!signature) return Failure{signature.diagnostics()};
  const auto kept = keep(*bytes, *signature);
  if (!kept) return Failure{kept.diagnostics()};
  // The hub knows itself.
  const Status known = store_.know_publisher(log::to_hex(key->public_key()), request.publisher);
  if (!known) return Failure{known.diagnostics()};
  packages::PackageMakeReply reply;
  reply.sha256 = *kept;
  reply.file_name = package->manifest.id + "-" + request.version + ".tollgate";
  reply.fingerprint = package::fingerprint(key->public_key());
  return reply;
}

}  // namespace tollgate::server
