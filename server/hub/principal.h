// Whom a request to the hub acts for: the one place where the hub learns it.
//
// The page's shell states the person in a header that no form and no foreign page can set. In a
// demo the hub takes its word; the engine refuses a person and a role that the app does not have.
// Where people sign in, the person follows from the account (hub/account_desk.h) and the header is
// only compared: a page that was opened for somebody else is refused.
//
//   Tollgate-Acts-For: user=rep_001&role=driver     values percent-encoded, each may be missing
#pragma once

#include <string>

#include "http/message.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

inline constexpr std::string_view kPrincipalHeader = "tollgate-acts-for";

// The principal as EnginePort takes it, "" for nobody. Refused: server.bad_principal.
Result<std::string> principal_of(const Request& request);

// The same, who may do what the app gives to no role.
std::string as_administrator(std::string_view principal);

}  // namespace tollgate::server
