#include "handlers.h"
#include "tollgate/engine/sync.h"

namespace tollgate::api {

Result<messages::SyncReleaseReply> handle(Call& call, const messages::SyncReleaseRequest& request) {
  Status done = call.engine.sync_hub().release(request.device, request.reason);
  if (!done) return std::move(done).error();
  return messages::SyncReleaseReply{};
}

}  // namespace tollgate::api
