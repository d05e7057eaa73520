// tollgate import DB DATA.jsonl
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "hub/sample_import.h"
#include "hub/today.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

int run_import(const Arguments& arguments, const Terminal& terminal) {
  const auto engine = open_existing(arguments.plain()[0], terminal);
  if (!engine) return kExitBadInput;
  ImportOptions options;
  if (arguments.has("to-today")) options.today = days_today();
  const auto summary = import_sample(*engine, arguments.plain()[1], options);
  if (!summary) {
    terminal.report(summary.diagnostics());
    return kExitBadInput;
  }
  terminal.report(summary->findings);
  const std::string imported = std::to_string(summary->imported);
  const std::string skipped = std::to_string(summary->skipped);
  if (terminal.json) {
    terminal.print(write_json({{"imported", summary->imported}, {"skipped", summary->skipped}}));
  }
  terminal.say({"导入 " + imported + " 条，跳过已有的 " + skipped + " 条。",
                imported + " records imported, " + skipped + " were there already"});
  return has_errors(summary->findings) ? kExitBadInput : kExitOk;
}

}  // namespace

Command import_command() {
  return {
      .name = "import",
      .arguments = "DB DATA.jsonl",
      .summary = {"导入记录（JSON 行）", "brings records in, from JSON lines"},
      .details =
          {"已有编号的记录会跳过，所以可以再次导入。请先停止使用该数据库的服务。",
           "Records whose id is known are skipped, so an import can be repeated. Stop the hub that "
           "uses the database first."},
      .options = {{"to-today",
                   "",
                   {"把日期平移到今天", "move all dates so that the data ends today"}}},
      .min_plain = 2,
      .max_plain = 2,
      .run = run_import,
  };
}

}  // namespace tollgate::server
