#include "group_in_words.h"
#include "handlers.h"

namespace tollgate::api {

Result<messages::SyncSettleReply> handle(Call& call, const messages::SyncSettleRequest& request) {
  auto settled = call.engine.sync_hub().settle(request.op, request.act, request.reason);
  if (!settled) return Failure{settled.diagnostics()};
  messages::SyncSettleReply reply;
  reply.group = group_in_words(call, *settled);
  return reply;
}

}  // namespace tollgate::api
