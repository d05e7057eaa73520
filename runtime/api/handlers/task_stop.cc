#include "handlers.h"

namespace tollgate::api {

Result<messages::TaskStopReply> handle(Call& call, const messages::TaskStopRequest& request) {
  const bool administers = query::require_administration(call.engine.source(), call.viewer()).ok();
  messages::TaskStopReply reply;
  reply.stopped = call.engine.tasks().stop(request.task, call.stated, administers);
  return reply;
}

}  // namespace tollgate::api
