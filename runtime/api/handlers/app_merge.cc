#include "handlers.h"

namespace tollgate::api {

Result<messages::AppMergeReply> handle(Call& call, const messages::AppMergeRequest& request) {
  return query::merge_apps(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
