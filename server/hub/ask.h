// One request to an engine, with its reply taken apart.
#pragma once

#include <string>
#include <string_view>

#include "hub/engine_port.h"
#include "tollgate/base/json.h"

namespace tollgate::server {

// The `result` of the reply, or its diagnostics. For what the hub does by itself, as the app's
// administrator: never for a request that came to it.
Result<Json> ask(EnginePort& engine, std::string_view type, Json params);

// The `result` of a reply such as put_blob() gives.
Result<Json> result_of(std::string_view reply);

}  // namespace tollgate::server
