#include "handlers.h"

namespace tollgate::api {

Result<messages::TaskListReply> handle(Call& call, const messages::TaskListRequest&) {
  const bool administers = query::require_administration(call.engine.source(), call.viewer()).ok();
  messages::TaskListReply reply;
  for (const auto& task : call.engine.tasks().all()) {
    const bool own = task->principal == call.stated;
    if (!own && !administers) continue;
    messages::TaskListReplyTask& out = reply.tasks.emplace_back();
    if (!task->name.empty()) out.task = task->name;
    out.type = task->type;
    out.done = task->progress.done;
    out.of = task->progress.of;
    out.own = own;
  }
  return reply;
}

}  // namespace tollgate::api
