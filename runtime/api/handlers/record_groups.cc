#include "handlers.h"

namespace tollgate::api {

Result<messages::RecordGroupsReply> handle(Call& call,
                                           const messages::RecordGroupsRequest& request) {
  return query::group_records(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
