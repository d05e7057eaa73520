// The rows of a table of people on their way to accounts and records: what each says, who they are
// already, and what was found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/people_of_app.h"
#include "hub/people_table.h"
#include "tollgate/accounts/accounts.h"

namespace tollgate::server {

struct RowOfPerson {
  accounts::ImportedPerson told;
  std::string title;
  PersonState state = PersonState::kUnsaid;
  std::vector<accounts::Address> addresses;
  std::optional<accounts::Account> before;
  std::vector<accounts::Place> places;
  bool record_changed = false;

  bool is_wrong() const;
  // "" where the finding is of no column.
  void find(const Diagnostic& finding, const std::string& column);
  // Of the app's people; "" where they are nobody there.
  std::string record_in(const std::string& app) const;
};

// A name as accounts compare them.
std::string folded_name(std::string text);

// Refused: people.unknown_column, people.column_twice, people.no_name, and what account.list
// refuses. What is wrong with a row stands at the row.
Result<std::vector<RowOfPerson>> read_rows_of_people(const PeopleTable& table,
                                                     const std::vector<PeopleOfApp>& apps,
                                                     accounts::Accounts& accounts,
                                                     const accounts::Asker& asker);

}  // namespace tollgate::server
