// A table of people as a spreadsheet gives it: a head, and a row for each of them.
//
//   auto table = read_people_table("姓名\t登录名\t上级\n李娜\tli.na\t王芳\n");
//   table->head; table->rows[0].line;   // 2
//
// Cells are text, whatever they begin with: what a spreadsheet would calculate is nobody's name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/result.h"

namespace tollgate::server {

inline constexpr size_t kMaxPeopleInTable = 500;

// What a column says besides a field of an app.
enum class PersonColumn { kNone, kSignIn, kName, kManager, kRole, kEmail, kPhone, kWecom, kState };

PersonColumn person_column(std::string_view head);
// The heads that are understood, in both languages.
std::vector<std::string> person_column_names();

struct PeopleTable {
  struct Row {
    int64_t line = 0;                // of the text, whose head is line 1
    std::vector<std::string> cells;  // as many as the head has; without blanks around them
  };
  std::vector<std::string> head;
  std::vector<Row> rows;
};

// Cells between tabs, semicolons or commas, by what the head has most of; blank rows are left out.
// Refused: people.no_table, people.too_many, people.too_many_cells, people.open_quote.
Result<PeopleTable> read_people_table(std::string_view text);

// "": says nothing. Refused: people.state.
enum class PersonState { kUnsaid, kActive, kLeft };
Result<PersonState> person_state(std::string_view cell);

}  // namespace tollgate::server
