#include "handlers.h"
#include "tollgate/base/turn.h"

namespace tollgate::api {

Result<messages::AppCompareReply> handle(Call& call, const messages::AppCompareRequest& request) {
  const engine::AppCheck check = call.engine.check_app(request.text);
  if (Turn::was_left()) return messages::AppCompareReply();
  if (!check.app) return Failure{check.findings};
  return query::compare_app(call.engine.source(), call.viewer(), *check.app);
}

}  // namespace tollgate::api
