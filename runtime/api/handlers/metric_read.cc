#include "handlers.h"

namespace tollgate::api {

Result<messages::MetricReadReply> handle(Call& call, const messages::MetricReadRequest& request) {
  return query::read_metric(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
