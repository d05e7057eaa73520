// Responses in the shape of the engine's replies.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"
#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

// An engine's reply as a response, gzipped when that is worth it and accepted.
Response reply_response(std::string reply, std::string_view accept_encoding);

// {"ok": false, "diagnostics": [...]} for what never reached the engine.
Response refusal(unsigned status, const Diagnostic& diagnostic);

// The `changed` member of a reply as JSON text; "" when the request changed nothing.
std::string changed_part(std::string_view reply);

}  // namespace tollgate::server
