// tollgate verify DB [--head HASH]
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "hub/ask.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::server {
namespace {

Diagnostic no_hash(const std::string& given) {
  return make_error("cli.bad_hash", {"--head 的值“" + given + "”不是哈希：应为 64 位十六进制数字。",
                                     "'" + given +
                                         "' of --head is no hash: it has 64 lower-case "
                                         "hexadecimal digits, as verify prints them"});
}

int run_verify(const Arguments& arguments, const Terminal& terminal) {
  Json params = Json::object();
  if (arguments.has("head")) {
    const std::string known = arguments.value("head");
    if (!digest_from_hex(known)) {
      terminal.report(no_hash(known));
      return kExitBadUse;
    }
    params["head_hash"] = known;
  }
  const auto engine = open_log(arguments.plain()[0], terminal);
  if (!engine) return kExitBadInput;
  const auto result = ask(*engine, "log.verify", std::move(params));
  if (!result) {
    terminal.report(result.diagnostics());
    return kExitBadInput;
  }
  if (const auto findings = diagnostics_from_json(result->value("findings", Json::array()))) {
    terminal.report(*findings);
  }
  const bool sound = result->value("sound", false);
  const int64_t op_count = result->value("op_count", int64_t{0});
  const std::string head = result->value("head_hash", std::string());
  if (terminal.json) {
    terminal.print(write_json({{"sound", sound}, {"op_count", op_count}, {"head_hash", head}}));
  } else if (sound) {
    terminal.print(head);
  }
  const std::string ops = std::to_string(op_count);
  terminal.say(sound ? LocalizedText{ops + " 条操作，哈希链和文件完整。",
                                     ops + " ops, the hash chain and the files are sound"}
                     : LocalizedText{"数据库不完整，或被改动过。",
                                     "the database is incomplete or was changed"});
  return sound ? kExitOk : kExitBadInput;
}

}  // namespace

Command verify_command() {
  return {
      .name = "verify",
      .arguments = "DB",
      .summary = {"检查操作日志和文件", "checks the op log and the files"},
      .details =
          {"检查每条操作的哈希、顺序和分组，以及每个文件的内容；完整时输出最后一条操作的哈希。\n"
           "末尾整组删除的操作不留痕迹：请把输出的哈希另存一处，下次用 --head 核对它仍在日志中。",
           "Checks hash, order and group of every op and the bytes of every file, and prints\n"
           "the hash of the last op when all is sound. Whole groups deleted at the end leave no\n"
           "trace: keep the hash somewhere else, and let --head check that it is still there."},
      .options = {{"head",
                   "HASH",
                   {"以前输出的哈希，必须仍在日志中",
                    "a hash printed before, which must still be in the log"}}},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_verify,
  };
}

}  // namespace tollgate::server
