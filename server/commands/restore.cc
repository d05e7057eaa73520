// tollgate restore BACKUP (--data FOLDER | --verify)
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "hub/restore.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

int run_restore(const Arguments& arguments, const Terminal& terminal) {
  RestoreOptions options;
  options.replace = arguments.has("replace");
  options.dry_run = arguments.has("verify");
  options.say = [&](const LocalizedText& text) { terminal.say(text); };
  if (!options.dry_run && !arguments.has("data")) {
    terminal.report(
        make_error("cli.restore_where",
                   {"请用 --data 文件夹 指明恢复到哪里，或用 --verify 只做检查。",
                    "say where to restore to: --data FOLDER, or --verify to check only"},
                   {}, {"--data"}));
    return kExitBadUse;
  }
  const auto done = restore_backup(arguments.plain()[0], arguments.value("data"), options);
  if (!done) {
    terminal.report(done.diagnostics());
    return kExitBadInput;
  }
  if (terminal.json) {
    terminal.print(write_json({{"apps", done->apps}, {"replaced", done->replaced.string()}}));
    return kExitOk;
  }
  if (!done->replaced.empty()) {
    terminal.say({"原有数据已移到 " + done->replaced.string(),
                  "what was there lies in " + done->replaced.string() + " now"});
  }
  terminal.say(options.dry_run ? LocalizedText{"备份完整。", "the backup is sound"}
                               : LocalizedText{"已恢复。", "restored"});
  return kExitOk;
}

}  // namespace

Command restore_command() {
  return {
      .name = "restore",
      .arguments = "BACKUP",
      .summary = {"检查备份并恢复", "verifies a backup and puts it back"},
      .details =
          {"先检查备份中每个文件的哈希、每个日志、检查点和派生数据，全部完整才放到 --data "
           "文件夹中。\n"
           "那里已有的数据不会被覆盖：没有 --replace 时拒绝，有时先移到其中的 replaced-时间 "
           "文件夹。",
           "Verifies the hash of each file of the backup, each log, its checkpoints and what is "
           "derived\nfrom it, before anything is put into the folder of --data. Data that is there "
           "is never written\nover: without --replace it is refused, with it that data is moved to "
           "the folder replaced-TIME\ninside."},
      .options = {{"data", "FOLDER", {"服务的数据文件夹", "the hub's data folder"}},
                  {"replace",
                   "",
                   {"把已有的数据移到一旁", "move data that is there out of the way"}},
                  {"verify", "", {"只检查，不写入", "verify only, write nothing"}}},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_restore,
  };
}

}  // namespace tollgate::server
