// Tables as text, cells between commas (RFC 4180), as spreadsheets write them.
//
//   std::string_view rest = text;                       // UTF-8, without a byte order mark
//   while (std::optional<CsvRow> row = take_csv_row(rest, ',')) use(row->cells);
//   line += csv_cell("a \"b\", c");                      // "a ""b"", c", with its quotes
//
// A cell in quotes may hold commas, line breaks and doubled quotes. Rows end with LF, CRLF or CR.
// What RFC 4180 does not allow is read as most programs read it: text behind a closing quote
// belongs to the cell, a quote inside a cell without quotes is a quote.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate {

struct CsvRow {
  std::vector<std::string> cells;
  int64_t line_count = 1;   // of the text, which a cell may break
  bool open_quote = false;  // the text ended inside a cell in quotes
};

// Takes the first row off `rest`; nullopt when nothing is left.
std::optional<CsvRow> take_csv_row(std::string_view& rest, char delimiter);

// In quotes where it needs them.
std::string csv_cell(std::string_view text);

// The same for a file that a spreadsheet program opens. What it would take for a formula (text that
// begins with = + - @, a tab or a carriage return, and is no number) begins with an apostrophe.
std::string spreadsheet_cell(std::string_view text);

}  // namespace tollgate
