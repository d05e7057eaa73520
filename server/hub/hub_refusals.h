// What a hub answers where it does not do what was asked, whoever asked it for what.
#pragma once

#include <string>
#include <string_view>

#include "hub/reply.h"
#include "hub/served_app.h"
#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

// Why a request of this status got no further than its bytes.
Diagnostic failure_diagnostic(unsigned status);

// 404: no such route; which ones there are.
Response not_found();
Response unknown_app(std::string_view id);
// 308: the same request at another address of this hub.
Response redirect(std::string address);
// 429: refused before anything was done, so that sending it again is safe.
Response overloaded();
// 503: this app's database could not be opened.
Response unavailable(const ServedApp& app);
// 503 around the reply that says so: what was saved may be gone after a loss of power, and nobody
// is told that it is kept.
Response not_durable(std::string reply);
// HEAD asks for what GET would be answered; the server leaves the body out.
bool reads(const Request& request);

}  // namespace tollgate::server
