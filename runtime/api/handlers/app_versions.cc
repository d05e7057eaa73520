#include "handlers.h"

namespace tollgate::api {

Result<messages::AppVersionsReply> handle(Call& call, const messages::AppVersionsRequest& request) {
  return query::list_app_versions(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
