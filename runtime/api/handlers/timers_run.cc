#include "handlers.h"
#include "hub_only.h"
#include "tollgate/engine/run_due.h"

namespace tollgate::api {

Result<messages::TimersRunReply> handle(Call& call, const messages::TimersRunRequest& request) {
  if (!call.caller.administrator) return hub_only();
  Result<engine::DueStep> step =
      engine::run_due(call.engine, {.dashboards = request.dashboards.value_or(false)});
  if (!step) return std::move(step).error();
  messages::TimersRunReply reply;
  reply.came = step->came;
  reply.more = step->more;
  reply.next_ms = step->next_ms;
  return reply;
}

}  // namespace tollgate::api
