#include "export/csv.h"

#include "tollgate/base/csv.h"

namespace tollgate::query {

std::string csv_head(const std::vector<std::string>& heads) {
  std::string line;
  for (const std::string& head : heads) {
    if (&head != &heads.front()) line += ',';
    line += spreadsheet_cell(head);
  }
  return line + "\r\n";
}

std::string csv_line(const std::vector<ExportCell>& cells) {
  std::string line;
  for (const ExportCell& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    line += spreadsheet_cell(cell.text);
  }
  return line + "\r\n";
}

}  // namespace tollgate::query
