// tollgate import DB FILE
#include <fstream>
#include <nlohmann/json.hpp>

#include "commands/commands.h"
#include "commands/database.h"
#include "commands/import_report.h"
#include "hub/ask.h"
#include "hub/table_import.h"
#include "hub/today.h"

namespace tollgate::server {
namespace {

bool is_table(const std::string& file) {
  const std::string end = std::filesystem::path(file).extension().string();
  return end == ".csv" || end == ".CSV" || end == ".tsv";
}

std::string first_line(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string line;
  std::getline(stream, line);
  if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  while (line.ends_with('\r')) line.pop_back();
  return line;
}

Json params_of(const Arguments& arguments) {
  Json params = {{"source", std::filesystem::path(arguments.plain()[1]).filename().string()}};
  for (const char* name : {"entity", "key", "batch"}) {
    if (arguments.has(name)) params[name] = arguments.value(name);
  }
  if (arguments.has("preview")) params["preview"] = true;
  if (arguments.has("keep-existing")) params["keep_existing"] = true;
  return params;
}

void tell(const ImportSummary& summary, bool preview, const Terminal& terminal) {
  terminal.report(summary.findings);
  if (terminal.json) {
    terminal.print(write_json({{"batch", summary.batch},
                               {"imported", summary.imported},
                               {"imported_as_draft", summary.drafts},
                               {"updated", summary.updated},
                               {"unchanged", summary.unchanged},
                               {"refused", summary.refused}}));
  }
  const auto count = [](int64_t number) { return std::to_string(number); };
  const std::string zh = "导入 " + count(summary.imported) + " 条，存为草稿 " +
                         count(summary.drafts) + " 条，更新 " + count(summary.updated) +
                         " 条，不变 " + count(summary.unchanged) + " 条，拒绝 " +
                         count(summary.refused) + " 条";
  const std::string en = count(summary.imported) + " imported, " + count(summary.drafts) +
                         " as drafts, " + count(summary.updated) + " updated, " +
                         count(summary.unchanged) + " unchanged, " + count(summary.refused) +
                         " refused";
  if (preview) {
    terminal.say({"预览，没有写入：" + zh + "。", "a preview, nothing was written: " + en});
  } else {
    terminal.say({zh + "。撤销：tollgate import-undo DB " + summary.batch,
                  en + "; to take it back: tollgate import-undo DB " + summary.batch});
  }
}

int run_import(const Arguments& arguments, const Terminal& terminal) {
  const std::string& file = arguments.plain()[1];
  const auto engine = open_existing(arguments.plain()[0], terminal);
  if (!engine) return kExitBadInput;
  ImportOptions options;
  if (arguments.has("to-today")) options.today = days_today();
  options.params = params_of(arguments);
  std::optional<ImportReportFile> report;
  if (arguments.has("report")) {
    report.emplace(arguments.value("report"), is_table(file) ? first_line(file) : "",
                   terminal.language);
    options.on_line = [&](const std::string& text, const Json& line) { report->add(text, line); };
  }
  const auto summary = is_table(file)
                           ? import_table(*engine, file, options, arguments.values("leave-out"))
                           : import_sample(*engine, file, options);
  if (!summary) {
    terminal.report(summary.diagnostics());
    return kExitBadInput;
  }
  tell(*summary, arguments.has("preview"), terminal);
  if (report) {
    if (const Status written = report->finish(); !written) {
      terminal.report(written.diagnostics());
      return kExitBadInput;
    }
  }
  return summary->refused + summary->drafts > 0 ? kExitBadInput : kExitOk;
}

}  // namespace

Command import_command() {
  return {
      .name = "import",
      .arguments = "DB FILE",
      .summary = {"导入记录（JSON 行或 CSV）", "brings records in, from JSON lines or CSV"},
      .details =
          {"每一行都按表单的规则检查：合格的导入，有问题的存为草稿，不是记录的拒绝。可以再次导入："
           "已导入的行不变。CSV 的第一行是列名（字段的编号或名称），另可有 id、at、status 列。"
           "请先停止使用该数据库的服务。",
           "Each line is checked as the form checks what people type: sound ones are imported, "
           "those with findings become drafts, what is no record is refused. An import can be "
           "repeated: lines that are in already are unchanged. A CSV file's first line names "
           "fields by id or label, and may name id, at and status. Stop the hub that uses the "
           "database first."},
      .options = {{"entity", "ID", {"CSV 各行是哪种记录", "what the rows of a CSV file are"}},
                  {"key", "FIELD", {"按这个字段查找已有的记录", "finds records by this field"}},
                  {"leave-out", "COLUMN", {"不导入的列，可多次给出", "a column not to import"}},
                  {"keep-existing", "", {"已有的记录保持不变", "leaves known records as they are"}},
                  {"preview", "", {"只检查，不写入", "only says what would happen"}},
                  {"report", "FILE.csv", {"写出每一行的结果", "writes what became of each line"}},
                  {"batch", "ID", {"继续这一批导入", "goes on with this import"}},
                  {"to-today",
                   "",
                   {"把日期平移到今天", "move all dates so that the data ends today"}}},
      .min_plain = 2,
      .max_plain = 2,
      .run = run_import,
  };
}

}  // namespace tollgate::server
