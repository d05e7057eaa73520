#include "handlers.h"

namespace tollgate::api {

Result<messages::AppDescribeReply> handle(Call& call, const messages::AppDescribeRequest&) {
  return query::describe_app(call.engine.source(), call.viewer());
}

}  // namespace tollgate::api
