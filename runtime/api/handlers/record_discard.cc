#include "handlers.h"
#include "tollgate/engine/record_commands.h"

namespace tollgate::api {

Result<messages::RecordDiscardReply> handle(Call& call,
                                            const messages::RecordDiscardRequest& request) {
  const bool all_of_it = request.complete.value_or(false);
  Result<engine::Outcome> done = engine::discard(
      call.engine, {request.entity, request.record},
      all_of_it ? engine::Discarded::kAllOfIt : engine::Discarded::kWhatWasTyped, call.caller);
  if (!done) return std::move(done).error();
  return messages::RecordDiscardReply{};
}

}  // namespace tollgate::api
