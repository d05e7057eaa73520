#include "handlers.h"

namespace tollgate::api {

Result<messages::InsightBacktestReply> handle(Call& call,
                                              const messages::InsightBacktestRequest& request) {
  return query::backtest(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
