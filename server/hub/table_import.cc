#include "hub/table_import.h"

#include <algorithm>

#include "cli/files.h"
#include "tollgate/base/csv.h"
#include "tollgate/base/utf8.h"

namespace tollgate::server {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Excel writes semicolons or tabs in some languages.
char delimiter_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char c : {';', '\t'}) {
    if (std::count(head.begin(), head.end(), c) > std::count(head.begin(), head.end(), best)) {
      best = c;
    }
  }
  return best;
}

Result<Json> columns_of(const std::vector<std::string>& head,
                        const std::vector<std::string>& leave_out, const std::string& file) {
  Json columns = head;
  for (const std::string& name : leave_out) {
    const auto found = std::find(head.begin(), head.end(), name);
    if (found == head.end()) {
      return make_error("server.unknown_column",
                        {"文件没有“" + name + "”这一列", "the file has no column '" + name + "'"},
                        {.source = file}, nearest_names(name, head));
    }
    columns[static_cast<size_t>(found - head.begin())] = "";
  }
  return columns;
}

}  // namespace

Result<ImportSummary> import_table(EnginePort& engine, const std::filesystem::path& file,
                                   const ImportOptions& options,
                                   const std::vector<std::string>& leave_out) {
  const auto whole = read_file(file.string(), kMaxTableBytes);
  if (!whole) return Failure{whole.diagnostics()};
  std::string_view rest = *whole;
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  if (const auto at = invalid_utf8_at(rest)) {
    return make_error("server.table_not_utf8",
                      {"文件不是 UTF-8 编码；请在表格软件中另存为“CSV UTF-8”",
                       "the file is not UTF-8: save it as 'CSV UTF-8' in the spreadsheet program"},
                      {.source = file.string(), .pointer = "byte " + std::to_string(*at)});
  }
  const char delimiter = delimiter_of(rest);
  const auto head = take_csv_row(rest, delimiter);
  if (!head) {
    return make_error("server.table_without_head",
                      {"文件是空的，第一行应是列名",
                       "the file is empty: its first line names the "
                       "columns"},
                      {.source = file.string()});
  }
  const auto columns = columns_of(head->cells, leave_out, file.string());
  if (!columns) return Failure{columns.diagnostics()};

  Json params = options.params;
  params["columns"] = *columns;
  params["delimiter"] = std::string(1, delimiter);
  ImportSteps steps(engine, std::move(params));
  steps.progress = options.progress;
  steps.on_line = options.on_line;
  int64_t number = 1 + head->line_count;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const auto row = take_csv_row(rest, delimiter);
    std::string text(before.substr(0, before.size() - rest.size()));
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (Status added = steps.add(std::move(text), number, row->line_count); !added) {
      return std::move(added).error();
    }
    number += row->line_count;
  }
  if (Status done = steps.finish(); !done) return std::move(done).error();
  return std::move(steps.summary);
}

}  // namespace tollgate::server
