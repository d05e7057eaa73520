#include "handlers.h"
#include "present.h"

namespace tollgate::api {
namespace {

Result<form::Changes> step(form::FormSession& form, const messages::FormItemRequest& request) {
  // Without an index: at the end.
  auto index = request.index ? size_t(std::max<int64_t>(0, *request.index)) : SIZE_MAX;
  auto to = size_t(std::max<int64_t>(0, request.to.value_or(0)));
  if (request.action == "add") return form.add_item(request.path, index);
  if (request.action == "remove") return form.remove_item(request.path, index);
  return form.move_item(request.path, index, to);
}

}  // namespace

Result<messages::FormItemReply> handle(Call& call, const messages::FormItemRequest& request) {
  Result<engine::Session*> session = call.engine.sessions().find(request.session, call.caller);
  if (!session) return std::move(session).error();
  (*session)->use(call.engine.clock().now());
  Result<form::Changes> changes = step(*(*session)->form, request);
  if (!changes) return std::move(changes).error();
  return messages::FormItemReply{present(call, **session, *changes)};
}

}  // namespace tollgate::api
