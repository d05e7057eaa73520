#include "handlers.h"

namespace tollgate::api {

Result<messages::ListExportReply> handle(Call& call, const messages::ListExportRequest& request) {
  return query::export_list(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
