// One message in, one reply out: what the C ABI, the hub and tests call.
//
//   std::string_view message = R"({"id": 1, "type": "engine.info", "params": {}})";
//   std::string reply = handle_message(engine, {.user = "rep_001"}, message).reply;
//
// Messages are JSON by schemas/api (docs/api.md), within its limits. Every message
// gets a reply; what cannot be read gets one with diagnostics (json.*, api.*).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/monotonic_clock.h"
#include "tollgate/engine/engine.h"

namespace tollgate::api {

inline constexpr size_t kMaxPrincipalBytes = 4096;

struct HandledMessage {
  std::string reply;  // JSON
  bool ok = false;
  std::string changed;  // JSON of the reply's `changed`, "" when nothing changed
  // Not 0: not answered yet, and what go_on() is to be called with. The reply says how far it is.
  int64_t unfinished = 0;
};

// How long a request may hold the engine before others have theirs (base/turn.h).
struct TurnLength {
  int64_t ms = 0;
  const MonotonicClock* clock = nullptr;  // null: the system's
};

// `principal`: whom the message acts for, by whoever carries it; the engine refuses a person and a
// role that the app does not have (tollgate/engine/admit.h).
HandledMessage handle_message(engine::Engine& engine, const engine::Principal& principal,
                              std::string_view message);

// The same for whoever has others to answer in between: what takes longer than a turn is not
// finished yet, and go_on() does the next turn of it. Questions are answered in turns, and what
// looks at all of the log; what changes data is done at once. Refused: engine.stopped (task.stop),
// and api.no_such_task for what is not unfinished.
HandledMessage begin_message(engine::Engine& engine, const engine::Principal& principal,
                             std::string_view message, const TurnLength& turn);
HandledMessage go_on(engine::Engine& engine, int64_t unfinished, const TurnLength& turn);

// What the last message changed, as the principal may hear of it.
struct HeardChanges {
  std::string text;     // JSON by schemas/api, "" for nothing
  bool by_all = false;  // everybody hears the same
};
HeardChanges heard_changes(engine::Engine& engine, const engine::Principal& principal);

// Every request there is, and who may send it (`x-access` of its schema): for tests that none is
// left without an answer to the question.
struct RequestKind {
  std::string_view type;
  std::string_view access;
};
std::vector<RequestKind> all_requests();

// A principal as JSON by schemas/api; "" is nobody. Refused: json.*, api.wrong_type.
Result<engine::Principal> read_principal(std::string_view text);

// A message of a device to this engine as its hub (schemas/sync), and the reply.
HandledMessage answer_device(engine::Engine& engine, const engine::Principal& principal,
                             std::string_view message);

// Stores a file; the reply's result says what was found in it.
HandledMessage put_blob(engine::Engine& engine, std::string_view name, std::string_view bytes);
// Adds a file whose parts are all stored; `facts`: JSON, as facts_reply() told them.
HandledMessage add_blob(engine::Engine& engine, std::string_view facts);
// A piece of a file: of a record and field that the principal sees, or that they have just put into
// a form. Others are refused like files that there are not: engine.no_blob.
Result<engine::BlobPiece> read_blob(engine::Engine& engine, const engine::Principal& principal,
                                    std::string_view sha256, uint64_t offset);
// What was found in a file as a reply.
HandledMessage facts_reply(const Result<Json>& facts);

// A reply without a request: {"id": 0, "ok": false, "diagnostics": […]}.
std::string refusal(const Diagnostics& diagnostics);

}  // namespace tollgate::api
