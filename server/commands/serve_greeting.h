// What `tollgate serve` says on its terminal when it begins.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "tollgate/accounts/accounts.h"

namespace tollgate::server {

void greet(const Terminal& terminal, const std::string& url, bool has_site,
           const std::vector<std::string>& apps, bool is_demo);

// Where nobody is administrator yet, a link for the first one is printed: there is no password
// that somebody else could know.
Status tell_first_invitation(const Terminal& terminal, accounts::Accounts& accounts,
                             const std::string& url);

// How many connections there are file handles for, after asking for as many as there may be; and
// a warning where they are few.
uint32_t connections_by_file_handles();
void tell_of_few_connections(const Terminal& terminal, uint32_t connections);

}  // namespace tollgate::server
