// One message in, one reply out: what the C ABI, the hub and tests call.
//
//   std::string_view message = R"({"id": 1, "type": "engine.info", "params": {}})";
//   std::string reply = handle_message(engine, message);
//
// Messages are JSON by schemas/api (docs/api.md), within its limits. Every message
// gets a reply; what cannot be read gets one with diagnostics (json.*, api.*).
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"
#include "tollgate/engine/engine.h"

namespace tollgate::api {

struct HandledMessage {
  std::string reply;  // JSON
  bool ok = false;
  std::string changed;  // JSON of the reply's `changed`, "" when nothing changed
};

HandledMessage handle_message(engine::Engine& engine, std::string_view message);

// Stores a file; the reply's result says what was found in it.
HandledMessage put_blob(engine::Engine& engine, std::string_view name, std::string_view bytes);

// A reply without a request: {"id": 0, "ok": false, "diagnostics": […]}.
std::string refusal(const Diagnostics& diagnostics);

}  // namespace tollgate::api
