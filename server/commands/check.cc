// tollgate check APP.json
#include "cli/files.h"
#include "commands/commands.h"
#include "tollgate/lint/lint.h"

namespace tollgate::server {
namespace {

int run_check(const Arguments& arguments, const Terminal& terminal) {
  const std::string& path = arguments.plain()[0];
  const auto text = read_file(path, kMaxDocumentBytes);
  if (!text) {
    terminal.report(text.diagnostics());
    return kExitBadInput;
  }
  const lint::Checked checked = lint::check_document(*text, {.source = path});
  terminal.report(checked.findings);
  if (!checked.ok()) return kExitBadInput;
  terminal.say({path + "：没有错误。", path + ": no errors"});
  return kExitOk;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .arguments = "APP.json",
      .summary = {"检查应用文档：结构与规则", "checks an app document: its schema and its rules"},
      .details =
          {"列出文档中的每个问题：代码、JSON 指针和说明。“-”表示标准输入。",
           "Lists every finding with its code, JSON pointer and message. '-' is standard input."},
      .options = {},
      .min_plain = 1,
      .max_plain = 1,
      .run = run_check,
  };
}

}  // namespace tollgate::server
