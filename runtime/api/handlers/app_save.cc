#include "handlers.h"

namespace tollgate::api {

Result<messages::AppSaveReply> handle(Call& call, const messages::AppSaveRequest& request) {
  Result<Diagnostics> saved =
      call.engine.save_app(request.text, request.base_hash.value_or(""), call.caller);
  if (!saved) return std::move(saved).error();
  if (Turn::was_left()) return messages::AppSaveReply();
  const engine::AppInForce app = *call.engine.app_in_force();
  messages::AppSaveReply reply;
  reply.version = app.model.version;
  reply.hash = app.hash;
  reply.text = app.text;
  reply.findings = std::move(*saved);
  return reply;
}

}  // namespace tollgate::api
