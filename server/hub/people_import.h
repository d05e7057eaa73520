// People by a table (account.import): their accounts, and their records in the apps.
//
// Everything is looked at before anything is made: with one error in the table nothing is kept.
// Then come the apps' records, by data.import, which checks each cell as a form does, and last the
// accounts. Sending the same table again changes nothing.
#pragma once

#include <vector>

#include "hub/account_desk.h"
#include "hub/app_shelf.h"
#include "hub/imported_people.h"
#include "tollgate/accounts/accounts.h"

namespace tollgate::server {

class PeopleImport {
 public:
  PeopleImport(accounts::Accounts& accounts, const AppShelf& shelf, TellOfApp tell,
               AccountDesk::Changed changed)
      : accounts_(accounts), shelf_(shelf), tell_(std::move(tell)), changed_(std::move(changed)) {}

  // Of an administrator. Refused: what read_people_table() refuses, people.unknown_column,
  // people.column_twice, people.no_name, people.no_people, server.unknown_app, server.app_busy.
  // What is wrong with a line stands at the line.
  Result<accounts::AccountImportReply> run(const accounts::AccountImportRequest& request,
                                           const accounts::Asker& asker);

 private:
  void check_accounts(std::vector<RowOfPerson>& people) const;
  Status keep_account(RowOfPerson& person, const accounts::Asker& asker) const;

  accounts::Accounts& accounts_;
  const AppShelf& shelf_;
  const TellOfApp tell_;
  const AccountDesk::Changed changed_;
};

}  // namespace tollgate::server
