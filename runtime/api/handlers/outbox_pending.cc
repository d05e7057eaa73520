#include "handlers.h"
#include "hub_only.h"

namespace tollgate::api {

Result<messages::OutboxPendingReply> handle(Call& call,
                                            const messages::OutboxPendingRequest& request) {
  if (!call.caller.administrator) return hub_only();
  return query::list_pending(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
