#include <algorithm>

#include "cli/command.h"

namespace tollgate::server {
namespace {

constexpr const char* kLocales = "zh-CN|en";

const std::vector<OptionSpec>& common_options() {
  static const std::vector<OptionSpec> options = {
      {"json", "", {"诊断信息以 JSON 行输出到标准输出", "findings as JSON lines on stdout"}},
      {"locale",
       kLocales,
       {"消息的语言（默认取自环境）", "language of messages (default: environment)"}},
      {"help", "", {"显示本帮助（也可用 -h）", "show this help (also -h)"}},
  };
  return options;
}

std::string padded(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text + "  ";
}

std::string overview(Language language) {
  const bool zh = language == Language::kChinese;
  std::string text = zh ? "用法：tollgate 命令 [选项] [参数]\n\n"
                        : "usage: tollgate COMMAND [options] [arguments]\n\n";
  for (const Command& command : all_commands()) {
    text += "  " + padded(command.name, 9) + command.summary.in(language) + "\n";
  }
  text += zh ? "\n每个命令都有 --help；--version 显示版本。退出码：0 正常，1 输入有误，2 用法有误。"
             : "\nEvery command has --help; --version says which this is. Exit code: 0 fine, 1 the "
               "input is at fault, 2 wrong use.";
  return text;
}

std::string help(const Command& command, Language language) {
  const bool zh = language == Language::kChinese;
  std::string text = std::string(zh ? "用法：" : "usage: ") + "tollgate " + command.name +
                     (zh ? " [选项] " : " [options] ") + command.arguments + "\n" +
                     command.details.in(language) + "\n\n";
  for (const auto* options : {&command.options, &common_options()}) {
    for (const OptionSpec& option : *options) {
      const std::string name =
          "--" + option.name + (option.value_name.empty() ? "" : " " + option.value_name);
      text += "  " + padded(name, 24) + option.help.in(language) + "\n";
    }
  }
  text.pop_back();
  return text;
}

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

bool is_known_locale(std::string_view locale) {
  const std::string_view language = locale.substr(0, locale.find_first_of("-_."));
  return language == "zh" || language == "en";
}

int wrong_use(const Terminal& terminal, const Diagnostics& diagnostics, const std::string& more) {
  terminal.report(diagnostics);
  terminal.say({"用法见：" + more, "see: " + more});
  return kExitBadUse;
}

}  // namespace

int run_command_line(const std::vector<std::string>& words) {
  Terminal terminal{language_of_environment()};
  if (words.empty()) {
    terminal.say({overview(Language::kChinese), overview(Language::kEnglish)});
    return kExitBadUse;
  }
  if (words[0] == "--version") {
    terminal.print("tollgate " TOLLGATE_VERSION);
    return kExitOk;
  }
  if (is_help(words[0]) || words[0] == "help") {
    terminal.print(overview(terminal.language));
    return kExitOk;
  }
  const auto command = std::ranges::find(all_commands(), words[0], &Command::name);
  if (command == all_commands().end()) {
    std::vector<std::string> names;
    for (const Command& known : all_commands()) names.push_back(known.name);
    return wrong_use(
        terminal,
        {make_error("cli.unknown_command",
                    {"没有命令“" + words[0] + "”。", "there is no command '" + words[0] + "'"}, {},
                    nearest_names(words[0], names))},
        "tollgate --help");
  }
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const auto end_of_options = std::ranges::find(rest, "--");
  // Help and the choice of language are heard even when the rest of the line is wrong.
  bool wants_help = false;
  for (auto word = rest.begin(); word != end_of_options; ++word) {
    wants_help = wants_help || is_help(*word);
    terminal.json = terminal.json || *word == "--json";
    if (word->starts_with("--locale=")) terminal.language = language_of(word->substr(9));
    if (*word == "--locale" && word + 1 != end_of_options)
      terminal.language = language_of(*(word + 1));
  }

  std::vector<OptionSpec> options = command->options;
  options.insert(options.end(), common_options().begin(), common_options().end());
  const auto arguments = Arguments::parse(options, command->min_plain, command->max_plain, rest);
  if (wants_help) {
    terminal.print(help(*command, terminal.language));
    return kExitOk;
  }
  if (!arguments) {
    return wrong_use(terminal, arguments.diagnostics(), "tollgate " + command->name + " --help");
  }
  if (const std::string locale = arguments->value("locale");
      !locale.empty() && !is_known_locale(locale)) {
    return wrong_use(terminal,
                     {make_error("cli.locale",
                                 {"没有语言“" + locale + "”的消息。",
                                  "there are no messages in '" + locale + "'"},
                                 {}, {"zh-CN", "en"})},
                     "tollgate " + command->name + " --help");
  }
  return command->run(*arguments, terminal);
}

}  // namespace tollgate::server
