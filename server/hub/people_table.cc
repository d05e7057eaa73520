#include "hub/people_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tollgate/base/csv.h"

namespace tollgate::server {
namespace {

using enum PersonColumn;
constexpr std::array<std::pair<std::string_view, PersonColumn>, 29> kPersonColumns = {{
    {"sign_in", kSignIn}, {"sign-in name", kSignIn}, {"login", kSignIn},     {"登录名", kSignIn},
    {"账号", kSignIn},    {"name", kName},           {"姓名", kName},        {"manager", kManager},
    {"上级", kManager},   {"经理", kManager},        {"主管", kManager},     {"role", kRole},
    {"角色", kRole},      {"email", kEmail},         {"e-mail", kEmail},     {"邮箱", kEmail},
    {"电子邮件", kEmail}, {"phone", kPhone},         {"mobile", kPhone},     {"手机", kPhone},
    {"手机号", kPhone},   {"电话", kPhone},          {"wecom", kWecom},      {"wecom id", kWecom},
    {"企业微信", kWecom}, {"企业微信 id", kWecom},   {"企业微信id", kWecom}, {"state", kState},
    {"状态", kState},
}};
constexpr std::array<std::string_view, 4> kActiveWords = {"active", "yes", "在职", "在用"};
constexpr std::array<std::string_view, 4> kLeftWords = {"left", "no", "离职", "停用"};

std::string person_word(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  std::string word(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return word;
}

std::string cell_text(std::string_view cell) {
  const size_t begin = cell.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  std::string text(cell.substr(begin, cell.find_last_not_of(" \t\r\n") - begin + 1));
  // One row stays one line.
  for (char& c : text) c = c == '\n' || c == '\r' ? ' ' : c;
  return text;
}

char delimiter_of_people(std::string_view text) {
  const std::string_view head = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char c : {'\t', ';'}) {
    if (std::ranges::count(head, c) > std::ranges::count(head, best)) best = c;
  }
  return best;
}

Diagnostic in_table(const char* code, int64_t line, const std::string& zh, const std::string& en) {
  const std::string number = std::to_string(line);
  return make_error(code, {"第 " + number + " 行：" + zh, "line " + number + ": " + en},
                    {.pointer = "/params/text"});
}

}  // namespace

PersonColumn person_column(std::string_view head) {
  const std::string word = person_word(head);
  const auto* found =
      std::ranges::find(kPersonColumns, word, &std::pair<std::string_view, PersonColumn>::first);
  return found == kPersonColumns.end() ? kNone : found->second;
}

std::vector<std::string> person_column_names() {
  std::vector<std::string> names;
  for (const auto& [name, column] : kPersonColumns) names.emplace_back(name);
  return names;
}

Result<PersonState> person_state(std::string_view cell) {
  const std::string word = person_word(cell);
  if (word.empty()) return PersonState::kUnsaid;
  if (std::ranges::find(kActiveWords, word) != kActiveWords.end()) return PersonState::kActive;
  if (std::ranges::find(kLeftWords, word) != kLeftWords.end()) return PersonState::kLeft;
  return make_error("people.state",
                    {"“" + std::string(cell.substr(0, 60)) + "”应是“在职”或“离职”",
                     "'" + std::string(cell.substr(0, 60)) + "' should be active or left"},
                    {}, {"在职", "离职", "active", "left"});
}

Result<PeopleTable> read_people_table(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const char delimiter = delimiter_of_people(text);
  PeopleTable table;
  int64_t line = 1;
  while (const auto row = take_csv_row(text, delimiter)) {
    PeopleTable::Row read{line, {}};
    line += row->line_count;
    for (const std::string& cell : row->cells) read.cells.push_back(cell_text(cell));
    if (row->open_quote) {
      return in_table("people.open_quote", read.line, "引号没有结束", "a quote is not closed");
    }
    if (std::ranges::all_of(read.cells, &std::string::empty)) continue;
    if (table.head.empty()) {
      table.head = std::move(read.cells);
      continue;
    }
    while (read.cells.size() > table.head.size() && read.cells.back().empty()) {
      read.cells.pop_back();
    }
    if (read.cells.size() > table.head.size()) {
      return in_table("people.too_many_cells", read.line, "单元格比列名多",
                      "there are more cells than columns in the head");
    }
    read.cells.resize(table.head.size());
    table.rows.push_back(std::move(read));
    if (table.rows.size() > kMaxPeopleInTable) {
      const std::string most = std::to_string(kMaxPeopleInTable);
      return make_error("people.too_many",
                        {"一次最多导入 " + most + " 人，请分几次导入。",
                         "at most " + most + " people at once: bring them in by several tables"},
                        {.pointer = "/params/text"});
    }
  }
  if (table.rows.empty()) {
    return make_error("people.no_table",
                      {"表格应有一行列名和至少一行人员。",
                       "a table has a row of column names and at least one of a person"},
                      {.pointer = "/params/text"});
  }
  return table;
}

}  // namespace tollgate::server
