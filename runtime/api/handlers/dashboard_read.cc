#include "handlers.h"

namespace tollgate::api {

Result<messages::DashboardReadReply> handle(Call& call,
                                            const messages::DashboardReadRequest& request) {
  return query::read_dashboard(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
