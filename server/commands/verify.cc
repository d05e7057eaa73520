// tollgate verify DB [--head HASH]
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "commands/commands.h"
#include "commands/database.h"
#include "hub/ask.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::server {
namespace {

constexpr uint64_t kMaxCheckpointsBytes = 4 << 20;

Diagnostic no_hash(const std::string& given) {
  return make_error("cli.bad_hash", {"--head 的值“" + given + "”不是哈希：应为 64 位十六进制数字。",
                                     "'" + given +
                                         "' of --head is no hash: it has 64 lower-case "
                                         "hexadecimal digits, as verify prints them"});
}

int run_verify(const Arguments& arguments, const Terminal& terminal) {
  Json params = {{"derived", true}};
  if (arguments.has("head")) {
    const std::string known = arguments.value("head");
    if (!digest_from_hex(known)) {
      terminal.report(no_hash(known));
      return kExitBadUse;
    }
    params["head_hash"] = known;
  }
  if (arguments.has("checkpoints")) {
    const std::string file = arguments.value("checkpoints");
    auto text = read_file(file, kMaxCheckpointsBytes);
    if (!text) {
      terminal.report(text.diagnostics());
      return kExitBadUse;
    }
    params["checkpoints"] = std::move(*text);
  }
  const auto engine = open_log_to_read(arguments.plain()[0], terminal);
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
  terminal.say(sound ? LocalizedText{ops + " 条操作，哈希链、文件和由日志得出的数据完整。",
                                     ops + " ops; the hash chain, the files and what is derived "
                                           "from the log are sound"}
                     : LocalizedText{"数据库不完整，或被改动过。",
                                     "the database is incomplete or was changed"});
  return sound ? kExitOk : kExitBadInput;
}

}  // namespace

Command verify_command() {
  return {
      .name = "verify",
      .arguments = "DB",
      .summary = {"检查操作日志、文件和派生数据", "checks the op log, the files and derived data"},
      .details =
          {"检查每条操作的哈希、顺序和分组，每个文件的内容，由日志得出的每一行数据（记录、阶段、\n"
           "评分、判定、待发消息、应用），以及数据库旁的签名检查点；说明哪里被改动、最早何时、\n"
           "如何修复。完整时输出最后一条操作的哈希。只读，可用于只读介质。\n"
           "能改写文件夹中所有文件的人也能改写检查点：请把检查点文件或输出的哈希另存一处。",
           "Checks hash, order and group of every op, the bytes of every file, each row that is\n"
           "derived from the log (records, stages, scores, decisions, outbox, app) and the signed\n"
           "checkpoints beside the database: says what was changed, when at the earliest, and how\n"
           "it is repaired. Prints the hash of the last op when all is sound. Writes nothing, so\n"
           "that media that cannot be written will do. Who can change every file of the folder "
           "can\n"
           "change the checkpoints, too: keep that file, or the hash, somewhere else as well."},
      .options = {{"head",
                   "HASH",
                   {"以前输出的哈希，必须仍在日志中",
                    "a hash printed before, which must still be in the log"}},
                  {"checkpoints",
                   "FILE",
                   {"另存的检查点文件，也与它核对",
                    "a file of checkpoints that was kept elsewhere, to be held against, too"}}},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_verify,
  };
}

}  // namespace tollgate::server
