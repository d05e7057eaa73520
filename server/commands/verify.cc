// tollgate verify DB
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "hub/ask.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

int run_verify(const Arguments& arguments, const Terminal& terminal) {
  const auto engine = open_existing(arguments.plain()[0], terminal);
  if (!engine) return kExitBadInput;
  const auto result = ask(*engine, "log.verify", Json::object());
  if (!result) {
    terminal.report(result.diagnostics());
    return kExitBadInput;
  }
  if (const auto findings = diagnostics_from_json(result->value("findings", Json::array()))) {
    terminal.report(*findings);
  }
  const bool sound = result->value("sound", false);
  const std::string ops = std::to_string(result->value("op_count", int64_t{0}));
  const std::string head = result->value("head_hash", std::string());
  if (sound) terminal.print(head);
  terminal.say(
      sound ? LocalizedText{ops + " 条操作，哈希链完整。", ops + " ops, the hash chain is sound"}
            : LocalizedText{"哈希链已损坏。", "the hash chain is broken"});
  return sound ? kExitOk : kExitBadInput;
}

}  // namespace

Command verify_command() {
  return {
      .name = "verify",
      .arguments = "DB",
      .summary = {"检查操作日志的哈希链", "checks the hash chain of the op log"},
      .details = {"链完整时输出最后一条操作的哈希。",
                  "Prints the hash of the last op when the chain is sound."},
      .options = {},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_verify,
  };
}

}  // namespace tollgate::server
