// Rows of an export as text between commas, with CRLF at the end of each (RFC 4180).
#pragma once

#include <string>
#include <vector>

#include "export/cells.h"

namespace tollgate::query {

// By it spreadsheet programs know UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string csv_head(const std::vector<std::string>& heads);
std::string csv_line(const std::vector<ExportCell>& cells);

}  // namespace tollgate::query
