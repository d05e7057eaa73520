#include "commands/import_report.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/csv.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

std::string words_of(const Json& line, Language language) {
  std::string words;
  const auto findings = diagnostics_from_json(line.value("findings", Json::array()));
  if (!findings) return words;
  for (const Diagnostic& finding : *findings) {
    if (!words.empty()) words += "\n";
    if (!finding.place.pointer.empty()) words += finding.place.pointer + ": ";
    words += finding.message.in(language);
  }
  return words;
}

}  // namespace

ImportReportFile::ImportReportFile(const std::string& path, std::string head, Language language)
    : path_(path),
      is_table_(!head.empty()),
      language_(language),
      out_(path, std::ios::binary | std::ios::trunc) {
  out_ << "\xEF\xBB\xBF" << "line,outcome,record,findings," << (is_table_ ? head : "original")
       << "\r\n";
}

void ImportReportFile::add(const std::string& text, const Json& line) {
  out_ << line.value("line", int64_t{0}) << ',' << line.value("outcome", std::string()) << ','
       << spreadsheet_cell(line.value("record", std::string())) << ','
       << spreadsheet_cell(words_of(line, language_)) << ',' << (is_table_ ? text : csv_cell(text))
       << "\r\n";
}

Status ImportReportFile::finish() {
  out_.flush();
  if (out_) return ok_status();
  return make_error("server.cannot_write", {"无法写入文件。", "cannot write the file"},
                    {.source = path_});
}

}  // namespace tollgate::server
