#include "handlers.h"

namespace tollgate::api {

Result<messages::QuickFilterAskReply> handle(Call& call,
                                             const messages::QuickFilterAskRequest& request) {
  return query::ask_quick_filter(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
