// tollgate set-aside list | show NUMBER | export | send NUMBER | discard NUMBER
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "commands/commands.h"
#include "hub/backup_of_hub.h"
#include "hub/control_socket.h"
#include "tollgate/base/csv.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

LocalizedText in_words(const std::string& act) {
  if (act == "sent_on") return {"已发给本人", "sent to its owner"};
  if (act == "discarded") return {"已放弃", "discarded"};
  return {"待处理", "open"};
}

std::string text_of(const Json& group, const char* member) { return group.value(member, ""); }

std::string title_of(const Json& group) {
  const std::string title = text_of(group, "title");
  return title.empty() ? text_of(group, "record") : title;
}

std::string person_of(const Json& group) {
  const Json person = group.value("person", Json::object());
  return person.value("title", person.value("record", ""));
}

std::string act_of(const Json& group) {
  return group.value("settled", Json::object()).value("act", "");
}

std::string number_of(const Json& group) { return std::to_string(group.value("op", int64_t{0})); }

// Why it is not in force, in the terminal's language.
std::string why(const Json& group, Language language) {
  std::string text;
  for (const Json& finding : group.value("why", Json::array())) {
    const Json message = finding.value("message", Json::object());
    if (!text.empty()) text += " ";
    text += message.value(language == Language::kChinese ? "zh-CN" : "en", "");
  }
  return text;
}

std::string lines_of(const Json& group, const std::string& between) {
  std::string text;
  for (const Json& line : group.value("lines", Json::array())) {
    if (!line.is_string()) continue;
    if (!text.empty()) text += between;
    text += line.get<std::string>();
  }
  return text;
}

void print_csv(const Json& groups, const Terminal& terminal) {
  terminal.print("number,at,person,device,entity,record,title,state,reason,why,entered");
  for (const Json& group : groups) {
    const Json settled = group.value("settled", Json::object());
    const LocalizedText state = in_words(act_of(group));
    std::string line;
    for (const std::string& each :
         {number_of(group), text_of(group, "at"), person_of(group), text_of(group, "device"),
          text_of(group, "entity"), text_of(group, "record"), title_of(group),
          terminal.language == Language::kChinese ? state.zh : state.en,
          settled.value("reason", ""), why(group, terminal.language), lines_of(group, "\n")}) {
      if (!line.empty()) line += ",";
      line += spreadsheet_cell(each);
    }
    terminal.print(line);
  }
}

void print_list(const Json& groups, const Terminal& terminal) {
  for (const Json& group : groups) {
    const LocalizedText state = in_words(act_of(group));
    terminal.print(number_of(group) + "\t" + text_of(group, "at") + "\t" + person_of(group) + "\t" +
                   title_of(group) + "\t" +
                   (terminal.language == Language::kChinese ? state.zh : state.en) + "\t" +
                   why(group, terminal.language));
  }
  const std::string count = std::to_string(groups.size());
  terminal.say({count + " 项没有生效的工作。", count + " pieces of work are not in force."});
}

void print_whole(const Json& group, const Terminal& terminal) {
  const bool chinese = terminal.language == Language::kChinese;
  const auto line = [&](const char* zh, const char* en, const std::string& text) {
    if (!text.empty()) terminal.print(std::string(chinese ? zh : en) + text);
  };
  const Json settled = group.value("settled", Json::object());
  const LocalizedText state = in_words(act_of(group));
  line("编号：", "number: ", number_of(group));
  line("时间：", "at: ", text_of(group, "at"));
  line("人员：", "person: ", person_of(group));
  line("设备：", "device: ", text_of(group, "device"));
  line("记录：", "record: ",
       text_of(group, "entity") + " " + text_of(group, "record") + " " + text_of(group, "title"));
  line("状态：", "state: ", chinese ? state.zh : state.en);
  line("处理原因：", "reason: ", settled.value("reason", ""));
  line("未生效原因：", "why it is not in force: ", why(group, terminal.language));
  line("填写的内容：\n", "what was entered:\n", lines_of(group, "\n"));
}

std::optional<int64_t> parse_number(const std::string& word) {
  int64_t number = 0;
  const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool whole = failed == std::errc() && end == word.data() + word.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

// All of them, page by page from the newest on, or the one of a number.
Result<Json> groups_of(const std::filesystem::path& control, Json asked, int64_t only) {
  asked["act"] = "list";
  if (only != 0) asked["op"] = only;
  Json found = Json::array();
  bool more = true;
  while (more) {
    Result<Json> reply = ask_hub(control, asked, {});
    if (!reply) return reply;
    for (Json& group : (*reply)["groups"]) found.push_back(std::move(group));
    more = reply->value("more", false) && !found.empty();
    if (more) asked["before"] = found.back().value("op", int64_t{0});
  }
  return found;
}

int run_set_aside(const Arguments& arguments, const Terminal& terminal) {
  const auto bad_use = [&](const Diagnostic& diagnostic) {
    terminal.report(diagnostic);
    return kExitBadUse;
  };
  const auto fail = [&](const Diagnostics& diagnostics) {
    terminal.report(diagnostics);
    return kExitBadInput;
  };
  const std::string& verb = arguments.plain()[0];
  const bool of_one = verb == "show" || verb == "send" || verb == "discard";
  if (!of_one && verb != "list" && verb != "export") {
    return bad_use(make_error(
        "cli.unknown_command",
        {"没有命令“set-aside " + verb + "”。", "there is no command 'set-aside " + verb + "'"}, {},
        {"list", "show", "export", "send", "discard"}));
  }
  const std::optional<int64_t> number =
      arguments.plain().size() > 1 ? parse_number(arguments.plain()[1]) : std::nullopt;
  if (of_one != (arguments.plain().size() > 1) || (of_one && !number)) {
    return bad_use(make_error(
        "cli.number", {"show、send、discard 需要一个编号（见 set-aside list），其他不需要。",
                       "show, send and discard take a number (see set-aside list), the "
                       "others take none"}));
  }
  HubData data;
  if (arguments.has("data")) data.folder = arguments.value("data");
  if (arguments.has("db")) data.database = arguments.value("db");
  if (data.folder.has_value() == data.database.has_value()) {
    return bad_use(make_error("cli.db_or_data",
                              {"请用 --data 文件夹 或 --db 文件 指明服务的数据（二选一）。",
                               "say where the hub keeps its data: --data FOLDER or --db FILE, not "
                               "both"},
                              {}, {"--data"}));
  }
  if (!hub_runs(data.control())) {
    return fail({make_error("server.no_hub",
                            {"请先用 tollgate serve 启动服务：由它来回答。",
                             "start the hub with 'tollgate serve' first: it is what answers"},
                            {.source = data.control().string()})});
  }
  Json asked = {{"command", "set_aside"},
                {"app", arguments.value("app")},
                {"locale", terminal.language == Language::kChinese ? "zh-CN" : "en"}};
  if (verb == "send" || verb == "discard") {
    asked["act"] = verb == "send" ? "sent_on" : "discarded";
    asked["op"] = *number;
    asked["reason"] = arguments.value("reason");
    const Result<Json> done = ask_hub(data.control(), asked, {});
    if (!done) return fail(done.diagnostics());
    if (terminal.json) {
      terminal.print(write_json((*done)["group"]));
    } else {
      print_whole((*done)["group"], terminal);
    }
    return kExitOk;
  }
  Result<Json> groups = groups_of(data.control(), asked, of_one ? *number : 0);
  if (!groups) return fail(groups.diagnostics());
  if (of_one && groups->empty()) {
    return fail({make_error("sync.unknown_group", {"没有这项工作", "there is no such work"})});
  }
  if (verb != "export" && !of_one && !arguments.has("all")) {
    Json open = Json::array();
    for (Json& group : *groups) {
      if (act_of(group).empty()) open.push_back(std::move(group));
    }
    groups = std::move(open);
  }
  if (terminal.json) {
    for (const Json& group : *groups) terminal.print(write_json(group));
  } else if (verb == "export") {
    print_csv(*groups, terminal);
  } else if (of_one) {
    print_whole(groups->front(), terminal);
  } else {
    print_list(*groups, terminal);
  }
  return kExitOk;
}

}  // namespace

Command set_aside_command() {
  return {
      .name = "set-aside",
      .arguments = "list | show NUMBER | export | send NUMBER | discard NUMBER",
      .summary = {"设备上没有生效的工作：查看、导出、发给本人",
                  "work of devices that is not in force: looked at, taken out, sent to its owner"},
      .details =
          {"服务收到、但没有生效的工作（记录已删除、已不可见、权限已收回等）：list "
           "列出待处理的（--all "
           "也列出\n处理过的），show 显示填写的全部内容，export 把全部写成一张 CSV 表，send "
           "把内容连同原因发给\n本人，discard 放弃。后两个需要 --reason，并记入管理员操作记录。\n"
           "服务须正在运行。",
           "Work that the hub took and that is not in force (the record was deleted or went out of "
           "sight, a right\nwas revoked): list says what is open (with --all what was decided, "
           "too), show all that was\nentered, export writes all of it as a CSV table, send gives "
           "it back to its owner with the reason,\ndiscard lets it go. The last two need --reason "
           "and stand among the acts of administrators. The hub\nmust be running."},
      .options =
          {{"data", "FOLDER", {"服务的数据文件夹", "the hub's data folder"}},
           {"db", "FILE", {"只有一个应用的服务的数据库", "the database of a hub of one app"}},
           {"app", "ID", {"哪个应用；只有一个时可省略", "which app; the only one otherwise"}},
           {"all", "", {"也列出处理过的", "lists what was decided, too"}},
           {"reason", "TEXT", {"为什么（send、discard）", "why (send, discard)"}}},
      .min_plain = 1,
      .max_plain = 2,
      .run = run_set_aside,
  };
}

}  // namespace tollgate::server
