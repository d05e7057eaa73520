// tollgate import-undo DB [BATCH]
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "hub/ask.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

int fail(const Diagnostics& diagnostics, const Terminal& terminal) {
  terminal.report(diagnostics);
  return kExitBadInput;
}

int list(EnginePort& engine, const Terminal& terminal) {
  const auto reply = ask(engine, "data.import_list", {{"limit", 100}});
  if (!reply) return fail(reply.diagnostics(), terminal);
  for (const Json& batch : reply->value("imports", Json::array())) {
    terminal.print(write_json(batch));
  }
  return kExitOk;
}

int undo(EnginePort& engine, const std::string& batch, const Terminal& terminal) {
  int64_t restored = 0;
  int64_t kept = 0;
  Json params = {{"batch", batch}};
  for (;;) {
    const auto reply = ask(engine, "data.import_undo", params);
    if (!reply) return fail(reply.diagnostics(), terminal);
    restored += reply->value("restored", int64_t{0});
    for (const Json& record : reply->value("kept", Json::array())) {
      ++kept;
      auto reasons = diagnostics_from_json(Json::array({record.value("reason", Json())}));
      if (!reasons) continue;
      for (Diagnostic& reason : *reasons) {
        reason.place.source = record.value("record", std::string());
        terminal.report(reason);
      }
    }
    if (!reply->contains("next")) break;
    params["before"] = (*reply)["next"];
  }
  if (terminal.json) terminal.print(write_json({{"restored", restored}, {"kept", kept}}));
  terminal.say(
      {"已恢复 " + std::to_string(restored) + " 条记录，保持不变 " + std::to_string(kept) + " 条。",
       std::to_string(restored) + " records are again what they were, " + std::to_string(kept) +
           " stay as they are"});
  return kExitOk;
}

int run_import_undo(const Arguments& arguments, const Terminal& terminal) {
  const auto engine = open_existing(arguments.plain()[0], terminal);
  if (!engine) return kExitBadInput;
  if (arguments.plain().size() < 2) return list(*engine, terminal);
  return undo(*engine, arguments.plain()[1], terminal);
}

}  // namespace

Command import_undo_command() {
  return {
      .name = "import-undo",
      .arguments = "DB [BATCH]",
      .summary = {"列出或撤销导入", "lists imports, or takes one back"},
      .details = {"撤销后，每条记录恢复为导入之前的内容；之后有人改过的记录保持不变，并逐条列出。"
                  "请先停止使用该数据库的服务。",
                  "Each record becomes what it was before the import; those that somebody changed "
                  "since stay as they are and are named. Stop the hub that uses the database "
                  "first."},
      .options = {},
      .min_plain = 1,
      .max_plain = 2,
      .run = run_import_undo,
  };
}

}  // namespace tollgate::server
