#include "handlers.h"

namespace tollgate::api {

Result<messages::DashboardDrillReply> handle(Call& call,
                                             const messages::DashboardDrillRequest& request) {
  return query::drill_down(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
