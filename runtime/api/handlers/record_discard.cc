#include "handlers.h"
#include "tollgate/engine/record_commands.h"

namespace tollgate::api {

Result<messages::RecordDiscardReply> handle(Call& call,
                                            const messages::RecordDiscardRequest& request) {
  Result<engine::Outcome> done =
      engine::discard(call.engine, {request.entity, request.record}, call.caller);
  if (!done) return std::move(done).error();
  return messages::RecordDiscardReply{};
}

}  // namespace tollgate::api
