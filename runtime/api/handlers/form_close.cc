#include "handlers.h"

namespace tollgate::api {

Result<messages::FormCloseReply> handle(Call& call, const messages::FormCloseRequest& request) {
  call.engine.sessions().close(request.session, call.caller);
  return messages::FormCloseReply{};
}

}  // namespace tollgate::api
