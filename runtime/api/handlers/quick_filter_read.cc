#include "handlers.h"

namespace tollgate::api {

Result<messages::QuickFilterReadReply> handle(Call& call,
                                              const messages::QuickFilterReadRequest& request) {
  return query::read_quick_filter(call.source(), call.viewer(), request);
}

}  // namespace tollgate::api
