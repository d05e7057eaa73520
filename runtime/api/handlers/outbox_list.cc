#include "handlers.h"

namespace tollgate::api {

Result<messages::OutboxListReply> handle(Call& call, const messages::OutboxListRequest& request) {
  return query::list_outbox(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
