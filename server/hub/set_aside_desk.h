// What `tollgate set-aside` asks of a running hub: work of devices that is not in force, for
// whoever administrates the machine. The same requests as the page "This hub" sends.
#pragma once

#include "hub/app_shelf.h"
#include "tollgate/accounts/accounts.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/delivery/delivery.h"

namespace tollgate::server {

// asked: {"app": ID or "", "locale": …, "act": "list", "before" or "op": NUMBER if wanted}
//   → {"app": ID, "groups": […], "more": …}, a page, as sync.review gives it;
// or {…, "act": "sent_on" or "discarded", "op": NUMBER, "reason": …} → {"app": ID, "group": {…}}:
// noted among the acts of administrators, and told to its owner. Without an app it is the only one.
// `people`: null in a demo. Refused: server.unknown_app, server.app_unavailable,
// server.stopping, and what sync.settle refuses.
Result<Json> answer_set_aside(const Json& asked, const AppShelf& apps, accounts::Accounts* people,
                              delivery::Delivery* messages);

}  // namespace tollgate::server
