#include "handlers.h"

namespace tollgate::api {

Result<messages::InsightLiftReply> handle(Call& call, const messages::InsightLiftRequest& request) {
  return query::lift_of_actions(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
