// Where messages reach a person, and what may be such an address.
#pragma once

#include <vector>

#include "tollgate/accounts/messages.h"
#include "tollgate/base/result.h"

namespace tollgate::accounts {

// Of each kind one at most, of at most 254 characters without controls and spaces; an e-mail
// address has one @ between a name and a domain, a phone number 5 to 20 digits after an optional +.
// Refused: accounts.address.
Status check_addresses(const std::vector<Address>& addresses);

}  // namespace tollgate::accounts
