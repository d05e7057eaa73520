// tollgate backup (--data FOLDER | --db FILE) TO
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "hub/app_install.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "hub/data_folder.h"
#include "hub/open_engine.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

Diagnostic where_is_the_data() {
  return make_error("cli.db_or_data",
                    {"请用 --data 文件夹 或 --db 文件 指明服务的数据（二选一）。",
                     "say where the hub keeps its data: --data FOLDER or --db FILE, not both"},
                    {}, {"--data"});
}

// Of a hub that is not running: each database is opened here for as long as it is copied.
Result<Json> back_up_here(const HubData& data, const fs::path& target,
                          const BackupOptions& options) {
  std::vector<fs::path> databases;
  if (data.folder) {
    for (const std::string& id : apps_in(*data.folder)) {
      databases.push_back(database_of(*data.folder, id));
    }
  } else if (!is_new_database(*data.database)) {
    databases.push_back(*data.database);
  }
  if (databases.empty()) {
    const fs::path where = data.folder ? *data.folder : *data.database;
    return make_error("server.no_database",
                      {"“" + where.string() + "”中没有数据库。",
                       "there is no database in '" + where.string() + "'"},
                      {.source = where.string()});
  }
  std::vector<std::unique_ptr<EngineThread>> threads;
  std::vector<BackupSource> sources;
  for (const fs::path& database : databases) {
    std::string id;
    auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
      auto engine = open_engine(database);
      if (!engine) return engine;
      const auto held = app_in_force(**engine);
      if (!held) return Failure{held.diagnostics()};
      id = *held;
      return engine;
    });
    if (!thread) return Failure{thread.diagnostics()};
    sources.push_back(source_of(id, database, **thread));
    threads.push_back(std::move(*thread));
  }
  std::vector<BackupOther> others = certificate_files(data, options.with_keys);
  std::error_code error;
  if (const fs::path accounts = data.accounts(); fs::exists(accounts, error)) {
    others.push_back({kAccountsFile, [accounts](const fs::path& file) -> Status {
                        SystemClock clock;
                        SystemRandom random;
                        auto opened = accounts::Accounts::open(accounts, clock, random);
                        if (!opened) return std::move(opened).error();
                        return (*opened)->copy_to(file);
                      }});
  }
  std::ranges::move(delivery_files(data, nullptr, options.with_keys), std::back_inserter(others));
  std::ranges::move(package_files(data, nullptr, options.with_keys), std::back_inserter(others));
  const auto made = make_backup(sources, others, target, options);
  if (!made) return Failure{made.diagnostics()};
  return to_json(*made);
}

int run_backup(const Arguments& arguments, const Terminal& terminal) {
  HubData data;
  if (arguments.has("data")) data.folder = arguments.value("data");
  if (arguments.has("db")) data.database = arguments.value("db");
  if (data.folder.has_value() == data.database.has_value()) {
    terminal.report(where_is_the_data());
    return kExitBadUse;
  }
  fs::path target = fs::absolute(arguments.plain()[0]).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  BackupOptions options;
  options.with_keys = !arguments.has("without-keys");
  const auto show = [&terminal, last = std::string()](const std::string& name,
                                                      int percent) mutable {
    const std::string tens = name + " " + std::to_string(percent / 25 * 25) + " %";
    if (tens != last) terminal.say({tens, tens});
    last = tens;
  };
  options.progress = show;
  Result<Json> made =
      hub_runs(data.control())
          ? ask_hub(
                data.control(),
                {{"command", "backup"}, {"to", target.string()}, {"with_keys", options.with_keys}},
                [&](const Json& said) {
                  options.progress(said.value("name", ""), said.value("percent", 0));
                })
          : back_up_here(data, target, options);
  if (!made) {
    terminal.report(made.diagnostics());
    return kExitBadInput;
  }
  if (terminal.json) {
    terminal.print(write_json(*made));
    return kExitOk;
  }
  for (const Json& app : made->value("apps", Json::array())) {
    terminal.print(app.value("id", "") + " " + std::to_string(app.value("op_count", int64_t{0})) +
                   " " + app.value("head_hash", ""));
  }
  terminal.say({"备份已完成：" + target.string(), "the backup is made: " + target.string()});
  return kExitOk;
}

}  // namespace

Command backup_command() {
  return {
      .name = "backup",
      .arguments = "TO",
      .summary = {"备份服务的全部数据，服务可以照常运行",
                  "copies all of a hub, also while it runs"},
      .details =
          {"把每个应用的数据库、签名检查点、密钥和账号复制到新文件夹 TO，附清单 manifest.json"
           "（每个文件的\n哈希、每个日志的末尾）。服务运行时逐步复制，期间照常应答；每个数据库是"
           "某一时刻的完整状态。\n备份含有全部数据和密钥，请放在只有管理员能读的地方。",
           "Copies each app's database, its signed checkpoints, its key and the accounts to the "
           "new\n"
           "folder TO, with manifest.json (the hash of each file, the end of each log). While the "
           "hub\nruns it is copied step by step and requests are answered in between; each "
           "database "
           "is as it\nwas at one moment. A backup holds everything and the keys: keep it where "
           "administrators\nalone can read."},
      .options = {{"data", "FOLDER", {"服务的数据文件夹", "the hub's data folder"}},
                  {"db",
                   "FILE",
                   {"只有一个应用的服务的数据库", "the database of a hub of one app"}},
                  {"without-keys",
                   "",
                   {"不含检查点的签名密钥；恢复后的服务会用新密钥",
                    "leave out the keys that sign checkpoints; a restored hub makes new ones"}}},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_backup,
  };
}

}  // namespace tollgate::server
