#include "hub/backup.h"

#include <sys/stat.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/data_folder.h"
#include "hub/durable_file.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Diagnostic cannot_write(const fs::path& file, const std::string& why) {
  return make_error("server.cannot_write",
                    {"无法写入备份（" + why + "）。", "cannot write the backup (" + why + ")"},
                    {.source = file.string()});
}

Diagnostic stopped() {
  return make_error("backup.stopped", {"服务正在结束，备份没有做完。",
                                       "the hub is ending: the backup was not completed"});
}

fs::path with_ending(const fs::path& file, std::string_view ending) {
  fs::path longer = file;
  longer += ending;
  return longer;
}

// What is decided in the turn of the engine that ends the copy: later its checkpoints would speak
// of ops that the copy does not have.
Status finish_app(EnginePort& engine, const BackupSource& source, const fs::path& copy,
                  bool with_keys, BackupApp& app) {
  const auto info = ask(engine, "engine.info", Json::object());
  if (!info) return Failure{info.diagnostics()};
  app.op_count = info->value("op_count", int64_t{0});
  app.head_hash = info->value("head_hash", std::string());
  for (const std::string_view ending : {"-checkpoints", "-key"}) {
    if (ending == "-key" && !with_keys) continue;
    Status copied = copy_private(with_ending(source.database, ending), with_ending(copy, ending));
    if (!copied) return copied;
  }
  return ok_status();
}

Result<BackupApp> copy_app(const BackupSource& source, const fs::path& folder,
                           const BackupOptions& options) {
  const fs::path copy = database_of(folder, source.id);
  BackupApp app;
  app.id = source.id;
  for (bool done = false; !done;) {
    Status outcome = ok_status();
    const bool ran = source.with_engine([&](EnginePort& engine) {
      const auto step = result_of(engine.copy_database(copy.string()));
      if (!step) {
        outcome = Failure{step.diagnostics()};
        return;
      }
      done = step->value("done", false);
      const int64_t pages = step->value("pages", int64_t{0});
      const int64_t left = step->value("pages_left", int64_t{0});
      if (options.progress && pages > 0) {
        options.progress(source.id, static_cast<int>((pages - left) * 100 / pages));
      }
      if (done) outcome = finish_app(engine, source, copy, options.with_keys, app);
    });
    if (!ran) return stopped();
    if (!outcome) return std::move(outcome).error();
  }
  return app;
}

Status describe_all(const fs::path& folder, BackupManifest& manifest) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    auto described = describe_file(file);
    if (!described) return std::move(described).error();
    manifest.files.push_back(std::move(*described));
  }
  return ok_status();
}

}  // namespace

Status copy_private(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return ok_status();
  fs::copy_file(from, to, error);
  if (!error) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
  if (error) return cannot_write(to, error.message());
  return sync_file(to);
}

Result<BackupManifest> make_backup(const std::vector<BackupSource>& apps,
                                   const std::vector<BackupOther>& others, const fs::path& target,
                                   const BackupOptions& options) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(target, error))) {
    return make_error(
        "backup.target_exists",
        {"“" + target.string() + "”已经存在；备份不会覆盖任何东西，请换一个名称。",
         "'" + target.string() +
             "' is there already: a backup writes over nothing, give it another name"},
        {.source = target.string()});
  }
  const fs::path folder = with_ending(target, ".incomplete");
  fs::remove_all(folder, error);  // of an earlier one that was broken off
  if (::mkdir(folder.c_str(), 0700) != 0) {
    return cannot_write(folder, std::error_code(errno, std::generic_category()).message());
  }
  BackupManifest manifest;
  manifest.made_at = utc_now();
  manifest.with_keys = options.with_keys;
  for (const BackupSource& source : apps) {
    auto app = copy_app(source, folder, options);
    if (!app) return std::move(app).error();
    manifest.apps.push_back(std::move(*app));
  }
  for (const BackupOther& other : others) {
    if (Status copied = other.copy_to(folder / other.name); !copied)
      return std::move(copied).error();
  }
  if (Status described = describe_all(folder, manifest); !described) {
    return std::move(described).error();
  }
  if (Status written = write_manifest(folder, manifest); !written)
    return std::move(written).error();
  fs::rename(folder, target, error);
  if (error) return cannot_write(target, error.message());
  if (Status synced = sync_file(target.parent_path()); !synced) return std::move(synced).error();
  return manifest;
}

}  // namespace tollgate::server
