#include "handlers.h"
#include "present.h"

namespace tollgate::api {

Result<messages::FormSetReply> handle(Call& call, const messages::FormSetRequest& request) {
  Result<engine::Session*> session = call.engine.sessions().find(request.session, call.caller);
  if (!session) return std::move(session).error();
  Result<form::Changes> changes =
      engine::set_field(call.engine, **session, request.path, request.value);
  if (!changes) return std::move(changes).error();
  return messages::FormSetReply{present(call, **session, *changes)};
}

}  // namespace tollgate::api
