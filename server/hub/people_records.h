// The records of people that a table brings into an app, by data.import, which checks each cell as
// a form does.
#pragma once

#include <vector>

#include "hub/imported_people.h"

namespace tollgate::server {

// Managers are named by sign-in name or by name, and stand in the table wherever they like; who
// manage each other in a circle are told by the app that there is no such person. `preview` keeps
// nothing. Refused: as ask_app() is; what is wrong with a row stands at the row.
Status import_records(const PeopleOfApp& app, const PeopleTable& table,
                      std::vector<RowOfPerson>& people, accounts::Accounts& accounts,
                      const TellOfApp& tell, bool preview);

}  // namespace tollgate::server
