// Roles that groups of the identity provider give: written to the records of the apps' people
// before somebody is let in, so that an app's rules know them as any other role.
#pragma once

#include <string>
#include <vector>

#include "hub/people_of_app.h"
#include "tollgate/accounts/accounts.h"

namespace tollgate::server {

// A record that is not there yet is made, with `name` as its title. What stands already is not
// written again. Waits for the apps. Refused: sign_in.role, with the reason of the app.
Status put_roles(const AppShelf& shelf, const std::vector<accounts::RoleInApp>& roles,
                 const std::string& name, const TellOfApp& tell);

}  // namespace tollgate::server
