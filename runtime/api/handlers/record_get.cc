#include "handlers.h"

namespace tollgate::api {

Result<messages::RecordGetReply> handle(Call& call, const messages::RecordGetRequest& request) {
  return query::read_record(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
