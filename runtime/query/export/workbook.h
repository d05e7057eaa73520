// Rows of an export as a workbook of one sheet (Office Open XML, ECMA-376 part 1), in pieces.
//
// Numbers, days, times and durations are typed cells where a spreadsheet keeps them exactly: of
// more than 15 digits, or before March 1900, they are text. Text is never a formula.
#pragma once

#include <string>
#include <vector>

#include "export/cells.h"
#include "export/zip_stream.h"

namespace tollgate::query {

inline constexpr int64_t kMaxSheetRows = 1'048'576;  // the heads included
inline constexpr std::string_view kSheetPath = "xl/worksheets/sheet1.xml";

// All files but the sheet. `label`: of the sheet; what a sheet's name may not hold is replaced.
ZipFiles workbook_files(std::string_view label);

// The sheet's XML from its begin through the heads, a line of it (counted from 1, the heads being
// the first), and its end.
std::string sheet_begin(const std::vector<std::string>& heads);
std::string sheet_line(int64_t number, const std::vector<ExportCell>& cells);
std::string sheet_end();

}  // namespace tollgate::query
