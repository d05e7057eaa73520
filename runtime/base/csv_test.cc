#include "tollgate/base/csv.h"

#include <catch_amalgamated.hpp>

namespace tollgate {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> rows_of(std::string_view text, char delimiter = ',') {
  std::vector<Cells> rows;
  while (std::optional<CsvRow> row = take_csv_row(text, delimiter)) rows.push_back(row->cells);
  return rows;
}

TEST_CASE("rows of a table are read as spreadsheets write them") {
  CHECK(rows_of("a,b\n1,2\n") == std::vector<Cells>{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\r\n1,2") == std::vector<Cells>{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a\rb\r") == std::vector<Cells>{{"a"}, {"b"}});
  CHECK(rows_of("a,\n,b\n\nc") == std::vector<Cells>{{"a", ""}, {"", "b"}, {""}, {"c"}});
  CHECK(rows_of("\"a,b\",\"say \"\"yes\"\"\"\n") == std::vector<Cells>{{"a,b", "say \"yes\""}});
  CHECK(rows_of("武汉;\"a;b\"", ';') == std::vector<Cells>{{"武汉", "a;b"}});
  CHECK(rows_of("\"a\"b,c\"d\n") == std::vector<Cells>{{"ab", "c\"d"}});
  CHECK(rows_of("").empty());
}

TEST_CASE("a row says how many lines it takes, and whether it was left open") {
  std::string_view text = "\"one\ntwo\",x\nnext,\"open\nto the end";
  std::optional<CsvRow> row = take_csv_row(text, ',');
  REQUIRE(row);
  CHECK(row->cells == Cells{"one\ntwo", "x"});
  CHECK(row->line_count == 2);
  CHECK_FALSE(row->open_quote);
  row = take_csv_row(text, ',');
  REQUIRE(row);
  CHECK(row->open_quote);
  CHECK_FALSE(take_csv_row(text, ','));
}

TEST_CASE("a written cell reads back") {
  for (const std::string cell : {"plain", "a,b", "say \"x\"", "two\nlines", "", "\"", "武汉"}) {
    std::string text = csv_cell(cell) + "," + csv_cell(cell) + "\n";
    CHECK(rows_of(text) == std::vector<Cells>{{cell, cell}});
  }
}

TEST_CASE("no cell of a file for spreadsheets is a formula, and numbers stay numbers") {
  for (const std::string text : {"-12.5", "+86", "-0", "12", "", "武汉", "a=b", "-.5"}) {
    CHECK(spreadsheet_cell(text) == text);
  }
  for (const std::string text : {"=1+1", "+1+1", "-1+cmd", "@SUM(1)", "-", "+", "-1.2.3", "-."}) {
    CHECK(spreadsheet_cell(text) == "'" + text);
  }
  CHECK(spreadsheet_cell("\t=1") == "\"'\t=1\"");
  CHECK(spreadsheet_cell("\r=1") == "\"'\r=1\"");
  CHECK(spreadsheet_cell("=A1,\"x\"") == "\"'=A1,\"\"x\"\"\"");
}

}  // namespace
}  // namespace tollgate
