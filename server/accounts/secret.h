// Secrets that stand in links and cookies.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/random.h"

namespace tollgate::accounts {

// 64 hexadecimal digits of 32 random bytes.
std::string make_secret(Random& random);

// What is kept of a secret: whoever reads the database can't sign in with it.
std::string kept_form(std::string_view secret);

// 16 hexadecimal digits; an account's or a session's name that is no secret.
std::string make_id(Random& random);

}  // namespace tollgate::accounts
