// A table (CSV) of what became of each line of an import, beside the line itself, for whoever mends
// the rest in a spreadsheet program.
#pragma once

#include <fstream>
#include <string>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

class ImportReportFile {
 public:
  // `head`: the file's own first line where it is a table, so that its rows follow as they are;
  // "" where its lines are JSON.
  ImportReportFile(const std::string& path, std::string head, Language language);

  void add(const std::string& text, const Json& line);
  // Refused: server.cannot_write.
  Status finish();

 private:
  std::string path_;
  bool is_table_;
  Language language_;
  std::ofstream out_;
};

}  // namespace tollgate::server
