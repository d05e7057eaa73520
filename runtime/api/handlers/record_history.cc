#include "handlers.h"

namespace tollgate::api {

Result<messages::RecordHistoryReply> handle(Call& call,
                                            const messages::RecordHistoryRequest& request) {
  return query::read_history(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
