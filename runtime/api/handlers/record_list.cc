#include "handlers.h"

namespace tollgate::api {

Result<messages::RecordListReply> handle(Call& call, const messages::RecordListRequest& request) {
  return query::list_records(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
