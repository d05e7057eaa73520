#include "handlers.h"

namespace tollgate::api {

Result<messages::QuickFilterRowsReply> handle(Call& call,
                                              const messages::QuickFilterRowsRequest& request) {
  return query::quick_filter_rows(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
