#include "tollgate/base/csv.h"

#include <algorithm>

namespace tollgate {
namespace {

bool is_break(char c) { return c == '\n' || c == '\r'; }

// Behind the opening quote: up to the closing one, doubled quotes as one.
void take_quoted(std::string_view& rest, std::string& cell, CsvRow& row) {
  for (;;) {
    const size_t quote = rest.find('"');
    const std::string_view part = rest.substr(0, quote);
    cell += part;
    row.line_count += std::count(part.begin(), part.end(), '\n');
    if (quote == std::string_view::npos) {
      row.open_quote = true;
      rest = {};
      return;
    }
    rest.remove_prefix(quote + 1);
    if (!rest.starts_with('"')) return;
    cell.push_back('"');
    rest.remove_prefix(1);
  }
}

// "-12.5", "+86": what stays a number, and no formula such as -1+cmd.
bool is_plain_number(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return text.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(text.begin(), text.end(), '.') <= 1 && text != "." && !text.empty();
}

}  // namespace

std::optional<CsvRow> take_csv_row(std::string_view& rest, char delimiter) {
  if (rest.empty()) return std::nullopt;
  CsvRow row;
  for (;;) {
    std::string& cell = row.cells.emplace_back();
    if (rest.starts_with('"')) {
      rest.remove_prefix(1);
      take_quoted(rest, cell, row);
    }
    size_t end = 0;
    while (end < rest.size() && rest[end] != delimiter && !is_break(rest[end])) ++end;
    cell += rest.substr(0, end);
    rest.remove_prefix(end);
    if (rest.empty()) return row;
    const bool ends = is_break(rest.front());
    const bool two = rest.starts_with("\r\n");
    rest.remove_prefix(two ? 2 : 1);
    if (ends) return row;
  }
}

std::string csv_cell(std::string_view text) {
  const bool plain = text.find_first_of(",;\t\"\r\n") == std::string_view::npos;
  if (plain) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell.push_back(c);
    cell.push_back(c);
  }
  return cell + "\"";
}

std::string spreadsheet_cell(std::string_view text) {
  const bool begins_like_one =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (!begins_like_one || is_plain_number(text)) return csv_cell(text);
  return csv_cell("'" + std::string(text));
}

}  // namespace tollgate
