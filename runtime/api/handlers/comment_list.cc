#include "handlers.h"

namespace tollgate::api {

Result<messages::CommentListReply> handle(Call& call, const messages::CommentListRequest& request) {
  return query::list_comments(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
