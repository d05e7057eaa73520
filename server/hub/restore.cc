#include "hub/restore.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/backup_manifest.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "hub/data_folder.h"
#include "hub/durable_file.h"
#include "hub/open_engine.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

// What belongs to a database and would be taken for part of the restored one.
constexpr std::string_view kBeside[] = {"",     "-wal",      "-shm", "-journal", "-checkpoints",
                                        "-key", ".importing"};

Diagnostic not_written(const fs::path& file, const std::error_code& error) {
  return make_error("server.cannot_write",
                    {"无法写入“" + file.string() + "”：" + error.message(),
                     "cannot write '" + file.string() + "': " + error.message()},
                    {.source = file.string()});
}

Diagnostic unsound(const std::string& id) {
  return make_error("backup.unsound",
                    {"备份中应用“" + id + "”的数据库不完整或被改动，没有恢复任何内容。",
                     "the database of the app '" + id +
                         "' in the backup is incomplete or was changed: nothing was restored"},
                    {.source = id});
}

Status verify_app(const fs::path& backup, const BackupApp& app) {
  auto engine = open_engine(database_of(backup, app.id), {.log_only = true, .read_only = true});
  if (!engine) return std::move(engine).error();
  const auto check = ask(**engine, "log.verify", {{"derived", true}});
  if (!check) return Failure{check.diagnostics()};
  Diagnostics findings;
  if (auto found = diagnostics_from_json(check->value("findings", Json::array()))) {
    findings = std::move(*found);
  }
  const bool sound = check->value("sound", false) &&
                     check->value("op_count", int64_t{-1}) == app.op_count &&
                     check->value("head_hash", "") == app.head_hash;
  if (sound) return ok_status();
  findings.push_back(unsound(app.id));
  return Failure{std::move(findings)};
}

// Files of the folder that are in the way.
std::vector<fs::path> in_the_way(const fs::path& folder, const BackupManifest& manifest) {
  std::vector<fs::path> files;
  std::error_code error;
  const auto look = [&](const fs::path& file) {
    if (fs::exists(fs::symlink_status(file, error))) files.push_back(file);
  };
  for (const BackupFile& file : manifest.files) {
    const bool is_database = file.name.ends_with(".db");
    for (const std::string_view ending : kBeside) {
      if (is_database || ending.empty()) look(folder / (file.name + std::string(ending)));
    }
  }
  // A file beside a database is met twice.
  std::ranges::sort(files);
  files.erase(std::ranges::unique(files).begin(), files.end());
  return files;
}

Diagnostic exists(const fs::path& folder, const std::vector<fs::path>& files) {
  std::vector<std::string> names;
  for (const fs::path& file : files) names.push_back(file.filename().string());
  return make_error(
      "restore.exists",
      {"“" + folder.string() + "”中已有数据；加上 --replace 会先把它们移到旁边的文件夹，再恢复。",
       "'" + folder.string() +
           "' holds data already: --replace moves it to a folder beside and restores then"},
      {.source = folder.string()}, names);
}

std::string folder_of_replaced() {
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  ::gmtime_r(&now, &parts);
  char text[40];
  std::strftime(text, sizeof text, "replaced-%Y%m%dT%H%M%SZ", &parts);
  return text;
}

fs::path incoming(const fs::path& folder, const BackupFile& file) {
  return folder / (file.name + ".restoring");
}

// A copy beside its place, with the manifest's hash: what came through is looked at, not what was
// read before.
Status copy_in(const fs::path& backup, const fs::path& folder, const BackupFile& file) {
  const fs::path to = incoming(folder, file);
  std::error_code error;
  fs::remove(to, error);
  fs::copy_file(backup / file.name, to, error);
  if (!error) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, error);
  if (error) return not_written(to, error);
  if (Status synced = sync_file(to); !synced) return synced;
  const auto copied = describe_file(to);
  if (!copied) return Failure{copied.diagnostics()};
  if (copied->sha256 == file.sha256) return ok_status();
  return make_error("backup.changed",
                    {"复制“" + file.name + "”时内容变了；请检查磁盘。",
                     "'" + file.name + "' changed while it was copied: check the disks"},
                    {.source = to.string()});
}

Status put_in_place(const fs::path& folder, const BackupManifest& manifest,
                    const std::vector<fs::path>& old, const fs::path& replaced) {
  std::error_code error;
  if (!old.empty()) {
    fs::create_directory(replaced, error);
    if (error) return not_written(replaced, error);
  }
  for (const fs::path& file : old) {
    fs::rename(file, replaced / file.filename(), error);
    if (error) return not_written(file, error);
  }
  // A database without its checkpoints would be a log that nothing speaks of: it comes last.
  std::vector<const BackupFile*> files;
  for (const BackupFile& file : manifest.files) files.push_back(&file);
  std::ranges::stable_sort(files, {},
                           [](const BackupFile* file) { return file->name.ends_with(".db"); });
  for (const BackupFile* file : files) {
    fs::rename(incoming(folder, *file), folder / file->name, error);
    if (error) return not_written(folder / file->name, error);
  }
  return sync_file(folder);
}

}  // namespace

Result<RestoreReport> restore_backup(const fs::path& backup, const fs::path& folder,
                                     const RestoreOptions& options) {
  const auto say = [&](const LocalizedText& text) {
    if (options.say) options.say(text);
  };
  const auto manifest = read_manifest(backup);
  if (!manifest) return Failure{manifest.diagnostics()};
  if (Diagnostics changed = check_files(backup, *manifest); !changed.empty()) {
    return Failure{std::move(changed)};
  }
  RestoreReport report;
  for (const BackupApp& app : manifest->apps) {
    say({"正在检查 " + app.id + " …", "verifying " + app.id + " …"});
    if (Status sound = verify_app(backup, app); !sound) return std::move(sound).error();
    report.apps.push_back(app.id);
  }
  if (options.dry_run) return report;
  const HubData data{folder, std::nullopt};
  if (hub_runs(data.control())) {
    return make_error("restore.hub_runs",
                      {"“" + folder.string() + "”的服务正在运行；请先结束它。",
                       "the hub of '" + folder.string() + "' is running: end it first"},
                      {.source = folder.string()});
  }
  const std::vector<fs::path> old = in_the_way(folder, *manifest);
  if (!old.empty() && !options.replace) return exists(folder, old);
  if (Status made = make_data_folder(folder); !made) return std::move(made).error();
  for (const BackupFile& file : manifest->files) {
    if (Status copied = copy_in(backup, folder, file); !copied) return std::move(copied).error();
  }
  if (!old.empty()) report.replaced = folder / folder_of_replaced();
  Status placed = put_in_place(folder, *manifest, old, report.replaced);
  if (!placed) return std::move(placed).error();
  return report;
}

}  // namespace tollgate::server
