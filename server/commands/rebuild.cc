// tollgate rebuild DB
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "hub/ask.h"

namespace tollgate::server {
namespace {

int run_rebuild(const Arguments& arguments, const Terminal& terminal) {
  const std::string& path = arguments.plain()[0];
  const auto engine = open_log(path, terminal);
  if (!engine) return kExitBadInput;
  const auto result = ask(*engine, "log.rebuild", Json::object());
  if (!result) {
    terminal.report(result.diagnostics());
    return kExitBadInput;
  }
  if (terminal.json) {
    terminal.print(write_json(*result));
    return kExitOk;
  }
  const std::string ops = std::to_string(result->value("op_count", int64_t{0}));
  const bool changed = result->value("changed", false);
  for (const Json& difference : result->value("differences", Json::array())) {
    if (difference.is_string()) terminal.print(difference.get<std::string>());
  }
  terminal.say(changed ? LocalizedText{"已由 " + ops + " 条操作重建：派生数据有变化。",
                                       "rebuilt from " + ops + " ops: derived data changed"}
                       : LocalizedText{"已由 " + ops + " 条操作重建：没有变化。",
                                       "rebuilt from " + ops + " ops: nothing changed"});
  return kExitOk;
}

}  // namespace

Command rebuild_command() {
  return {
      .name = "rebuild",
      .arguments = "DB",
      .summary = {"由操作日志重建派生数据",
                  "derives tables, scores and metrics from the op log again"},
      .details =
          {"说明派生数据是否有变化；正常的数据库不会变化。派生数据缺失或损坏也能重建；\n"
           "日志本身被改动时拒绝重建，不改动任何数据。请先停止使用它的服务。",
           "Says whether derived data changed; in a sound database nothing does. Derived data\n"
           "may be missing or damaged. When the log itself was changed, nothing is rebuilt and\n"
           "nothing changes. Stop the hub that uses it first."},
      .options = {},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_rebuild,
  };
}

}  // namespace tollgate::server
