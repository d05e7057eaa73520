#include "handlers.h"

namespace tollgate::api {

Result<messages::RecordChangesReply> handle(Call& call,
                                            const messages::RecordChangesRequest& request) {
  return query::list_changes(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
