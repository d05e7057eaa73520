#include "hub/people_table.h"

#include <catch_amalgamated.hpp>

namespace tollgate::server {
namespace {

TEST_CASE("A table of people is read as spreadsheets paste and save it") {
  const auto pasted =
      read_people_table("姓名\t登录名\t上级\r\n李娜\tli.na\t王芳\r\n\t\t\r\n王芳\twf\t\r\n");
  REQUIRE(pasted.ok());
  REQUIRE(pasted->rows.size() == 2);
  CHECK(pasted->rows[1].line == 4);
  CHECK(pasted->rows[0].cells == std::vector<std::string>{"李娜", "li.na", "王芳"});
  const auto saved = read_people_table("\xEF\xBB\xBFname;role\n\"a\nb\";=1+1\n");
  REQUIRE(saved.ok());
  CHECK(saved->head[0] == "name");
  CHECK(saved->rows[0].cells == std::vector<std::string>{"a b", "=1+1"});
  const auto code = [](std::string_view text) {
    const auto table = read_people_table(text);
    return table.ok() ? std::string() : table.diagnostics().front().code;
  };
  CHECK(code("") == "people.no_table");
  CHECK(code("name,role\n") == "people.no_table");
  CHECK(code("name\na,b\n") == "people.too_many_cells");
  CHECK(code("name\n\"a\n") == "people.open_quote");
  std::string many = "name\n";
  for (size_t i = 0; i <= kMaxPeopleInTable; ++i) many += "a" + std::to_string(i) + "\n";
  CHECK(code(many) == "people.too_many");
}

TEST_CASE("Columns and states of people are known in both languages") {
  CHECK(person_column(" 登录名 ") == PersonColumn::kSignIn);
  CHECK(person_column("E-Mail") == PersonColumn::kEmail);
  CHECK(person_column("region") == PersonColumn::kNone);
  CHECK(person_state("离职").value() == PersonState::kLeft);
  CHECK(person_state("Active").value() == PersonState::kActive);
  CHECK(person_state(" ").value() == PersonState::kUnsaid);
  CHECK(person_state("maybe").diagnostics().front().code == "people.state");
}

}  // namespace
}  // namespace tollgate::server
