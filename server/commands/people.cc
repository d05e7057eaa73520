// tollgate people import (--data FOLDER | --db FILE) [--app ID]… FILE
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "cli/text_encoding.h"
#include "commands/commands.h"
#include "hub/account_desk.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

Diagnostic unknown_people_command(const std::string& word) {
  return make_error(
      "cli.unknown_command",
      {"没有命令“people " + word + "”。", "there is no command 'people " + word + "'"}, {},
      {"import"});
}

Diagnostic where_is_the_hub() {
  return make_error("cli.db_or_data",
                    {"请用 --data 文件夹 或 --db 文件 指明服务的数据（二选一）。",
                     "say where the hub keeps its data: --data FOLDER or --db FILE, not both"},
                    {}, {"--data"});
}

Diagnostic hub_must_run(const HubData& data) {
  return make_error("server.no_hub",
                    {"人员由正在运行的服务导入；请先用 tollgate serve 启动它。",
                     "people are brought in by the hub while it runs: start it with 'tollgate "
                     "serve' first"},
                    {.source = data.control().string()});
}

LocalizedText word_of(const std::string& outcome) {
  if (outcome == "made") return {"新账号", "new"};
  if (outcome == "changed") return {"已更新", "changed"};
  if (outcome == "left") return {"已停用", "suspended"};
  if (outcome == "refused") return {"有误", "refused"};
  return {"不变", "unchanged"};
}

// A link for each new account, to be given to whom it is for: "NAME<tab>LINK".
void print_people(const Json& reply, bool preview, const Terminal& terminal) {
  const std::string url = reply.value("url", "");
  size_t made = 0, changed = 0, left = 0, wrong = 0;
  for (const Json& person : reply.value("people", Json::array())) {
    const std::string outcome = person.value("outcome", "");
    made += outcome == "made";
    changed += outcome == "changed";
    left += outcome == "left";
    wrong += outcome == "refused";
    const std::string line = std::to_string(person.value("line", int64_t{0}));
    const LocalizedText word = word_of(outcome);
    const std::string name = person.value("name", "");
    if (outcome != "unchanged" || preview) {
      terminal.say({"第 " + line + " 行 " + name + "：" + word.zh,
                    "line " + line + " " + name + ": " + word.en});
    }
    if (auto findings = diagnostics_from_json(person.value("findings", Json::array()))) {
      terminal.report(*findings);
    }
    if (person.contains("invitation")) {
      terminal.print(name + "\t" + url +
                     "/sign_in.html#invitation=" + person["invitation"].value("token", ""));
    }
  }
  const auto count = [](size_t number) { return std::to_string(number); };
  terminal.say({"新账号 " + count(made) + "，更新 " + count(changed) + "，停用 " + count(left) +
                    "，有误 " + count(wrong) + "。",
                count(made) + " new, " + count(changed) + " changed, " + count(left) +
                    " suspended, " + count(wrong) + " refused."});
  if (!reply.value("kept", false)) {
    terminal.say(preview ? LocalizedText{"这是预览，没有保存任何内容。",
                                         "This was a preview: nothing is kept."}
                         : LocalizedText{"表格有误，没有保存任何内容；改好后再导入一次。",
                                         "Nothing is kept, as the table has errors: correct them "
                                         "and import it again."});
  }
}

int run_people(const Arguments& arguments, const Terminal& terminal) {
  const auto bad_use = [&](const Diagnostic& diagnostic) {
    terminal.report(diagnostic);
    return kExitBadUse;
  };
  const auto fail = [&](const Diagnostics& diagnostics) {
    terminal.report(diagnostics);
    return kExitBadInput;
  };
  if (arguments.plain()[0] != "import")
    return bad_use(unknown_people_command(arguments.plain()[0]));
  HubData data;
  if (arguments.has("data")) data.folder = arguments.value("data");
  if (arguments.has("db")) data.database = arguments.value("db");
  if (data.folder.has_value() == data.database.has_value()) return bad_use(where_is_the_hub());
  const std::string& file = arguments.plain()[1];
  auto bytes = read_file(file, kMaxTableOfPeopleBytes);
  if (!bytes) return fail(bytes.diagnostics());
  auto text = as_utf8(std::move(*bytes), file);
  if (!text) return fail(text.diagnostics());
  if (!hub_runs(data.control())) return fail({hub_must_run(data)});
  const bool preview = arguments.has("preview");
  const auto reply = ask_hub(data.control(),
                             {{"command", "people_import"},
                              {"text", *text},
                              {"apps", arguments.values("app")},
                              {"preview", preview}},
                             {});
  if (!reply) return fail(reply.diagnostics());
  if (terminal.json) {
    terminal.print(write_json(*reply));
  } else {
    print_people(*reply, preview, terminal);
  }
  for (const Json& person : reply->value("people", Json::array())) {
    if (person.value("outcome", "") == "refused") return kExitBadInput;
  }
  return kExitOk;
}

}  // namespace

Command people_command() {
  return {
      .name = "people",
      .arguments = "import FILE",
      .summary = {"用一张表导入人员：账号、应用中的记录、上级",
                  "brings people in by a table: accounts, records, managers"},
      .details =
          {"FILE 是一张表（CSV 或制表符分隔，UTF-8、GB 18030 或 "
           "UTF-16），第一行是列名：登录名、姓名、"
           "上级、角色、\n邮箱、手机、企业微信、状态，以及 --app "
           "各应用人员的字段。先检查每一行，有一处错误"
           "就什么也不保存；同一张\n表可以再次导入。每个新账号输出一行“登录名 制表符 "
           "邀请链接”（一周内"
           "用一次）。服务须正在运行。",
           "FILE is a table (CSV or between tabs; UTF-8, GB 18030 or UTF-16) whose first line "
           "names "
           "its\ncolumns: sign_in, name, manager, role, email, phone, wecom, state, and fields of "
           "the people of\neach --app. Every line is checked first, and with one error nothing is "
           "kept; the same table may\ncome again. For each new account a line 'NAME<tab>LINK' is "
           "printed, its invitation (once,\nwithin a week). The hub must be running."},
      .options = {{"data", "FOLDER", {"服务的数据文件夹", "the hub's data folder"}},
                  {"db",
                   "FILE",
                   {"只有一个应用的服务的数据库", "the database of a hub of one app"}},
                  {"app",
                   "ID",
                   {"他们成为哪个应用的人员，可多次给出",
                    "an app whose people they become; may be repeated"}},
                  {"preview", "", {"只检查，不保存", "checks all of it and keeps nothing"}}},
      .min_plain = 2,
      .max_plain = 2,
      .run = run_people,
  };
}

}  // namespace tollgate::server
