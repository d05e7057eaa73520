// One request to an engine, with its reply taken apart.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "hub/engine_port.h"
#include "hub/engine_thread.h"
#include "tollgate/base/json.h"

namespace tollgate::server {

// The `result` of the reply, or its diagnostics. For what the hub does by itself, as the app's
// administrator: never for a request that came to it.
Result<Json> ask(EnginePort& engine, std::string_view type, Json params);

// The same for what takes longer than a turn: `answered` is called with what ask() would have
// given, on the thread of the engine, once it is finished; others have their turns in between.
void ask_in_turns(EngineThread& thread, EnginePort& engine, std::string_view type, Json params,
                  const std::function<void(EnginePort& engine, Result<Json>)>& answered);

// The `result` of a reply such as put_blob() gives.
Result<Json> result_of(std::string_view reply);

}  // namespace tollgate::server
